import { ProlificApiKeyError } from '../core/errors.ts'
import { type Credentials, credentialsPath, DEFAULT_PROFILE, readCredentials } from './file.ts'
import { type Environment, environmentKey, KEY_VARIABLES } from './key.ts'
import { shownName } from './shown-name.ts'

/**
 * Finds the key to use. With a profile, named here or by `PROLIFIC_API_USER`: that profile of
 * `~/.prolific/credentials`, else the file's one bare key, else, if there is no such file, the environment.
 * Without: the bare key or the profile `default`, else the environment, else the file's only profile.
 *
 * A key in the environment never stands in for a named profile that the file might have meant: money would
 * leave the wrong account.
 *
 * @throws ProlificApiKeyError if there is no such key, or the file is damaged.
 */
export function findKey(profile?: string, env: Environment = process.env): string {
  const named = profile ?? (env.PROLIFIC_API_USER || undefined)
  const path = credentialsPath(env)
  const file = readCredentials(path)
  const key = named === undefined ? unnamed(file, env) : file ? file.key(named) : environmentKey(env)
  if (key === undefined) throw missing(named, path, file)
  return key
}

function unnamed(file: Credentials | undefined, env: Environment): string | undefined {
  const [first, ...others] = file?.profiles ?? []
  return (
    file?.key(DEFAULT_PROFILE) ??
    environmentKey(env) ??
    (first !== undefined && others.length === 0 ? file?.key(first) : undefined)
  )
}

function missing(
  named: string | undefined,
  path: string,
  file: Credentials | undefined,
): ProlificApiKeyError {
  const has = file?.profiles.length
    ? `it has ${file.profiles.map((name) => `"${shownName(name)}"`).join(', ')}`
    : 'it is empty'
  if (file && named !== undefined) {
    return new ProlificApiKeyError(
      `${path} has no profile "${shownName(named)}": ${has}. Name another profile, or store its key with ` +
        `\`prolific-kit register --profile ${shownName(named)}\`.`,
    )
  }
  if (file) {
    return new ProlificApiKeyError(
      `Which key of ${path}? There is no profile "${DEFAULT_PROFILE}": ${has}. Name a profile, or set PROLIFIC_API_USER.`,
    )
  }
  return new ProlificApiKeyError(
    `No Prolific API key: there is no credentials file ${path}, and none of ${KEY_VARIABLES.join(', ')} is set. ` +
      `Store a key with \`prolific-kit register --profile ${shownName(named ?? 'prolific')}\`, or set ${KEY_VARIABLES[0]}.`,
  )
}
