// Compiled, never run: each refusal shows that the types of the packed client are not silently `any`.
import { createSandbox } from '@prolific-kit/sandbox'
import { openWorkflows, type Workflows } from '@prolific-kit/workflows'
import { type Logger, type Middleware, Prolific, type Submission, type User } from 'prolific-kit'
import type { InputOf } from 'prolific-kit/contract'
import { readCredentials } from 'prolific-kit/credentials'
import { type Arrival, createVerifier, readArrival } from 'prolific-kit/participant'
import { isListedEvent, nodeWebhookHandler, type WebhookEvent, webhookHandler } from 'prolific-kit/webhooks'

const client = new Prolific({ apiKey: 'sandbox_consumer' })
export const me: User = await client.users.me()
// @ts-expect-error the id is text
export const id: number = me.id
// @ts-expect-error there is no such method
client.users.them()
// @ts-expect-error the study is missing
client.studies.retrieve({})
// @ts-expect-error `project_id` is not a field: the study would land in another project
export const wrong: InputOf<'submissions.retrieve'> = { project_id: 'x' }
export const submission: Submission = await client.submissions.retrieve({ id: 'x' })
// @ts-expect-error a file may have no such profile
export const key: string = readCredentials()?.key('prolific')
// @ts-expect-error the url is text
export const url: number = (await createSandbox({ seed: 1 })).url

export const logger: Logger = console
export const middleware: Middleware = (request, next, { operation }) =>
  // @ts-expect-error an operation is text
  next({ ...request, headers: { 'x-operation': operation as number } })

export const arrival: Arrival = readArrival('https://lab.example.org/')
// @ts-expect-error the names are those of this package, not of the address
export const participant: string = arrival.PROLIFIC_PID
// @ts-expect-error where the studies are must be said
createVerifier({})

// @ts-expect-error the secret is missing
webhookHandler({ onEvent: () => {} })
export const handler = nodeWebhookHandler({ secret: 'secret', onEvent: (event) => seen(event) })
function seen(event: WebhookEvent): string | undefined {
  // @ts-expect-error only an event of a submission has a participant
  if (!isListedEvent(event)) return event.participant_id
  return event.event_type === 'submission.status.change' ? event.participant_id : event.resource_id
}

const workflows: Workflows = await openWorkflows({ client })
// @ts-expect-error an amount is Money: 425 might be pence or pounds
workflows.bonuses.plan({ study_id: 'x', rows: [{ submission_id: 'x', amount: 425 }] })
// @ts-expect-error the client is missing
openWorkflows({})
export const paid: number = (await workflows.bonuses.report()).counts.paid
