/**
 * What somebody reads whose call is wrong: as much as a compiler would say. The whole text is compared, since it is
 * the text that people act upon.
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { errorOf, testClient } from '../test/client.ts'
import { type Reply, startServer, type TestServer } from '../test/server.ts'
import type { Prolific } from './client.ts'
import type { ProlificValidationError } from './core/errors.ts'
import { gbp } from './money.ts'

let server: TestServer
let client: Prolific
let reply: Reply = {}
beforeAll(async () => {
  server = await startServer(() => reply)
  client = testClient(server.url)
})
afterAll(() => server[Symbol.asyncDispose]())

const study = {
  name: 'Colours',
  description: 'About colours',
  external_study_url: 'https://example.com/',
  prolific_id_option: 'url_parameters',
  estimated_completion_time: 5,
  total_available_places: 10,
  completion_codes: [{ code: 'ABC', code_type: 'COMPLETED', actions: [{ action: 'MANUALLY_REVIEW' }] }],
  reward: 100,
}
/** An input that the compiler would refuse. */
const wrong = (input: unknown) => input as never
const coded = (action: object) => ({
  ...study,
  completion_codes: [{ code: 'A', code_type: 'OTHER', actions: [action] }],
})
const task = { task_name: 'Birds', task_introduction: 'Hello', task_steps: 'Look' }
const layout = (item: object) => [{ rows: [{ columns: [{ items: [item] }] }] }]

describe('an invalid call names operation, field, what was given, what is allowed and what may have been meant', () => {
  test.each<[string, () => PromiseLike<unknown>, string[]]>([
    [
      'a slip in a word of a list',
      () => client.studies.create(wrong({ ...study, device_compatibility: ['desktop', 'mobil'] })),
      [
        'studies.create was not sent:',
        '  `device_compatibility[1]` must be one of "desktop", "mobile", "tablet", not "mobil". Did you mean "mobile"?',
      ],
    ],
    [
      'fields that exclude one another, and a number too large',
      () =>
        client.studies.create(
          wrong({ ...study, data_collection_id: 'b1', naivety_distribution_rate: 2, fliters: [] }),
        ),
      [
        'studies.create was not sent:',
        '  `data_collection_id` cannot be combined with `external_study_url`: give one of them',
        '  `naivety_distribution_rate` must be at most 1, not 2',
        '  `fliters` is not a field here. Did you mean `filters`?',
      ],
    ],
    [
      'the kind of an action, deep inside',
      () =>
        client.studies.create(
          wrong(coded({ action: 'FIXED_SCREENOUT_PAYMENT', fixed_screen_out_reward: 50, slots: 1 })),
        ),
      [
        'studies.create was not sent:',
        '  `completion_codes[0].actions[0].action` must be one of "ADD_TO_PARTICIPANT_GROUP", "AUTOMATICALLY_APPROVE", "DYNAMIC_PAYMENT", "FIXED_SCREEN_OUT_PAYMENT", "REMOVE_FROM_PARTICIPANT_GROUP", "REQUEST_RETURN", "MANUALLY_REVIEW", not "FIXED_SCREENOUT_PAYMENT". Did you mean "FIXED_SCREEN_OUT_PAYMENT"?',
      ],
    ],
    [
      'a price that is no price',
      () => client.studies.calculateCost({ reward: gbp('0.005'), total_available_places: 0 }),
      [
        'studies.calculateCost was not sent:',
        '  `reward` must be a whole number of minor units, not 0.0050 GBP',
        '  `total_available_places` must be at least 1, not 0',
      ],
    ],
    [
      'a payment without a currency',
      () =>
        client.studies.screenOutSubmissions(
          wrong({ id: 's1', submission_ids: ['a1'], bonus_per_submission: 0.5 }),
        ),
      [
        'studies.screenOutSubmissions was not sent:',
        "  `bonus_per_submission` must be Money, with its currency: gbp('0.50') or usd('0.50'); a bare number (0.5) is refused since it does not say pence or pounds",
      ],
    ],
    [
      'a word that has a longer name',
      () => client.invitations.create(wrong({ association: 'w1', emails: ['ann at home'], role: 'ADMIN' })),
      [
        'invitations.create was not sent:',
        '  `emails[0]` must be an e-mail address, not "ann at home"',
        '  `role` must be one of "WORKSPACE_ADMIN", "WORKSPACE_COLLABORATOR", not "ADMIN". Did you mean "WORKSPACE_ADMIN"?',
      ],
    ],
    [
      "another operation's field",
      () => client.submissions.bulkApprove(wrong({ id: 'a1' })),
      [
        'submissions.bulkApprove was not sent:',
        '  `id` is not a field here. Many submissions are named by `submission_ids`',
        '  one of these is missing: `participant_ids` and `study_id`; or `submission_ids`',
      ],
    ],
    [
      'options in place of the input',
      () => client.users.me(wrong({ signal: AbortSignal.timeout(60_000) })),
      [
        'users.me was not sent:',
        '  `signal` is not a field here. Options come after the input, as in `users.me({}, { signal })`',
      ],
    ],
    [
      'what one kind of change needs',
      () => client.submissions.transition(wrong({ id: 'a1', action: 'REJECT', message: 'No.' })),
      [
        'submissions.transition was not sent:',
        '  `rejection_category` is missing',
        '  `message` must have at least 100 characters; it has 3',
      ],
    ],
    [
      'a field under another name',
      () =>
        client.webhooks.createSubscription(
          wrong({ workspace_id: 'w1', event_type: 'study.status.change', target_uri: 'https://example.com' }),
        ),
      [
        'webhooks.createSubscription was not sent:',
        '  `target_url` is missing',
        '  `target_uri` is not a field here. Did you mean `target_url`?',
      ],
    ],
    [
      'the kind of an item in a layout',
      () =>
        client.batches.create(
          wrong({
            workspace_id: 'w1',
            name: 'Birds',
            task_details: task,
            batch_items: layout({ type: 'free_txt', description: 'Which bird?' }),
          }),
        ),
      [
        'batches.create was not sent:',
        '  `batch_items[0].rows[0].columns[0].items[0].type` must be one of "dataset_field", "file_upload", "image", "multiple_choice", "multiple_choice_with_free_text", "free_text", "free_text_with_unit", "rich_text", "video_narration", not "free_txt". Did you mean "free_text"?',
      ],
    ],
    [
      'how to sort',
      () => client.studies.listSubmissions(wrong({ id: 's1', ordering: 'started' })),
      [
        'studies.listSubmissions was not sent:',
        '  `ordering` must be one of "-completed_at", "-ip", "-participant_id", "-started_at", "-status", "-study_code", "-time_taken", "completed_at", "ip", "participant_id", "started_at", "status", "study_code", "time_taken", not "started". Did you mean "started_at"?',
      ],
    ],
    [
      'an id that is none, marked in its path',
      () => client.projects.listForWorkspace({ workspace_id: 'w/1', limit: 0 }),
      [
        'projects.listForWorkspace was not sent:',
        '  `limit` must be at least 1, not 0',
        '  `workspace_id` contains "/", which no id contains',
        '    /api/v1/workspaces/w/1/projects/',
        '                       ^^^',
      ],
    ],
  ])('%s', async (_, call, lines) => {
    const before = server.requests.length
    const error = await errorOf<ProlificValidationError>(call())
    expect(error.message.split('\n')).toEqual(lines)
    expect(error).toMatchObject({ name: 'ProlificValidationError', operation: lines[0]!.split(' ')[0] })
    expect(server.requests.length).toBe(before)
  })
})

describe('a refused call names operation, field, what was given and what Prolific says of it', () => {
  const refusal = (detail: object): Reply => ({
    status: 400,
    json: { error: { status: 400, error_code: 140_007, title: 'Bad request', detail } },
  })
  const ADVICE = 'Prolific refused the input; nothing was changed.'

  test.each<[string, Reply, () => PromiseLike<unknown>, string[]]>([
    [
      'a field',
      refusal({ external_study_url: ['Enter a valid URL.'] }),
      () => client.studies.create({ ...study, external_study_url: 'example.com' } as never),
      [
        'studies.create failed with 400: Bad request:',
        '  `external_study_url` Enter a valid URL. (given: "example.com")',
        ADVICE,
      ],
    ],
    [
      'fields inside fields',
      refusal({ task_details: { task_name: ['Too short.', 'Too plain.'] }, name: ['Exists.'] }),
      () => client.batches.create({ workspace_id: 'w1', name: 'Birds', task_details: task }),
      [
        'batches.create failed with 400: Bad request:',
        '  `task_details.task_name` Too short. Too plain. (given: "Birds")',
        '  `name` Exists. (given: "Birds")',
        ADVICE,
      ],
    ],
    [
      'a place in a layout',
      {
        status: 422,
        json: {
          type: 'INVALID_BATCH_ITEMS',
          message: 'The items are wrong',
          issues: [
            { page: 0, row: 0, column: 0, item: 0, type: 'x', field: 'description', message: 'Too short' },
          ],
        },
      },
      () =>
        client.batches.create({
          workspace_id: 'w1',
          name: 'Birds',
          task_details: task,
          batch_items: layout({ type: 'free_text', description: 'Eh?' }),
        } as never),
      [
        'batches.create failed with 422: The items are wrong:',
        '  `batch_items[0].rows[0].columns[0].items[0].description` Too short (given: "Eh?")',
        ADVICE,
      ],
    ],
    [
      'a field of the query',
      refusal({ ordering: ['Unknown.'] }),
      () => client.studies.listForProject({ project_id: 'p1', ordering: 'age' }),
      [
        'studies.listForProject failed with 400: Bad request:',
        '  `ordering` Unknown. (given: "age")',
        ADVICE,
      ],
    ],
    [
      'an amount',
      refusal({ reward: ['Below the minimum.'], reward_per_hour: ['Too low.'] }),
      () => client.studies.create({ ...study, reward: 1 } as never),
      [
        'studies.create failed with 400: Bad request:',
        '  `reward` Below the minimum. (given: 1)',
        '  `reward_per_hour` Too low.',
        ADVICE,
      ],
    ],
    [
      'a secret, which is not told',
      refusal({ credentials: ['Not a table.'], secret: ['Wrong.'] }),
      () => client.credentialPools.create({ workspace_id: 'w1', credentials: 'ann;hunter2' }),
      [
        'credentialPools.create failed with 400: Bad request:',
        '  `credentials` Not a table.',
        '  `secret` Wrong.',
        ADVICE,
      ],
    ],
  ])('%s', async (_, answer, call, lines) => {
    reply = answer
    const error = await errorOf<ProlificValidationError>(call())
    expect(error.message.split('\n')).toEqual(lines)
    expect(error).toMatchObject({ name: 'ProlificValidationError', operation: lines[0]!.split(' ')[0] })
  })
})
