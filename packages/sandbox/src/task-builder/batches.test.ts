import { expect, test } from 'vitest'
import { details, lines, openBuilder, page, prompts, refusal, schema } from '../../test/builder.ts'

const UNKNOWN = '00000000-0000-7000-8000-000000000000'
const choice = page.rows[0]!.columns[1]!.items[0] as object
/** A page with these items in one column. */
const showing = (...items: object[]) => ({ rows: [{ columns: [{ items }] }] })
const field = (name: string) => ({ type: 'dataset_field', field: name })

/** The client's view of a page; tests also send what it would refuse. */
type Pages = (typeof page)[]

test('a new batch has its layout with ids, in answers as short as the API’s', async () => {
  await using builder = await openBuilder()
  const { client, workspace_id } = builder
  const { id: dataset_id } = await builder.filled(2)
  const batch = await client.batches.create({
    name: 'B',
    workspace_id,
    dataset_id,
    task_details: details,
    batch_items: [
      page,
      {
        rows: [
          {
            columns: [
              { items: [{ type: 'rich_text', content: '# Hi\n\n**you**', content_format: 'markdown' }] },
            ],
          },
        ],
        display_position: 'outro',
      },
    ],
  })
  expect(batch).toMatchObject({
    status: 'UNINITIALISED',
    total_task_count: 0,
    total_instruction_count: 2,
    datasets: [{ id: dataset_id, total_datapoint_count: 2 }],
    task_details: details,
  })
  expect(batch.batch_items![1]!.rows[0]!.columns[0]!.items[0]).toMatchObject({
    content: '<h1>Hi</h1>\n<p><strong>you</strong></p>',
    content_format: 'html',
  })
  expect('schema_version' in batch).toBe(false)
  const read = await client.batches.retrieve({ batch_id: batch.id })
  expect(read.batch_items).toEqual(batch.batch_items)
  expect(read).toMatchObject({ total_task_groups: 0, auto_sync_enabled: false })
  expect(await client.batches.list({ workspace_id }).toArray()).toEqual([read])
})

test('a new layout keeps what has its id, and forgets the rest', async () => {
  await using builder = await openBuilder()
  const { client } = builder
  const batch = await builder.ready(1)
  const [old] = structuredClone(batch.batch_items!) as unknown as Pages
  const [, second] = old!.rows[0]!.columns
  const [kept] = second!.items as { id?: string }[]
  const changed = [{ ...old!, rows: [{ columns: [{ items: [{ ...kept!, description: 'Really?' }] }] }] }]
  const after = await client.batches.update({
    batch_id: batch.id,
    name: 'New',
    batch_items: changed as never,
  })
  expect(after).toMatchObject({ name: 'New', total_instruction_count: 1, status: 'READY' })
  const [first] = after.batch_items!
  expect(first!.id).toBe((old as { id?: string }).id)
  expect(first!.rows[0]!.id).not.toBe((old!.rows[0] as { id?: string }).id)
  expect(first!.rows[0]!.columns[0]!.items[0]).toMatchObject({ id: kept!.id, description: 'Really?' })
  const gone = client.batches.update({ batch_id: batch.id, batch_items: [old!] as never })
  expect(await refusal(gone)).toMatchObject({ status: 400 })
})

test('every mistake of a layout is told at its place, counted from 0', async () => {
  await using builder = await openBuilder()
  const { client, workspace_id } = builder
  const { id: dataset_id } = await builder.filled(1)
  const create = (pages: object[], more: object = { dataset_id }) =>
    refusal(
      client.batches.create({
        name: 'B',
        workspace_id,
        task_details: details,
        batch_items: pages as never,
        ...more,
      }),
    )
  const refused = await create([
    page,
    showing(field('nothing'), field('source'), field('prompt'), field('prompt')),
    {
      rows: [
        {
          columns: [
            { items: [{ type: 'rich_text', content: '' }] },
            { items: [{ ...choice, answer_limit: 3 }] },
          ],
        },
      ],
    },
    showing(
      {
        type: 'free_text_with_unit',
        description: '?',
        unit_position: 'suffix',
        unit_options: [{ label: 'cm', value: 'cm' }],
        default_unit: 'mm',
      },
      { type: 'file_upload', description: '?', min_file_count: 3, max_file_count: 2 },
      { type: 'free_text', description: '?', validation: { type: 'string', min: 5, max: 2 } },
    ),
    { ...showing(choice), display_position: 'intro' },
  ])
  expect(refused.status).toBe(422)
  const { type, issues } = refused.body as { type: string; issues: Record<string, unknown>[] }
  expect(type).toBe('INVALID_BATCH_ITEMS')
  expect(
    issues.map(({ page, row, column, item, type, field }) => [page, row, column, item, type, field]),
  ).toEqual([
    [1, 0, 0, 0, 'dataset_field', 'nothing'],
    [1, 0, 0, 1, 'dataset_field', 'source'],
    [1, 0, 0, 3, 'dataset_field', 'prompt'],
    [2, 0, 1, 0, 'multiple_choice', undefined],
    [3, 0, 0, 0, 'free_text_with_unit', undefined],
    [3, 0, 0, 1, 'file_upload', undefined],
    [3, 0, 0, 2, 'free_text', undefined],
    [4, 0, 0, 0, 'multiple_choice', undefined],
  ])
  expect(await create([page], {})).toMatchObject({ status: 422, body: { type: 'INVALID_BATCH_ITEMS' } })
  expect(await create([page], { dataset_id: UNKNOWN })).toMatchObject({ status: 400 })
})

test('a layout that is sent back may not say what Prolific does not know', async () => {
  await using builder = await openBuilder()
  const { client, workspace_id } = builder
  const { id: batch_id } = await client.batches.create({ name: 'B', workspace_id, task_details: details })
  const number = { type: 'numbr' }
  const refused = await refusal(
    client.batches.update({
      batch_id,
      batch_items: [
        {
          ...showing({ type: 'rich_text', content: 'Hello', content_format: 'htlm' }),
          display_position: 'outtro',
        },
        showing(
          { type: 'free_text', description: '?', validation: number },
          {
            type: 'free_text_with_unit',
            description: '?',
            unit_position: 'sufix',
            unit_options: [{ label: 'cm', value: 'cm', validation: number }],
          },
        ),
      ] as never,
    }),
  )
  expect(refused.status).toBe(422)
  const { issues } = refused.body as { issues: { message: string }[] }
  expect(issues.map(({ message }) => /^([\w.]+): ".*" is not a valid choice\.$/.exec(message)?.[1])).toEqual([
    'display_position',
    'content_format',
    'validation.type',
    'validation.type',
    'unit_position',
  ])
})

test('a set-up makes a task of each datapoint, and groups of them', async () => {
  await using builder = await openBuilder()
  const { client, sandbox, workspace_id } = builder
  const grouped = { ...schema, fields: { ...schema.fields, group: { type: 'task_group_id' as const } } }
  const { id: dataset_id } = await client.datasets.create({ name: 'G', workspace_id, schema: grouped })
  const batch = await client.batches.create({
    name: 'B',
    workspace_id,
    task_details: details,
    batch_items: [showing(choice)] as never,
  })
  const { id: batch_id } = batch
  const setUp = (more = {}) => client.batches.setUp({ batch_id, tasks_per_group: 2, ...more })
  expect(await refusal(setUp())).toMatchObject({
    status: 400,
    body: { detail: expect.stringContaining('no dataset') },
  })
  expect(await refusal(setUp({ dataset_id }))).toMatchObject({
    status: 400,
    body: { detail: expect.stringContaining('no import that is complete') },
  })
  const named = ['a', 'b', 'a'].map((group, i) => ({ prompt: `N${i}`, group }))
  await builder.put(dataset_id, 'p.jsonl', lines(...named, ...prompts(5)))
  expect(await setUp({ dataset_id })).toEqual({})
  expect(await client.batches.retrieveStatus({ batch_id })).toEqual({ status: 'PROCESSING' })
  expect(await refusal(setUp())).toMatchObject({ status: 400 })
  expect(await refusal(client.batches.sync({ batch_id }))).toMatchObject({ status: 400 })
  await sandbox.idle()
  expect(await client.batches.retrieve({ batch_id })).toMatchObject({
    status: 'READY',
    total_task_count: 8,
    total_task_groups: 2 + 3,
  })
  expect(await client.batches.listTasks({ batch_id }).toArray()).toHaveLength(8)
  expect(await client.batches.listTaskGroups({ batch_id }).toArray()).toHaveLength(5)
  const raw = await sandbox.fetch(`/api/v1/data-collection/batches/${batch_id}/task-groups`, {
    headers: { authorization: `Token ${sandbox.key}` },
  })
  expect(Array.isArray(await raw.json())).toBe(true)

  await client.datasets.appendDatapoints({
    dataset_id,
    datapoints: [{ prompt: 'X', group: 'b' }, { prompt: 'Y', group: 'c' }, { prompt: 'Z' }],
  })
  const first = await client.batches.sync({ batch_id })
  const second = await client.batches.sync({ batch_id })
  await sandbox.advance('6 s')
  const state = async (sync_id: string) => client.batches.retrieveSync({ batch_id, sync_id })
  expect(await state(first.sync_id)).toMatchObject({
    status: 'complete',
    tasks_created: 3,
    groups_created: 2,
    groups_expanded: 1,
  })
  expect((await state(second.sync_id)).status).toBe('queued')
  await sandbox.idle()
  expect(await state(second.sync_id)).toMatchObject({ status: 'complete', tasks_created: 0 })
  const other = await builder.filled(1, [{ prompt: 'other' }])
  expect(await refusal(client.batches.update({ batch_id, dataset_id: other.id }))).toMatchObject({
    status: 400,
  })
})

test('a batch without questions, and one whose dataset is not read yet, cannot be set up', async () => {
  await using builder = await openBuilder()
  const { client, workspace_id } = builder
  const old = await client.datasets.create({ name: 'Old', workspace_id })
  const make = (dataset_id: string) =>
    client.batches.create({ name: 'B', workspace_id, dataset_id, task_details: details })
  const early = await make(old.id)
  expect(await refusal(client.batches.setUp({ batch_id: early.id }))).toMatchObject({
    status: 400,
    body: { detail: expect.stringContaining('UNINITIALISED') },
  })
  const silent = await make((await builder.filled(1)).id)
  expect(await refusal(client.batches.setUp({ batch_id: silent.id }))).toMatchObject({
    status: 400,
    body: { detail: expect.stringContaining('no question') },
  })
})

test('a copy shares the dataset or takes another one, and begins anew', async () => {
  await using builder = await openBuilder()
  const { client } = builder
  const batch = await builder.ready(2)
  const copy = await client.batches.duplicate({ batch_id: batch.id })
  expect(copy).toMatchObject({ name: 'Judgements (Copy)', status: 'UNINITIALISED', total_task_count: 0 })
  expect(copy.datasets.map(({ id }) => id)).toEqual(batch.datasets.map(({ id }) => id))
  expect(copy.batch_items![0]!.id).not.toBe(batch.batch_items![0]!.id)
  const bare = await client.batches.duplicate({ batch_id: batch.id, name: 'Bare', upload_new_dataset: true })
  expect(bare).toMatchObject({ name: 'Bare', datasets: [] })
  expect((await client.batches.update({ batch_id: bare.id, name: 'Still bare' })).datasets).toEqual([])
  const other = await builder.filled(1, [{ prompt: 'other' }])
  await client.batches.setUp({ batch_id: bare.id, dataset_id: other.id })
  await builder.sandbox.idle()
  expect(await client.batches.retrieveStatus({ batch_id: bare.id })).toEqual({ status: 'READY' })
})

test('nobody sees the batches of somebody else', async () => {
  await using builder = await openBuilder()
  const { client, stranger, workspace_id } = builder
  const { id } = await builder.ready(1)
  for (const [who, batch_id] of [
    [client, UNKNOWN],
    [stranger, id],
  ] as const) {
    const calls = [
      () => who.batches.retrieve({ batch_id }),
      () => who.batches.update({ batch_id, name: 'Mine' }),
      () => who.batches.duplicate({ batch_id }),
      () => who.batches.setUp({ batch_id }),
      () => who.batches.retrieveStatus({ batch_id }),
      () => who.batches.sync({ batch_id }),
      () => who.batches.retrieveSync({ batch_id, sync_id: UNKNOWN }),
      () => who.batches.listTasks({ batch_id }),
      () => who.batches.listTaskGroups({ batch_id }),
      () => who.batches.listResponses({ batch_id }),
      () => who.batches.downloadReport({ batch_id }),
      () => who.batches.requestExport({ batch_id }),
      () => who.batches.retrieveExport({ batch_id, export_id: UNKNOWN }),
      () => who.batches.listInstructions({ batch_id }),
      () => who.batches.createInstructions({ batch_id, instructions: [] }),
      () => who.batches.updateInstructions({ batch_id, instructions: [] }),
    ]
    for (const call of calls) {
      expect(await refusal(call())).toMatchObject({ status: 404, body: { message: 'Not found' } })
    }
  }
  const create = stranger.batches.create({ name: 'B', workspace_id, task_details: details })
  expect(await refusal(create)).toMatchObject({ status: 404 })
  expect(await refusal(stranger.batches.list({ workspace_id }))).toMatchObject({ status: 404 })
  for (const call of [
    () => client.batches.retrieveSync({ batch_id: id, sync_id: UNKNOWN }),
    () => client.batches.retrieveExport({ batch_id: id, export_id: UNKNOWN }),
  ]) {
    expect(await refusal(call())).toMatchObject({ status: 404 })
  }
})
