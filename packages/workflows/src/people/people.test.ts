import fc from 'fast-check'
import { gbp, type Middleware, type Prolific, usd } from 'prolific-kit'
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { draft, openLab } from '../../test/lab.ts'
import { openPglite } from '../database/pglite.ts'
import { exclusionFilters, RefusedPlanError, UncertainError, withExclusions } from '../index.ts'
import { blockedBy } from '../publishing/exclusions.ts'
import { MESSAGE_TRANSITIONS } from './message-states.ts'
import { plainText } from './message-text.ts'
import { spread } from './spread.ts'
import { byTime, threadsOf } from './threads.ts'

const sent: string[] = []
const counting: Middleware = (request, next, context) => {
  sent.push(context.operation)
  return next(request)
}
const lab = await openLab('people')
const counted: Prolific = lab.another({ middleware: [counting], retries: { base: 1 } })
await lab.reopen({ client: counted })
const { client, sandbox, workspace } = lab
const workflows = () => lab.workflows
const count = (operation: string) => sent.filter((one) => one === operation).length

beforeEach(async () => {
  await sandbox.faults.clear()
  sent.length = 0
})
afterAll(async () => {
  counted.close()
  await lab.close()
})

const person = (n: number) => n.toString(16).padStart(24, '5')
const placesOf = async (id: string) => (await client.studies.retrieve({ id })).total_available_places

describe('groups.ensure', () => {
  test('makes one group of a name, whoever asks and however often, and adds who is missing', async () => {
    const wish = { workspace_id: workspace, name: 'Pilots', description: 'Of the pilot' }
    const asked = await Promise.all(
      [1, 2, 3].map((n) => workflows().groups.ensure({ ...wish, participants: [person(n), person(9)] })),
    )
    expect(new Set(asked.map(({ id }) => id)).size).toBe(1)
    expect(count('participantGroups.create')).toBe(1)
    const again = await workflows().groups.ensure({ ...wish, participants: [person(1), person(4)] })
    expect(again).toMatchObject({ id: asked[0]!.id, added: [person(4)], participant_count: 5 })
    expect(again.description).toBe('Of the pilot')
  })

  test.each(['drop_after_commit', 'drop_before'] as const)('%s: one group in the end', async (fault) => {
    const wish = { workspace_id: workspace, name: `After ${fault}` }
    await sandbox.faults.add({ operation: 'participantGroups.create', fault, times: 1 })
    await workflows()
      .groups.ensure(wish)
      .catch(() => {})
    const { id } = await workflows().groups.ensure(wish)
    const all = await client.participantGroups.list({ workspace_id: workspace, active: true }).toArray()
    expect(all.filter(({ name }) => name === wish.name).map((one) => one.id)).toEqual([id])
  })

  test('a removed group is none, and a renamed one is another', async () => {
    const wish = { workspace_id: workspace, name: 'Short-lived' }
    const first = await workflows().groups.ensure(wish)
    await client.participantGroups.remove({ id: first.id })
    const second = await workflows().groups.ensure(wish)
    expect(second.id).not.toBe(first.id)
    await client.participantGroups.update({ id: second.id, name: 'Renamed' })
    expect((await workflows().groups.ensure(wish)).id).not.toBe(second.id)
  })

  test('several of a name are refused with their ids, until one is chosen', async () => {
    const wish = { workspace_id: workspace, name: 'Twins' }
    const twins = [await client.participantGroups.create(wish), await client.participantGroups.create(wish)]
    const ensure = workflows().groups.ensure(wish)
    await expect(ensure).rejects.toThrow(/has 2 groups "Twins"/)
    for (const { id } of twins) await expect(ensure).rejects.toThrow(id)
    await expect(workflows().groups.ensure({ ...wish, name: 'No', id: twins[0]!.id })).rejects.toThrow(
      /is not a group "No"/,
    )
    await workflows().groups.ensure({ ...wish, id: twins[1]!.id })
    expect((await workflows().groups.ensure(wish)).id).toBe(twins[1]!.id)
  })
})

describe('excludeParticipantsOf', () => {
  test('keeps out of a draft, once, beside the filters that it has', async () => {
    const earlier = await lab.study()
    const group = await workflows().groups.ensure({ workspace_id: workspace, name: 'Kept out' })
    const age = { filter_id: 'age', selected_range: { lower: 18, upper: 40 } }
    const { id } = await client.studies.create({ ...draft, filters: [age] })
    const whom = { from: id, studies: [earlier], groups: [group.id] }
    expect(await workflows().excludeParticipantsOf(whom)).toMatchObject({
      filters: [age, ...exclusionFilters({ studies: [earlier], groups: [group.id] })],
      added: { studies: [earlier], groups: [group.id] },
    })
    expect((await workflows().excludeParticipantsOf(whom)).added).toEqual({ studies: [], groups: [] })
    expect(count('studies.update')).toBe(1)
  })

  test('a published study and a study of another project are refused, with the way out', async () => {
    const earlier = await lab.study()
    const live = await lab.study()
    await expect(workflows().excludeParticipantsOf({ from: live, studies: [earlier] })).rejects.toThrow(
      /frozen.*group/,
    )
    const project = await client.projects.createForWorkspace({ workspace_id: workspace, title: 'Other' })
    const { id } = await client.studies.create({ ...draft, project: project.id })
    const refused = workflows().excludeParticipantsOf({ from: id, studies: [earlier] })
    await expect(refused).rejects.toThrow(/only studies of the same project.*groups\.ensure/)
    await expect(refused).rejects.toBeInstanceOf(RefusedPlanError)
  })

  test('every id once, whatever was there', () => {
    const ids = fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd'))
    fc.assert(
      fc.property(ids, ids, ids, (before, studies, groups) => {
        const once = withExclusions(exclusionFilters({ studies: before }), { studies, groups })
        expect(withExclusions(once, { studies, groups })).toEqual(once)
        const blocked = blockedBy(once, 'previous_studies_blocklist')
        expect(blocked.toSorted()).toEqual([...new Set([...before, ...studies])].toSorted())
        expect(blockedBy(once, 'participant_group_blocklist')).toEqual(groups)
      }),
    )
  })
})

const ended = async (study: string, places: number) => {
  await sandbox.participants.arrive({ study, count: places, behaviour: 'diligent' })
  await sandbox.advance({ by: '2 hours' })
  return (await client.submissions.list({ study }).toArray()).map(({ id }) => id)
}
const tasks = ['a', 'b'].map((task) => ({
  external_url: `https://lab.example.org/${task}`,
  total_allocation: 2,
}))

describe('places', () => {
  test('ensure raises to a total, never lowers, and says what that cost', async () => {
    const study = await lab.study()
    expect(await workflows().places.ensure({ study, total: 6 })).toEqual({
      study_id: study,
      from: 4,
      to: 6,
      cost: gbp('4.20'),
    })
    for (const total of [6, 3])
      expect(await workflows().places.ensure({ study, total })).toEqual({ study_id: study, from: 6, to: 6 })
    await Promise.all([7, 9, 8].map((total) => workflows().places.ensure({ study, total })))
    expect(await placesOf(study)).toBe(9)
    await expect(workflows().places.ensure({ study, total: 1.5 })).rejects.toThrow(/whole number/)
  })

  test.each([gbp('2.09'), usd('9.00')])(
    'more than %s is refused before anything is sent',
    async (maxCost) => {
      const study = await lab.study()
      const refused = workflows().places.ensure({ study, total: 5, maxCost })
      await expect(refused).rejects.toThrow(/they cost 2\.10 GBP/)
      await expect(refused).rejects.toBeInstanceOf(RefusedPlanError)
      expect(await workflows().places.ensure({ study, total: 5, maxCost: gbp('2.10') })).toMatchObject({
        to: 5,
      })
      expect(count('studies.update')).toBe(1)
    },
  )

  test('addresses of a Taskflow study grow evenly, or the one that is named', async () => {
    const changes = { external_study_url: undefined, access_details: tasks, total_available_places: 4 }
    const study = await lab.study(changes)
    const [a, b] = tasks.map(({ external_url }) => external_url)
    const grown = async () =>
      (await client.studies.retrieve({ id: study })).access_details!.map((one) => one.total_allocation)
    await workflows().places.ensure({ study, total: 7 })
    expect(await grown()).toEqual([4, 3])
    await workflows().places.ensure({ study, total: 9, address: b! })
    expect(await grown()).toEqual([4, 5])
    await expect(workflows().places.ensure({ study, total: 10, address: 'x' })).rejects.toThrow(
      `those are ${a}, ${b}`,
    )
    const { id } = await client.studies.create({ ...draft, ...changes })
    await workflows().places.ensure({ study: id, total: 5 })
    expect(
      (await client.studies.retrieve({ id })).access_details!.map((one) => one.total_allocation),
    ).toEqual([3, 2])
  })

  test('replace adds one place for each submission, once ever', async () => {
    const study = await lab.study({ total_available_places: 3 })
    const [one, two, three] = (await ended(study, 3)) as [string, string, string]
    const replace = (submissions: string[]) =>
      workflows().places.replace({ study, submissions, reason: 'screened out' })
    expect(await replace([one, two])).toMatchObject({
      from: 3,
      to: 5,
      replaced: [one, two],
      replaced_before: [],
    })
    expect(await replace([one, two])).toEqual({ study_id: study, replaced: [], replaced_before: [one, two] })
    const both = await Promise.all([replace([two, three]), replace([three, one])])
    expect(both.flatMap(({ replaced }) => replaced)).toEqual([three])
    expect(await placesOf(study)).toBe(6)
    expect((await client.studies.retrieve({ id: study })).status).toBe('ACTIVE')
    expect(await replace([])).toEqual({ study_id: study, replaced: [], replaced_before: [] })
  })

  test('submissions of another study, and those at work, are refused', async () => {
    const study = await lab.study()
    const other = await lab.study({ total_available_places: 1 })
    const [stranger] = await ended(other, 1)
    await sandbox.participants.arrive({ study, count: 1, behaviour: 'slow' })
    await sandbox.advance({ by: '1 min' })
    const [atWork] = await client.submissions.list({ study }).toArray()
    const refused = workflows().places.replace({ study, submissions: [stranger!, atWork!.id] })
    await expect(refused).rejects.toThrow(/is a submission of study .*\n.*holds its place still/s)
    expect(await placesOf(study)).toBe(4)
  })

  test.each([
    ['drop_after_commit', 5],
    ['drop_before', 4],
  ] as const)('%s: nothing is added twice, and the next call adds what is missing', async (fault, after) => {
    const study = await lab.study()
    const [one] = await ended(study, 4)
    await sandbox.faults.add({ operation: 'studies.update', fault, times: 1 })
    const replace = () => workflows().places.replace({ study, submissions: [one!] })
    const first = await replace().catch((error: Error) => error.message)
    expect(await placesOf(study)).toBe(after)
    if (after === 4) expect(first).toMatch(/4 places as before .* asked for again/)
    await replace()
    await replace()
    expect(await placesOf(study)).toBe(5)
  })

  test('what cannot be read back is uncertain, and the next call reads it', async () => {
    const study = await lab.study()
    const [one] = await ended(study, 4)
    await sandbox.faults.add({ operation: 'studies.update', fault: 'drop_after_commit', times: 1 })
    await sandbox.faults.add({
      operation: 'studies.retrieve',
      fault: { type: 'status', status: 503 },
      after: 1,
      times: 3,
    })
    const replace = () => workflows().places.replace({ study, submissions: [one!] })
    await expect(replace()).rejects.toBeInstanceOf(UncertainError)
    expect(await replace()).toMatchObject({ replaced: [], replaced_before: [one] })
    expect([await placesOf(study), count('studies.update')]).toEqual([5, 1])
  })

  test.each([false, true])('a process that died (sent: %s) adds nothing twice', async (wasSent) => {
    const study = await lab.study()
    const [one] = await ended(study, 4)
    await lab.workflows.close()
    await leaveReplacement(study, one!)
    if (wasSent) await client.studies.update({ id: study, total_available_places: 5 })
    await lab.reopen({ client: counted })
    const replace = () => workflows().places.replace({ study, submissions: [one!] })
    await replace().catch(() => {})
    await replace()
    expect(await placesOf(study)).toBe(5)
  })

  test('new places are spread to the last one, as evenly as can be', () => {
    const details = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 5 })
    fc.assert(
      fc.property(details, fc.integer({ min: 1, max: 40 }), (sizes, more) => {
        const addresses = sizes.map((total_allocation, i) => ({ external_url: `u${i}`, total_allocation }))
        const added = new Map(spread(addresses, more).map((one) => [one.external_url, one.total_allocation]))
        expect([...added.values()].reduce((sum, one) => sum + one, 0)).toBe(more)
        const grown = addresses.map((one) => one.total_allocation + (added.get(one.external_url) ?? 0))
        for (const url of added.keys())
          expect(grown[Number(url.slice(1))]! - Math.min(...grown)).toBeLessThanOrEqual(1)
      }),
    )
  })
})

/** What a process leaves that is killed in the middle. */
async function leaveReplacement(study: string, submission: string): Promise<void> {
  const pglite = await openPglite(`${lab.folder}/database`)
  const now = new Date(sandbox.clock.now())
  const { rows } = await pglite.query<{ id: string }>(
    `insert into prolific_kit.place_changes (id, study_id, more, state, from_total, to_total, created_at, attempted_at)
     values (gen_random_uuid(), $1, 1, 'attempted', 4, 5, $2, $2) returning id`,
    [study, now],
  )
  await pglite.query('insert into prolific_kit.replaced_submissions values ($1, $2, $3)', [
    submission,
    study,
    rows[0]!.id,
  ])
  await pglite.close()
}

describe('messages', () => {
  const study = lab.study()
  const message = async (n: number, body = 'Thank you <3 & see you') => ({
    key: `thanks ${n}`,
    recipient_id: person(n),
    study_id: await study,
    body,
  })
  const threadWith = (n: number) => client.messages.list({ user_id: person(n) }).toArray()

  test('a key sends once, and stands for one text', async () => {
    const one = await message(1)
    const both = await Promise.all([workflows().messages.send(one), workflows().messages.send(one)])
    expect(both.map(({ sent }) => sent).toSorted()).toEqual(['before', 'now'])
    expect((await workflows().messages.send(one)).sent).toBe('before')
    for (const change of [{ body: 'Other' }, { recipient_id: person(2) }, { study_id: person(3) }])
      await expect(workflows().messages.send({ ...one, ...change })).rejects.toBeInstanceOf(RefusedPlanError)
    expect([count('messages.send'), (await threadWith(1)).length]).toEqual([1, 1])
  })

  test.each([
    ['drop_after_commit', 11],
    ['drop_before', 12],
  ] as const)('%s: it is there once in the end', async (fault, n) => {
    const one = await message(n)
    await sandbox.faults.add({ operation: 'messages.send', fault, times: 1 })
    const first = await workflows()
      .messages.send(one)
      .catch((error: Error) => error.message)
    if (fault === 'drop_before') expect(first).toMatch(/was not sent.*Send it again/)
    else expect(first).toMatchObject({ sent: 'now', message_id: expect.any(String) })
    await workflows().messages.send(one)
    expect(await threadWith(n)).toHaveLength(1)
  })

  test('what cannot be told apart is uncertain, and never sent again', async () => {
    const one = await message(21)
    await sandbox.faults.add({ operation: 'messages.send', fault: 'drop_before', times: 1 })
    const pending = workflows().messages.send(one)
    // Another message of ours comes into the thread meanwhile.
    await expect.poll(() => count('messages.send')).toBe(1)
    const { recipient_id, study_id } = one
    await client.messages.send({ recipient_id, study_id, body: 'Something else' })
    await expect(pending).rejects.toBeInstanceOf(UncertainError)
    await expect(workflows().messages.send(one)).rejects.toThrow(/It is not sent again by itself/)
    expect(count('messages.send')).toBe(1)
  })

  test('a refusal is told, and the key may be used again', async () => {
    const wrong = { ...(await message(31)), study_id: person(0) }
    await expect(workflows().messages.send(wrong)).rejects.toThrow(/There is no study/)
    await expect(workflows().messages.send(wrong)).rejects.toThrow(/There is no study/)
  })

  test('one to many: each once; a dry run sends nothing', async () => {
    const many = {
      key: 'news',
      study_id: await study,
      recipients: [person(41), person(42), person(41), 'nobody'],
      body: (id: string) => `Dear ${id}`,
    }
    const states = async (dryRun: boolean) =>
      (await workflows().messages.sendToMany({ ...many, dryRun })).map(({ state }) => state)
    expect(await states(true)).toEqual(['to send', 'to send', 'to send'])
    expect(count('messages.send')).toBe(0)
    expect(await states(false)).toEqual(['sent', 'sent', 'failed'])
    expect(await states(false)).toEqual(['sent before', 'sent before', 'failed'])
    expect(await states(true)).toEqual(['sent before', 'sent before', 'to send'])
    expect(
      (await workflows().messages.sendToMany({ ...many, recipients: [person(41)], body: 'Other' }))[0],
    ).toMatchObject({
      state: 'refused',
      reason: expect.stringMatching(/another text/),
    })
    expect(await threadWith(41)).toHaveLength(1)
  })

  test('threads by person, with what is unanswered', async () => {
    const id = await lab.study()
    await sandbox.participants.arrive({ study: id, count: 1, behaviour: 'messages_you' })
    await sandbox.advance({ by: '2 hours' })
    const [thread, ...others] = await workflows().messages.threads({ study: id })
    expect(others).toEqual([])
    expect(thread).toMatchObject({ studies: [id], unanswered: true })
    await workflows().messages.send({
      key: 'answer',
      recipient_id: thread!.participant_id!,
      study_id: id,
      body: 'Hello',
    })
    const { signal } = new AbortController()
    const [after] = await workflows().messages.threads({ study: id }, { signal })
    expect(after).toMatchObject({ unanswered: false, participant_id: thread!.participant_id })
    expect(after!.messages.at(-1)).toMatchObject({ mine: true, body: 'Hello' })
  })

  test('the order is that of the ids, whatever is told of times and in whatever order messages come', () => {
    const moment = fc.record({
      second: fc.integer({ min: 0, max: 3 }),
      told: fc.boolean(),
      alias: fc.boolean(),
    })
    fc.assert(
      fc.property(fc.array(moment, { minLength: 1 }), fc.infiniteStream(fc.nat()), (moments, chance) => {
        const rows = moments.map(({ second, told, alias }, i) => {
          const at = told ? new Date((0x695b7000 + second) * 1000).toISOString() : null
          return {
            id: (0x695b7000 + second).toString(16) + i.toString(16).padStart(16, '0'),
            body: '',
            channel_id: 'c',
            ...(alias ? { sender: 'me', datetime_created: at } : { sender_id: 'me', sent_at: at }),
          }
        }) as Parameters<typeof threadsOf>[0]
        const order = rows.toSorted(byTime).map(({ id }) => id)
        expect(order).toEqual(rows.map(({ id }) => id).toSorted())
        const shuffled = rows.map((row) => ({ row, by: chance.next().value })).sort((a, b) => a.by - b.by)
        const [thread] = threadsOf(
          shuffled.map(({ row }) => row),
          'me',
        )
        expect(thread!.messages.map(({ id }) => id)).toEqual(order)
        expect(thread!.unanswered).toBe(false)
      }),
    )
  })

  test('what was sent, or may have been, is never attempted again', () => {
    for (const state of ['sent', 'uncertain', 'attempted'] as const)
      expect(MESSAGE_TRANSITIONS[state]).not.toContain('attempted')
    expect(plainText('a <b>bold</b>  &amp;\n move')).toBe('a bold & move')
  })
})
