/** What the server says of the key, the time, the workspaces and their money. */
import { unlessRefused } from '@prolific-kit/workflows'
import {
  Money,
  type Prolific,
  ProlificAuthenticationError,
  ProlificConnectionError,
  ProlificPermissionError,
  ProlificTimeoutError,
} from 'prolific-kit'
import { plain } from '../output.ts'
import type { Session } from '../session.ts'
import { type Finding, good, look, wrong } from './finding.ts'

/** Seconds that clocks may differ before signatures of webhooks and tokens are refused. */
const WORST_SKEW = 120
/** Seconds that nobody would set a clock wrong by on purpose. */
const BAD_SKEW = 20

/** Asks who the key is, and what it reaches. */
export async function askServer({ client, origin, workspace }: Session): Promise<Finding[]> {
  const host = new URL(client.baseUrl).host
  const before = Date.now()
  try {
    const { data, response } = await client.users.me().withResponse()
    const middle = (before + Date.now()) / 2
    return [
      good('host', host),
      good('key', `${origin}: ${plain(data.email)} (${data.id})`),
      clock(response.headers.date, middle),
      ...(await wallets(client, workspace)),
    ]
  } catch (error) {
    return refusal(error as Error, host, origin)
  }
}

function refusal(error: Error, host: string, origin: string): Finding[] {
  if (error instanceof ProlificAuthenticationError || error instanceof ProlificPermissionError)
    return [
      good('host', host),
      wrong(
        'key',
        `${host} does not take the key of ${origin}`,
        'Copy the key again from the settings of your Prolific account and store it: prolific-kit register --profile NAME. A key of a sandbox works on that sandbox alone.',
      ),
    ]
  const isUnreachable = error instanceof ProlificConnectionError || error instanceof ProlificTimeoutError
  const mend = isUnreachable
    ? 'Is there a network, a proxy, a firewall? Does PROLIFIC_BASE_URL (or --base-url, or base_url of the configuration file) name the right address?'
    : 'Is this the address of the API? Prolific’s own is https://api.prolific.com.'
  return [wrong('host', `${host}: ${plain(error.message)}`, mend)]
}

export function clock(date: string | undefined, here: number): Finding {
  const there = Date.parse(date ?? '')
  if (Number.isNaN(there)) return good('clock', 'the server does not tell the time')
  // The header has whole seconds.
  const skew = Math.round((here - there - 500) / 1000)
  const found = `${Math.abs(skew)} s ${skew < 0 ? 'behind' : 'ahead of'} the server`
  const mend = 'Set the clock of this machine by the network (NTP): signatures with a wrong time are refused.'
  if (Math.abs(skew) >= WORST_SKEW) return wrong('clock', found, mend)
  return Math.abs(skew) >= BAD_SKEW ? look('clock', found, mend) : good('clock', found)
}

async function wallets(client: Prolific, named: string | undefined): Promise<Finding[]> {
  const workspaces = await client.workspaces.list().toArray()
  if (workspaces.length === 0)
    return [wrong('workspaces', 'none', 'Make one: prolific-kit workspaces create --title NAME')]
  const findings: Finding[] = []
  if (named !== undefined && !workspaces.some(({ id }) => id === named))
    findings.push(
      wrong(
        'workspace',
        `${plain(named)} is none of this key’s workspaces`,
        `Give another with --workspace, PROLIFIC_WORKSPACE or the configuration file, such as ${workspaces[0]!.id}.`,
      ),
    )
  for (const { id, title } of workspaces) findings.push(await wallet(client, id, title))
  return findings
}

async function wallet(client: Prolific, workspace_id: string, title: string): Promise<Finding> {
  const check = 'workspace'
  const name = `${plain(title)} (${workspace_id})`
  const balance = await unlessRefused(client.workspaces.getBalance({ workspace_id }))
  if (!balance)
    return look(
      check,
      `${name}: its balance is not shown to you`,
      'Ask an administrator of the workspace for more rights.',
    )
  const { currency_code: currency } = balance
  const amount = (minorUnits: number) =>
    currency === 'GBP' || currency === 'USD'
      ? `${Money.fromMinorUnits(minorUnits, currency as 'GBP')}`
      : `${minorUnits} minor units of ${plain(currency)}`
  const found = `${name}: ${amount(balance.available_balance)} at hand of ${amount(balance.total_balance)}`
  return balance.available_balance > 0
    ? good(check, found)
    : look(check, found, 'Nothing can be published before it is topped up, in the settings of the workspace.')
}
