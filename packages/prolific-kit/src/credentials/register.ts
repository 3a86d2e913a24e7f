import { ProlificApiKeyError } from '../core/errors.ts'
import { builtins, isFault } from './builtins.ts'
import { Credentials, credentialsPath, DEFAULT_PROFILE, readCredentials } from './file.ts'
import { checkKey } from './key.ts'
import { type StillHeld, withLock } from './lock.ts'
import { shownName } from './shown-name.ts'

/** What {@link register} did. */
export interface Registration {
  /** The file that holds the key now. */
  path: string
  /** Whether the profile had another key before. */
  replaced: boolean
  /** The profile under which a key without a name was kept, if the file held one. */
  keptAs?: string
}

/**
 * Stores a key under a name in `~/.prolific/credentials`, readable by you alone; other profiles are kept.
 * Whatever happens meanwhile, the file holds either all that it held before or all that it holds after.
 *
 * @throws ProlificApiKeyError if the key cannot be one, or the file is damaged. Nothing is written then.
 */
export async function register(
  profile: string,
  key: string,
  path: string = credentialsPath(),
): Promise<Registration> {
  checkProfile(profile)
  checkKey(key, `The key for profile "${shownName(profile)}"`)
  try {
    return await store(profile, key, followLinks(path))
  } catch (error) {
    if (error instanceof ProlificApiKeyError) throw error
    const reason = error instanceof Error ? error.message : String(error)
    throw new ProlificApiKeyError(`The key for profile "${shownName(profile)}" was not stored: ${reason}`, {
      cause: error,
    })
  }
}

async function store(profile: string, key: string, target: string): Promise<Registration> {
  const { path: paths } = builtins()
  makeFolder(paths.dirname(target))
  return withLock(`${target}.lock`, (held) => {
    const before = readCredentials(target) ?? new Credentials(target, new Map())
    replaceFile(target, before.textWith(profile, key), held)
    const keptAs = before.isBareKey && profile !== DEFAULT_PROFILE ? DEFAULT_PROFILE : undefined
    return { path: target, replaced: before.profiles.includes(profile), ...(keptAs && { keptAs }) }
  })
}

/** One folder after the other: where none can be made, as in /proc, `recursive` of Node never ends. */
function makeFolder(folder: string): void {
  const { fs, path: paths } = builtins()
  if (fs.existsSync(folder)) return
  if (paths.dirname(folder) !== folder) makeFolder(paths.dirname(folder))
  try {
    fs.mkdirSync(folder, { mode: 0o700 })
  } catch (error) {
    // Another process was faster.
    if (!isFault(error, 'EEXIST')) throw error
  }
}

function checkProfile(profile: string): void {
  if (typeof profile !== 'string' || !/^[^\s\p{C}]([^\p{C}]*[^\s\p{C}])?$/u.test(profile)) {
    throw new ProlificApiKeyError(
      'A profile needs a name: text that neither begins nor ends with a space, such as "prolific"',
    )
  }
}

/** Where a link leads, even if nothing is there yet: the link itself must survive the rename. */
function followLinks(path: string): string {
  const { fs, path: paths } = builtins()
  let target = path
  for (let hops = 0; hops < 40; hops++) {
    try {
      target = paths.resolve(paths.dirname(target), fs.readlinkSync(target))
    } catch (error) {
      if (isFault(error, 'EINVAL', 'ENOENT', 'ENOTDIR', 'UNKNOWN')) return target
      throw error
    }
  }
  throw new ProlificApiKeyError(`The credentials file ${path} is a link that leads back to itself: remove it`)
}

/** Writes beside the file, forces it to disk and renames: a reader never sees half a file. */
function replaceFile(target: string, text: string, held: StillHeld): void {
  const { fs, path: paths } = builtins()
  // Always the same name, so that one left by a process that was ended is cleaned up by the next.
  const draft = `${target}.draft`
  fs.rmSync(draft, { force: true })
  const file = fs.openSync(draft, 'wx', 0o600)
  try {
    fs.fchmodSync(file, 0o600)
    fs.writeFileSync(file, text)
    fs.fsyncSync(file)
  } finally {
    fs.closeSync(file)
  }
  if (!held()) {
    throw new ProlificApiKeyError(
      'The key was not stored: this process was asleep while another one wrote. Register again.',
    )
  }
  fs.renameSync(draft, target)
  if (process.platform === 'win32') return
  // The new name is on disk only when its directory is.
  const directory = fs.openSync(paths.dirname(target), 'r')
  try {
    fs.fsyncSync(directory)
  } finally {
    fs.closeSync(directory)
  }
}
