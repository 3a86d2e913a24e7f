import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { draft, type Lab, openLab } from '../../test/lab.ts'
import { ExitCode } from '../exit-codes.ts'

let lab: Lab
let workspace: string
beforeAll(async () => {
  lab = await openLab('derived')
  workspace = (await lab.client.workspaces.list()).rows[0]!.id
})
afterAll(() => lab.close())

const body = async (...words: string[]) => (await lab.json([...words, '--dry-run'])).body
const refused = async (code: number, ...words: string[]) => {
  const ended = await lab.cli(words)
  expect({ code: ended.code, out: ended.out }, ended.err).toEqual({ code, out: '' })
  expect(ended.err).not.toMatch(/^ +at /m)
  return ended.err
}

describe('options', () => {
  test('read amounts, lists, objects, files, booleans and null as their fields take them', async () => {
    const rows = lab.file(
      'codes.yaml',
      '- code: DONE\n  code_type: COMPLETED\n  actions: [{action: MANUALLY_REVIEW}]\n',
    )
    const words = [
      'studies',
      'update',
      'ID',
      '--total-available-places',
      '12',
      '--device-compatibility',
      'mobile,desktop',
    ]
    words.push(
      '--device-compatibility',
      'tablet',
      '--completion-codes',
      `@${rows}`,
      '--no-is-custom-screening',
    )
    words.push(
      '--filter-set-id',
      'null',
      '--submissions-config',
      '{"max_concurrent_submissions": 2}',
      '--name',
      '@@home',
    )
    expect(await body(...words)).toEqual({
      total_available_places: 12,
      device_compatibility: ['mobile', 'desktop', 'tablet'],
      completion_codes: [{ code: 'DONE', code_type: 'COMPLETED', actions: [{ action: 'MANUALLY_REVIEW' }] }],
      is_custom_screening: false,
      filter_set_id: null,
      submissions_config: { max_concurrent_submissions: 2 },
      name: '@home',
    })
    const text = lab.file('text.txt', 'Thank you,\n@everybody')
    expect(
      await body('messages', 'send-bulk', '--ids', 'a', '--study-id', 's', '--body', `@${text}`),
    ).toMatchObject({
      body: 'Thank you,\n@everybody',
    })
  })

  test('take amounts exactly, and in the currency of the study alone', async () => {
    const id = await lab.study()
    expect(await body('studies', 'update', id, '--reward', '1.45 GBP')).toEqual({ reward: 145 })
    expect(await body('studies', 'update', id, '--reward', '145')).toEqual({ reward: 145 })
    expect(
      await refused(ExitCode.REFUSED, 'studies', 'update', id, '--yes', '--reward', '1.45 USD'),
    ).toContain('GBP')
    const bonus = JSON.stringify([{ participant_id: '6601d0a5f5b3a1c2e4d5f6a7', amount: '4.25 GBP' }])
    const line = (await body('bonuses', 'set-up', '--study-id', id, '--bonuses', bonus)).csv_bonuses
    expect(line.trim()).toBe('6601d0a5f5b3a1c2e4d5f6a7,4.25')
  })

  test('go over the file of --input, and arguments over both', async () => {
    const file = lab.file(
      'group.json',
      JSON.stringify({ id: 'x', name: 'From the file', participant_ids: ['a'] }),
    )
    const { path, body } = await lab.json([
      'participant-groups',
      'update',
      'y',
      '-i',
      file,
      '--name',
      'Mine',
      '--dry-run',
    ])
    expect(path).toContain('/participant-groups/y/')
    expect(body).toEqual({ name: 'Mine', participant_ids: ['a'] })
  })
})

describe('what is wrong is said in the words of the command line', () => {
  test('fields that are missing or wrong, by their options: 3, and nothing is sent', async () => {
    const before = (await lab.client.participantGroups.list({ workspace_id: workspace }).toArray()).length
    const words = ['participant-groups', 'create', '--workspace', workspace]
    expect(await refused(ExitCode.REFUSED, ...words)).toContain('--name is missing')
    expect(
      await refused(
        ExitCode.REFUSED,
        'studies',
        'calculate-cost',
        '--reward',
        '1.5',
        '--total-available-places',
        'x',
      ),
    ).toMatch(
      /--reward must be a whole number of minor units .* such as "1.50 GBP", not 1.5\n +--total-available-places must be a whole number, not "x"/,
    )
    expect((await lab.client.participantGroups.list({ workspace_id: workspace }).toArray()).length).toBe(
      before,
    )
  })

  test.each([
    [['studies', 'retrieve'], /needs <id>: prolific-kit studies retrieve <id>/],
    [['studies', 'update', 'x', '--total-available-place', '3'], /Did you mean --total-available-places\?/],
    [['studies', 'retreive', 'x'], /Did you mean retrieve\?/],
    [['studdies', 'list'], /Did you mean studies\?/],
    [['studies', 'list', '--fields', 'statsu'], /there is no "statsu". Did you mean "status"\?/],
    [['studies', 'list', '--limit', '0'], /whole number from 1/],
    [['studies', 'list', '--output', 'xml'], /Allowed choices are table, json/],
    [['studies', 'update', 'x', '--filters', '[{'], /--filters is neither JSON nor YAML.* line 1/],
    [['studies', 'update', 'x', '--filters', '@none.json'], /--filters: none.json cannot be read.*@@/],
    [
      ['studies', 'update', 'x', '-i', 'none.yaml'],
      /--input: none.yaml cannot be read: there is no such file/,
    ],
    [
      ['workspaces', 'create', '--title', 'x', '--out', '/no/such/place'],
      /there is no directory.*Nothing was done/,
    ],
  ])('%j: 2', async (words, message) => {
    expect(await refused(ExitCode.USAGE, ...words)).toMatch(message)
  })

  test('what Prolific refuses has the code of its kind', async () => {
    await refused(ExitCode.NOT_FOUND, 'studies', 'retrieve', '6601d0a5f5b3a1c2e4d5f6a7')
    const { code } = await lab.cli(['users', 'me'], { PROLIFIC_API_KEY: 'unknown', PROLIFIC_TOKEN: '' })
    expect(code).toBe(ExitCode.KEY)
  })
})

describe('what spends or cannot be undone', () => {
  test('is not done where there is no terminal and no --yes: 2', async () => {
    const { id } = await lab.client.studies.create(draft)
    for (const words of [
      ['studies', 'remove', id],
      ['studies', 'transition', id, '--action', 'PUBLISH'],
    ])
      expect(await refused(ExitCode.USAGE, ...words)).toContain('Add --yes')
    expect((await lab.client.studies.retrieve({ id })).status).toBe('UNPUBLISHED')
    const publish = ['studies', 'transition', id, '--action', 'PUBLISH', '--yes']
    expect(await refused(ExitCode.USAGE, ...publish)).toMatch(
      /costs up to \d+\.\d\d GBP: --yes needs --max-cost/,
    )
    expect(await refused(ExitCode.REFUSED, ...publish, '--max-cost', '1.00 GBP')).toContain(
      'Nothing was done',
    )
    expect((await lab.client.studies.retrieve({ id })).status).toBe('UNPUBLISHED')
    // What only frees money is not asked about.
    expect((await lab.cli(['studies', 'transition', await lab.study(), '--action', 'PAUSE'])).code).toBe(0)
    expect((await lab.cli(['studies', 'remove', id, '--yes'])).err).toBe('Done.\n')
  })

  test('is only shown by --dry-run, without the key', async () => {
    const { code, out, err } = await lab.cli(['bonuses', 'pay', '6601d0a5f5b3a1c2e4d5f6a7', '--dry-run'])
    expect({ code, err }).toEqual({ code: 0, err: '' })
    expect(JSON.parse(out)).toEqual({
      method: 'POST',
      path: '/api/v1/bulk-bonus-payments/6601d0a5f5b3a1c2e4d5f6a7/pay/',
    })
    expect(out).not.toContain(lab.sandbox.key)
  })
})

describe('answers', () => {
  test('are an id for whoever asks for one', async () => {
    const words = ['workspaces', 'create', '--title', 'Other', '-o', 'id']
    const { out } = await lab.cli(words)
    expect(await lab.client.workspaces.retrieve({ workspace_id: out.trim() })).toMatchObject({
      title: 'Other',
    })
  })

  test('leave out where participants are, unless that is named', async () => {
    const study = await lab.study()
    await lab.sandbox.participants.arrive({ study, count: 2, behaviour: 'manual' })
    const rows = await lab.json(['studies', 'list-submissions', study])
    expect(rows).toHaveLength(2)
    expect(Object.keys(rows[0])).not.toContain('ip')
    const [named] = await lab.json(['studies', 'list-submissions', study, '--fields', 'id,ip'])
    expect(Object.keys(named)).toEqual(['id', 'ip'])
  })

  test('of lists are their first page, so many rows, or all', async () => {
    for (let n = 0; n < 25; n++) await lab.client.workspaces.create({ title: `Number ${n}` })
    const count = async (...words: string[]) => (await lab.json(['workspaces', 'list', ...words])).length
    const all = (await lab.client.workspaces.list().toArray()).length
    expect(await count('--limit', '22')).toBe(22)
    expect(await count('--all')).toBe(all)
    expect(await count()).toBeLessThanOrEqual(all)
  })
})
