/** Subscribes to events, once each, however often it is asked and wherever it broke off before. */
import {
  ProlificAmbiguousResultError,
  ProlificNotFoundError,
  ProlificValidationError,
  type Subscription,
} from 'prolific-kit'
import type { Context } from '../context.ts'
import { UncertainError } from '../errors.ts'
import { ensureSecret } from './secret.ts'

export interface SubscribeOptions {
  /** Id of the workspace whose events shall come. */
  workspace_id: string
  /** Address of your `handler`: `https`, and reachable from the internet. */
  target_url: string
  /** Kinds of events; those that a watcher uses, if not said. */
  event_types?: readonly string[]
  /** Makes a new secret even if there is one, which no receiver of the workspace knows then. */
  rotate?: boolean
  signal?: AbortSignal
}

/** What is subscribed to. */
export interface Subscribed {
  /** What deliveries are signed with: give it to `handler`, and keep it as safe as your key. */
  secret: string
  subscriptions: { id: string; event_type: string; target_url: string }[]
}

/** What a watcher uses. */
const USED = ['submission.status.change', 'study.status.change', 'study.progress.change']
/** A lost answer takes three rounds: it is found, removed, and made again. */
const TRIES = 8

export async function ensureSubscriptions(context: Context, options: SubscribeOptions): Promise<Subscribed> {
  const { workspace_id, event_types = USED, target_url, signal } = options
  const secret = await ensureSecret(context, workspace_id, {
    ...(options.rotate && { rotate: true }),
    ...(signal && { signal }),
  })
  const subscriptions: Subscribed['subscriptions'] = []
  for (const event_type of new Set(event_types))
    subscriptions.push(await ensureOne(context, { workspace_id, event_type, target_url }, signal))
  return { secret, subscriptions }
}

type Wanted = Pick<Subscription, 'workspace_id' | 'event_type' | 'target_url'>

async function ensureOne(context: Context, wanted: Wanted, signal?: AbortSignal) {
  for (let tries = 0; tries < TRIES; tries++) {
    const enabled = await matching(context, wanted, true, signal)
    const [kept, ...more] = enabled
    if (kept) {
      // Two processes may have subscribed at once, and each event would come twice. All remove the same ones.
      for (const { id } of more) await remove(context, id)
      return { id: kept.id, event_type: wanted.event_type, target_url: wanted.target_url }
    }
    try {
      const [disabled] = await matching(context, wanted, false, signal)
      if (disabled) await enable(context, disabled.id)
      else await subscribe(context, wanted)
    } catch (error) {
      // Whether it happened, or what another process has done meanwhile, is seen in the lists, which are read again.
      if (!(error instanceof ProlificAmbiguousResultError || error instanceof ProlificNotFoundError))
        throw error
    }
  }
  throw new UncertainError(
    `It cannot be told whether ${wanted.event_type} is subscribed to at ${wanted.target_url}: answers were lost. Ask again.`,
  )
}

async function subscribe({ client }: Context, wanted: Wanted): Promise<void> {
  const { data, response } = await client.webhooks.createSubscription(wanted).withResponse()
  const secret = response.headers['x-hook-secret']
  if (!data.id || !secret)
    throw new UncertainError(
      `Prolific made the subscription to ${wanted.event_type} and told nothing to confirm it with. Ask again.`,
    )
  await client.webhooks.confirmSubscription({ subscription_id: data.id, secret })
}

/** One that was confirmed is switched on again; what confirms one that was not is lost, so another takes its place. */
async function enable(context: Context, subscription_id: string): Promise<void> {
  try {
    const { is_enabled } = await context.client.webhooks.updateSubscription({
      subscription_id,
      is_enabled: true,
    })
    if (is_enabled) return
  } catch (error) {
    if (!(error instanceof ProlificValidationError)) throw error
  }
  await remove(context, subscription_id)
}

async function remove({ client }: Context, subscription_id: string): Promise<void> {
  try {
    await client.webhooks.removeSubscription({ subscription_id })
  } catch (error) {
    if (!(error instanceof ProlificNotFoundError)) throw error
  }
}

async function matching(
  { client }: Context,
  { workspace_id, event_type, target_url }: Wanted,
  is_enabled: boolean,
  signal?: AbortSignal,
): Promise<{ id: string }[]> {
  const all = await client.webhooks
    .listSubscriptions({ workspace_id, is_enabled }, signal ? { signal } : {})
    .toArray()
  return all
    .filter((one) => one.event_type === event_type && one.target_url === target_url && one.id)
    .map(({ id }) => ({ id: id! }))
    .sort((a, b) => (a.id < b.id ? -1 : 1))
}
