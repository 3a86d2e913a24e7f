import { expect, test } from 'vitest'
import { lines, openBuilder, prompts, refusal, schema } from '../../test/builder.ts'
import { writeZip } from '../core/zip.ts'

const UNKNOWN = '00000000-0000-7000-8000-000000000000'

test('a file of JSON Lines comes in record by record: what is wrong is told, the rest is taken', async () => {
  await using builder = await openBuilder()
  const { client, sandbox, workspace_id } = builder
  const { id: dataset_id, ...made } = await client.datasets.create({ name: 'P', workspace_id, schema })
  expect(made).toMatchObject({ schema_version: 4, schema, imports: [], total_datapoint_count: 0 })
  const target = await client.datasets.retrieveUploadUrl({ dataset_id, filename: 'prompts.jsonl' })
  const import_id = target.import_id!
  const state = async () => client.datasets.retrieveImport({ dataset_id, import_id })
  expect(await state()).toMatchObject({ status: 'uninitialised', filename: 'prompts.jsonl' })
  const content = `${lines(...prompts(2))}\nnot json\n${lines({ prompt: 'P', picture: 'nowhere' })}[1]\n${lines(...prompts(1))}`
  await client.upload(target, content)
  expect((await state()).status).toBe('processing')
  expect((await state()).accepted_count).toBeUndefined()
  await sandbox.idle()
  expect(await state()).toMatchObject({
    status: 'partial',
    accepted_count: 3,
    rejected_count: 3,
    errors: [
      { record_index: 2, field: '_raw' },
      { record_index: 3, field: 'picture', reason: 'Enter a valid URL.' },
      { record_index: 4, field: '_raw' },
    ],
  })
  // the last record was there already
  expect(await client.datasets.retrieve({ dataset_id })).toMatchObject({
    total_datapoint_count: 2,
    imports: [{ import_id, status: 'partial' }],
  })
})

test('imports of one dataset wait for each other; the newest is told first', async () => {
  await using builder = await openBuilder()
  const { client, sandbox, workspace_id } = builder
  const { id: dataset_id } = await client.datasets.create({ name: 'P', workspace_id, schema })
  const targets = await Promise.all(
    ['a.csv', 'b.jsonl', 'c.csv'].map((filename) =>
      client.datasets.retrieveUploadUrl({ dataset_id, filename }),
    ),
  )
  await client.upload(targets[0]!, 'prompt,source\n"One, two",s\n')
  await client.upload(targets[1]!, lines({ prompt: 'Three' }))
  await client.upload(targets[2]!, '"')
  const states = async () => {
    const { imports } = await client.datasets.retrieve({ dataset_id })
    return new Map(imports!.map(({ filename, status }) => [filename, status]))
  }
  expect(Object.fromEntries(await states())).toEqual({
    'c.csv': 'queued',
    'b.jsonl': 'queued',
    'a.csv': 'processing',
  })
  const busy = client.datasets.appendDatapoints({ dataset_id, datapoints: prompts(1) })
  expect(await refusal(busy)).toMatchObject({ status: 409, body: { message: 'Conflict' } })
  await sandbox.advance('5 s')
  expect(Object.fromEntries(await states())).toEqual({
    'c.csv': 'queued',
    'b.jsonl': 'processing',
    'a.csv': 'complete',
  })
  await sandbox.idle()
  const { imports, total_datapoint_count } = await client.datasets.retrieve({ dataset_id })
  expect(total_datapoint_count).toBe(2)
  expect(imports!.map(({ status }) => status)).toEqual(['failed', 'complete', 'complete'])
  expect(imports![0]!.reason).toBeTruthy()
})

test('a dataset whose schema has no fields yet keeps its files until it has some', async () => {
  await using builder = await openBuilder()
  const { client, sandbox, workspace_id } = builder
  const { id: dataset_id } = await client.datasets.create({
    name: 'Later',
    workspace_id,
    schema: { strict: true, fields: {} },
  })
  for (const filename of ['a.jsonl', 'b.jsonl']) {
    const target = await client.datasets.retrieveUploadUrl({ dataset_id, filename })
    await client.upload(target, lines({ prompt: filename }, { other: 1 }))
  }
  await sandbox.idle()
  const waiting = await client.datasets.retrieve({ dataset_id })
  expect(waiting.schema).toBeNull()
  expect(waiting.imports!.map(({ status }) => status)).toEqual(['pending_schema', 'pending_schema'])
  const append = client.datasets.appendDatapoints({ dataset_id, datapoints: [{ prompt: 'x' }] })
  expect(await refusal(append)).toMatchObject({ status: 400 })
  const strict = { strict: true, fields: { prompt: { type: 'text' as const } } }
  const updated = await client.datasets.update({ dataset_id, schema: strict })
  expect(updated.migration_job_id).toBeUndefined()
  expect(updated.imports!.map(({ status }) => status)).toEqual(['queued', 'processing'])
  await sandbox.idle()
  const { imports, total_datapoint_count } = await client.datasets.retrieve({ dataset_id })
  expect(total_datapoint_count).toBe(2)
  expect(imports!.map(({ status, errors }) => [status, errors![0]!.reason])).toEqual([
    ['partial', 'This field is required.'],
    ['partial', 'This field is required.'],
  ])
})

test('appended datapoints are judged one by one, and the same twice is one', async () => {
  await using builder = await openBuilder()
  const { client, sandbox } = builder
  const { id: dataset_id } = await builder.filled(2)
  const first = await client.datasets.appendDatapoints({
    dataset_id,
    datapoints: [...prompts(3), { prompt: 'Bad', picture: 'x' }, { prompt: true }],
  })
  expect(first).toEqual({
    accepted: 3,
    rejected: 2,
    errors: [
      { record_index: 4, field: 'picture', reason: 'Enter a valid URL.' },
      { record_index: 5, field: 'prompt', reason: 'This must be a text or a number.' },
    ],
  })
  expect((await client.datasets.retrieve({ dataset_id })).total_datapoint_count).toBe(3)
  const raw = await sandbox.fetch(`/api/v1/data-collection/datasets/${dataset_id}/datapoints`, {
    method: 'POST',
    headers: { authorization: `Token ${sandbox.key}`, 'content-type': 'application/x-ndjson' },
    body: '\n{"source":"s1","prompt":"Prompt 1"}\n\n{"prompt":\n{"prompt":"New"}\n',
  })
  expect(await raw.json()).toMatchObject({
    accepted: 2,
    rejected: 1,
    errors: [{ record_index: 2, field: '_raw' }],
  })
  expect((await client.datasets.retrieve({ dataset_id })).total_datapoint_count).toBe(4)
  const many = `${lines(...prompts(1001, 100))}`
  expect(await refusal(client.datasets.appendDatapoints({ dataset_id, datapoints: many }))).toMatchObject({
    status: 400,
  })
})

test('a new schema carries the datapoints over: what does not fit becomes null, what was sent comes back', async () => {
  await using builder = await openBuilder()
  const { client, sandbox } = builder
  const { id: dataset_id } = await builder.filled(0, [
    { prompt: 'https://example.org/a.png', note: 'kept' },
    { prompt: 'no address' },
  ])
  const fields = { prompt: { type: 'image_url' as const }, note: { type: 'text' as const } }
  const updated = await client.datasets.update({ dataset_id, schema: { strict: false, fields } })
  const job_id = updated.migration_job_id!
  const state = () => client.datasets.retrieveSchemaMigration({ dataset_id, job_id })
  expect(await state()).toMatchObject({ status: 'processing', schema_version: 2 })
  const again = client.datasets.update({ dataset_id, schema })
  expect(await refusal(again)).toMatchObject({ status: 409 })
  await sandbox.idle()
  expect(await state()).toMatchObject({
    status: 'partial',
    reprocessed_count: 2,
    failed_count: 1,
    errors: [{ field: 'prompt', reason: 'Enter a valid URL.' }],
  })
  const back = await client.datasets.update({ dataset_id, schema })
  await sandbox.idle()
  const second = await client.datasets.retrieveSchemaMigration({
    dataset_id,
    job_id: back.migration_job_id!,
  })
  expect(second).toMatchObject({ status: 'complete', reprocessed_count: 2 })
  const grouped = { ...schema, fields: { ...schema.fields, source: { type: 'task_group_id' as const } } }
  expect(await refusal(client.datasets.update({ dataset_id, schema: grouped }))).toMatchObject({
    status: 400,
  })
})

test.each([
  ['a CSV file', 'data.csv', 'text,META_TASK_GROUP_ID\none,g1\n"two\nlines",g1\n', 'READY', 2],
  [
    'an archive',
    'data.zip',
    writeZip([
      { name: 'images/a.png', bytes: Buffer.from('x') },
      { name: 'rows.csv', bytes: Buffer.from('text\none\n') },
    ]),
    'READY',
    1,
  ],
  ['an empty file', 'data.csv', '', 'ERROR', 0],
  ['a heading alone', 'data.csv', 'text\n', 'ERROR', 0],
  ['a broken table', 'data.csv', 'a,b\n1\n', 'ERROR', 0],
  ['no archive', 'data.zip', 'text', 'ERROR', 0],
  [
    'an archive without a table',
    'data.zip',
    writeZip([{ name: 'a.png', bytes: Buffer.from('x') }]),
    'ERROR',
    0,
  ],
] as const)('a dataset without a schema reads %s', async (_, filename, content, status, count) => {
  await using builder = await openBuilder()
  const { client, sandbox, workspace_id } = builder
  const { id: dataset_id } = await client.datasets.create({ name: 'Old', workspace_id })
  const target = await client.datasets.retrieveUploadUrl({ dataset_id, filename })
  expect(target.import_id).toBeUndefined()
  await client.upload(target, content)
  expect(await client.datasets.retrieveStatus({ dataset_id })).toEqual({ status: 'PROCESSING' })
  await sandbox.idle()
  const dataset = await client.datasets.retrieve({ dataset_id })
  expect(dataset).toMatchObject({ schema_version: 3, status, filename, total_datapoint_count: count })
  expect(dataset.imports).toBeUndefined()
  if (filename === 'data.csv' && status === 'READY') expect(dataset.has_predetermined_grouping_id).toBe(true)
  if (status === 'ERROR') {
    await builder.put(dataset_id, 'right.csv', 'text\none\n')
    expect(await client.datasets.retrieveStatus({ dataset_id })).toEqual({ status: 'READY' })
  }
  const more = client.datasets.retrieveUploadUrl({ dataset_id, filename: 'more.csv' })
  expect(await refusal(more)).toMatchObject({ status: 400 })
})

test('what a dataset does not take is refused', async () => {
  await using builder = await openBuilder()
  const { client, stranger, sandbox, workspace_id } = builder
  const old = await client.datasets.create({ name: 'Old', workspace_id })
  const { id: dataset_id } = await builder.filled(1)
  const wrongFile = (dataset_id: string, filename: string) =>
    refusal(client.datasets.retrieveUploadUrl({ dataset_id, filename }))
  expect(await wrongFile(old.id, 'data.jsonl')).toMatchObject({ status: 400 })
  expect(await wrongFile(dataset_id, 'data.zip')).toMatchObject({ status: 400 })
  const blank = `/api/v1/data-collection/datasets/${dataset_id}/upload-url/my%20data.csv`
  const headers = { authorization: `Token ${sandbox.key}` }
  expect((await sandbox.fetch(blank, { headers })).status).toBe(400)
  expect(await refusal(client.datasets.update({ dataset_id: old.id, schema }))).toMatchObject({
    status: 400,
    body: { detail: expect.stringContaining('version 3') },
  })
  expect(
    await refusal(client.datasets.appendDatapoints({ dataset_id: old.id, datapoints: prompts(1) })),
  ).toMatchObject({ status: 400 })
  const create = (fields: object) =>
    refusal(
      client.datasets.create({ name: 'X', workspace_id, schema: { strict: true, fields: fields as never } }),
    )
  const many = Object.fromEntries(Array.from({ length: 201 }, (_, i) => [`f${i}`, { type: 'text' }]))
  expect(await create(many)).toMatchObject({ status: 400 })
  expect(await create({ ['k'.repeat(129)]: { type: 'text' } })).toMatchObject({ status: 400 })
  expect(await create({ a: { type: 'task_group_id' }, b: { type: 'task_group_id' } })).toMatchObject({
    status: 400,
  })
  expect(
    await refusal(client.datasets.update({ dataset_id, schema: { strict: true, fields: {} } })),
  ).toMatchObject({ status: 400 })
  const misspelt = { strict: true, fields: { a: { type: 'txt' } } }
  const { status, body } = await refusal(client.datasets.update({ dataset_id, schema: misspelt }))
  expect([status, JSON.stringify(body)]).toEqual([400, expect.stringContaining('is not a valid choice')])
  for (const [who, id] of [
    [client, UNKNOWN],
    [stranger, dataset_id],
  ] as const) {
    const calls = [
      () => who.datasets.retrieve({ dataset_id: id }),
      () => who.datasets.retrieveStatus({ dataset_id: id }),
      () => who.datasets.update({ dataset_id: id, schema }),
      () => who.datasets.appendDatapoints({ dataset_id: id, datapoints: prompts(1) }),
      () => who.datasets.retrieveUploadUrl({ dataset_id: id, filename: 'a.csv' }),
      () => who.datasets.retrieveImport({ dataset_id: id, import_id: UNKNOWN }),
      () => who.datasets.retrieveSchemaMigration({ dataset_id: id, job_id: UNKNOWN }),
    ]
    for (const call of calls) {
      expect(await refusal(call())).toMatchObject({ status: 404, body: { message: 'Not found' } })
    }
  }
  expect(await refusal(client.datasets.retrieveImport({ dataset_id, import_id: UNKNOWN }))).toMatchObject({
    status: 404,
  })
  expect(
    await refusal(client.datasets.retrieveSchemaMigration({ dataset_id, job_id: UNKNOWN })),
  ).toMatchObject({ status: 404 })
  expect(await refusal(stranger.datasets.create({ name: 'X', workspace_id }))).toMatchObject({ status: 404 })
})
