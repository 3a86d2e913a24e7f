import { Command } from 'commander'
import { askSecret } from '../ask.ts'
import { MachineError, UsageError } from '../exit-codes.ts'
import { say, withoutValues } from '../output.ts'
import { whyUnwritable } from '../why-unwritable.ts'

const SETTINGS = ['name', 'api_key']

/** `register --profile NAME`, or `register prolific name=NAME api_key=KEY` as Mephisto writes it. */
export function registerCommand(): Command {
  return new Command('register')
    .summary('store an API key under a name')
    .description(
      'Stores an API key under a name in ~/.prolific/credentials, readable by you alone.\n' +
        'Asks for the key without showing it; where there is no terminal, reads one line of standard input.',
    )
    .argument('[provider]', 'as Mephisto writes it: prolific')
    .argument('[settings...]', 'as Mephisto writes them: name=NAME api_key=KEY')
    .option('-p, --profile <name>', 'name to store the key under')
    .addHelpText(
      'after',
      '\nExamples:\n' +
        '  $ prolific-kit register --profile prolific\n' +
        '  $ prolific-kit register prolific name=prolific api_key="…"   (stays in the history of your shell)',
    )
    .action(async (provider: string | undefined, settings: string[], { profile }: { profile?: string }) => {
      const named = request(provider, settings, profile)
      const key = named.key ?? (await askSecret(`API key for profile "${named.profile}"`))
      const { register } = await import('prolific-kit/credentials')
      const { path, replaced, keptAs } = await register(named.profile, key).catch(asMachineError)
      say(`${replaced ? 'Replaced' : 'Stored'} the key of profile "${named.profile}" in ${path}`)
      if (keptAs) say(`The key that was there without a name is now profile "${keptAs}"`)
    })
}

/** What the machine refused is no matter of the key. */
function asMachineError(error: unknown): never {
  const { cause } = error as Error
  if (!(cause instanceof Error && 'syscall' in cause)) throw error
  const { path } = cause as NodeJS.ErrnoException
  throw new MachineError(
    `The key was not stored: ${whyUnwritable(cause)}${path === undefined ? '' : ` (${path})`}.`,
  )
}

function request(
  provider: string | undefined,
  settings: string[],
  profile: string | undefined,
): { profile: string; key?: string | undefined } {
  if (profile !== undefined) {
    if (provider === undefined) return { profile }
    throw new UsageError('Give either --profile NAME or `prolific name=NAME api_key=KEY`, not both')
  }
  if (provider === undefined) {
    throw new UsageError('Say under which name to store the key: prolific-kit register --profile prolific')
  }
  if (provider !== 'prolific') {
    throw new UsageError(
      `"${withoutValues(provider)}" is not a provider. The only one is prolific: register prolific name=prolific api_key="…"`,
    )
  }
  const { name = 'prolific', api_key } = pairs(settings)
  return { profile: name, key: api_key ?? (process.env.PROLIFIC_API_KEY || undefined) }
}

/** Reads `name=value` words. A word without `=` may be a key, and is not repeated. */
function pairs(settings: string[]): Record<string, string> {
  const given = new Set<string>()
  return Object.fromEntries(
    settings.map((setting, index) => {
      const [name, ...value] = setting.split('=') as [string, ...string[]]
      if (value.length === 0) {
        throw new UsageError(
          `Word ${index + 1} after "prolific" is not of the form name=value, as in name=prolific`,
        )
      }
      if (!SETTINGS.includes(name)) {
        throw new UsageError(`There is no setting "${name}". There are ${SETTINGS.join(' and ')}.`)
      }
      if (given.has(name)) throw new UsageError(`There are two settings "${name}": give one`)
      given.add(name)
      return [name, value.join('=')]
    }),
  )
}
