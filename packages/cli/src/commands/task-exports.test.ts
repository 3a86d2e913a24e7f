import fs from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { openBuilder } from '../../../sandbox/test/builder.ts'
import { whileTimePasses } from '../../../sandbox/test/passing-time.ts'
import { inProcess, openLab } from '../../test/lab.ts'
import { ExitCode } from '../exit-codes.ts'

test('a file goes into a dataset, and the archive of a batch comes out', { timeout: 30_000 }, async () => {
  await using builder = await openBuilder({ seed: 'archives' })
  const lab = await openLab()
  const cli = (...words: string[]) =>
    inProcess(words, { HOME: lab.home, PATH: process.env.PATH!, ...builder.sandbox.env })
  const { id } = await builder.filled(0)
  const rows = lab.file('rows.jsonl', '{"prompt":"One"}\n{"prompt":"Two"}\n')
  const { code, out } = await cli('datasets', 'upload', id, '--file', rows, '-o', 'json')
  expect({ code, answer: JSON.parse(out) }).toMatchObject({
    code: 0,
    answer: { dataset_id: id, filename: 'rows.jsonl' },
  })
  await builder.sandbox.idle()
  expect((await builder.client.datasets.retrieve({ dataset_id: id })).total_datapoint_count).toBe(2)

  const batch = await builder.ready(2)
  const file = path.join(lab.home, 'answers.zip')
  const exporting = cli('batches', 'export', batch.id, '--out', file)
  const ended = await whileTimePasses(builder.sandbox, { by: 'idle', every: 100 }, exporting)
  expect(ended).toEqual({ code: 0, out: '', err: `The archive is being made.\nWritten to ${file}\n` })
  expect(fs.readFileSync(file).subarray(0, 2).toString()).toBe('PK')
  expect(fs.statSync(file).mode & 0o777).toBe(0o600)

  expect(await cli('datasets', 'upload', id, '--file', `${rows}.not`)).toMatchObject({ code: ExitCode.USAGE })
  expect(await cli('collections', 'export', id, '--out', `${lab.home}/no/such`)).toMatchObject({
    code: ExitCode.USAGE,
  })
  await lab.close()
})
