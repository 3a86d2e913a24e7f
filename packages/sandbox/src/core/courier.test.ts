import fc from 'fast-check'
import { expect, test } from 'vitest'
import { openReceiver } from '../../test/receiver.ts'
import { Courier } from './courier.ts'
import { type ErrandHandlers, post, withdrawFor } from './outbox.ts'
import { Scheduler } from './scheduler.ts'
import type { Sent } from './send.ts'
import { begin, now } from './settings.ts'
import { Store, type Transaction } from './store.ts'
import { schedule, type TimerHandlers } from './timers.ts'

const START = Date.UTC(2026, 0, 5, 9)

function setUp(errands: ErrandHandlers, timers: TimerHandlers = {}) {
  const store = new Store()
  store.transact((tx) => begin(tx, '1', START))
  const courier = new Courier({ store, handlers: errands, allowed: [], timeout: 1000 })
  return {
    store,
    courier,
    scheduler: new Scheduler({ store, handlers: timers, courier, most: 1000 }),
    put: (subject: string, more: object = {}) =>
      store.transact((tx) => post(tx, { kind: 'go', subject, ...more })),
  }
}

/** Ends when it is told. */
function gate() {
  let open = () => {}
  const opened = new Promise<void>((resolve) => {
    open = resolve
  })
  return { open, opened }
}
const soon = () => new Promise((resolve) => setImmediate(resolve))

test('lanes go side by side, each in its order; outcomes count in the order of the errands', async () => {
  const lanes = fc.array(fc.record({ lane: fc.constantFrom('a', 'b', 'c'), wait: fc.nat(3) }), {
    maxLength: 12,
  })
  const property = fc.asyncProperty(lanes, async (plan) => {
    const begun: string[] = []
    const counted: string[] = []
    const busy = new Set<string>()
    const { scheduler, put } = setUp({
      go:
        (_, { subject, lane }) =>
        async () => {
          expect(busy.has(lane)).toBe(false)
          busy.add(lane)
          begun.push(subject)
          for (let i = 0; i < plan[Number(subject)]!.wait; i++) await soon()
          busy.delete(lane)
          return () => void counted.push(subject)
        },
    })
    for (const [i, { lane }] of plan.entries()) put(String(i), { lane })
    await scheduler.advance({ by: 0 })
    expect(counted).toEqual(plan.map((_, i) => String(i)))
    for (const lane of 'abc') {
      const own = counted.filter((i) => plan[Number(i)]!.lane === lane)
      expect(begun.filter((i) => own.includes(i))).toEqual(own)
    }
  })
  await fc.assert(property, { numRuns: 40 })
})

test('time goes from timer to errand to timer, each at its own moment, and waits for errands', async () => {
  const seen: [number, string][] = []
  const say = (what: string) => (tx: Transaction) => void seen.push([now(tx) - START, what])
  const { store, scheduler, put } = setUp(
    {
      go:
        (_, { subject }) =>
        () =>
          soon().then(() => say(subject)),
    },
    { tick: (tx, timer) => say(timer.subject)(tx) },
  )
  store.transact((tx) => {
    for (const at of [1, 2, 4]) schedule(tx, { at: START + at, kind: 'tick', subject: `timer ${at}` })
  })
  for (const at of [2, 3, 9]) put(`errand ${at}`, { at: START + at })
  expect(await scheduler.advance({ by: 5 })).toBe(3)
  expect(seen).toEqual([
    [1, 'timer 1'],
    [2, 'timer 2'],
    [2, 'errand 2'],
    [3, 'errand 3'],
    [4, 'timer 4'],
  ])
  expect(scheduler.now()).toBe(START + 5)
})

test('one advance begins when the other has ended', async () => {
  const { scheduler, put } = setUp({ go: () => () => soon().then(() => () => {}) })
  put('x')
  const both = [scheduler.advance({ by: 10 }), scheduler.advance({ by: 10 }), scheduler.advance({ by: 10 })]
  await Promise.all(both)
  expect(scheduler.now()).toBe(START + 30)
})

test('idle waits until everything was tried once, not for what is tried again', async () => {
  const tried: number[] = []
  const { scheduler, put } = setUp({
    go:
      (_, { subject, attempt }) =>
      async () =>
      (tx) => {
        tried.push(attempt)
        post(tx, { kind: 'go', subject, at: now(tx) + 60_000, attempt: attempt + 1 })
      },
  })
  put('x', { at: START + 5 })
  await scheduler.advance({ until: 'idle' })
  expect([tried, scheduler.now()]).toEqual([[0], START + 5])
  await scheduler.advance({ by: 120_000 })
  expect(tried).toEqual([0, 1, 2])
})

test('what is withdrawn is not done, even while it waits for its lane', async () => {
  const done: string[] = []
  const { store, scheduler, put } = setUp({
    go:
      (_, { subject }) =>
      async () => {
        done.push(subject)
        store.transact((tx) => withdrawFor(tx, 'second', 'go'))
        return () => {}
      },
  })
  for (const subject of ['first', 'second', 'third']) put(subject, { lane: 'one' })
  await scheduler.advance({ by: 0 })
  expect(done).toEqual(['first', 'third'])
})

test('when the world is put back, what is under way comes to nothing, and who moves time is told', async () => {
  const { open, opened } = gate()
  let outcomes = 0
  const signals: AbortSignal[] = []
  const { store, courier, scheduler, put } = setUp({
    go:
      () =>
      async ({ signal }) => {
        signals.push(signal)
        await opened
        return () => void outcomes++
      },
  })
  const before = store.state
  put('x')
  const moving = scheduler.advance({ by: 10 })
  const waiting = scheduler.advance({ by: 10 })
  await soon()
  courier.forget()
  scheduler.forget()
  store.restore(before)
  expect(signals[0]!.aborted).toBe(true)
  open()
  await expect(moving).rejects.toThrow('while time was moving')
  await expect(waiting).rejects.toThrow('while time was moving')
  expect([outcomes, scheduler.now()]).toEqual([0, START])
  put('y')
  await scheduler.advance({ by: 10 })
  expect([outcomes, scheduler.now()]).toEqual([1, START + 10])
})

test('a fault of a job or of its outcome is told, leaves no trace, and does not come again', async () => {
  const { scheduler, put } = setUp({
    go: (_, { subject }) =>
      subject === 'job'
        ? () => Promise.reject(new Error('broken job'))
        : async () => (tx) => {
            post(tx, { kind: 'go', subject: 'job' })
            throw new Error('broken outcome')
          },
  })
  put('job')
  await expect(scheduler.advance({ by: 0 })).rejects.toThrow('broken job')
  put('outcome')
  await expect(scheduler.advance({ by: 0 })).rejects.toThrow('broken outcome')
  put('x', { kind: 'unknown' })
  await expect(scheduler.advance({ by: 0 })).rejects.toThrow('No handler for errands of the kind unknown')
  expect(await scheduler.advance({ by: 0 })).toBe(0)
})

test('errands that beget errands without end are stopped', async () => {
  const { scheduler, put } = setUp({
    go:
      (_, { subject }) =>
      async () =>
      (tx) =>
        void post(tx, { kind: 'go', subject }),
  })
  put('x')
  await expect(scheduler.advance({ by: 0 })).rejects.toThrow('More than 1000')
})

test('requests go to this machine only, and end in time', async () => {
  const answers: Sent[] = []
  await using receiver = await openReceiver()
  receiver.reactions = [201]
  const urls = [
    receiver.url,
    'http://example.com/',
    'http://127.0.0.1.example.com/',
    'file:///etc/passwd',
    'http://user@10.0.0.1/',
    'http://127.0.0.1:1/',
    'http://127.0.0.1:99999/',
  ]
  const { scheduler, put } = setUp({
    go:
      (_, { subject: url }) =>
      async ({ send }) => {
        answers.push(await send({ url, body: '{}', headers: { 'x-a': 'b' } }))
        return () => {}
      },
  })
  for (const url of urls) put(url, { lane: 'one' })
  await scheduler.advance({ by: 0 })
  expect(answers[0]).toMatchObject({ status: 201, body: '' })
  expect(answers.slice(1).map((answer) => ('error' in answer ? answer.error : answer))).toEqual([
    'This sandbox sends nothing to example.com, which is not this machine. List the host in allowHosts (--allow-host on the command line) if it shall.',
    expect.stringContaining('127.0.0.1.example.com'),
    'Only addresses that begin with http:// or https:// can be reached.',
    expect.stringContaining('10.0.0.1'),
    'No answer: connect ECONNREFUSED 127.0.0.1:1.',
    'Only addresses that begin with http:// or https:// can be reached.',
  ])
})
