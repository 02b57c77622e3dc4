// Saving and sending: nothing leaves the outbox but by the server's answer for its id, whatever the line does.

import 'fake-indexeddb/auto'
import assert from 'node:assert/strict'
import { beforeEach, test } from 'node:test'
import { get, put, waiting, write } from '../../src/Dedal.Web/Shared/phone/store.js'
import { clockOffset, flush, refresh } from '../../src/Dedal.Web/Shared/phone/outbox.js'
import { newId, save } from '../../src/Dedal.Web/Shared/phone/saving.js'

/** @typedef {{ path: string, documents: any[] }} Sending */

/** What the server has, by id; and each sending it saw.
 * @type {Map<string, any>} */
const journal = new Map()
/** @type {Sending[]} */
let sendings = []
/** What goes wrong next: gets the sending, returns an answer instead of the server's, or throws as a broken line does.
 * @type {((sending: Sending, answers: any[]) => Response | Promise<Response> | undefined)[]} */
let faults = []
/** @type {(document: any) => any} */
let judge = () => undefined
let snapshot = () => ({ now: Date.now(), seq: journal.size, included: [] })
let org = ''

Object.assign(globalThis, {
  document: { documentElement: { lang: 'es' } },
  location: { href: 'https://dedal.test/o/x/hoy' },
})

// Locks of one browser: one holder a name, in order of asking.
const held = new Map()
Object.defineProperty(globalThis, 'navigator', {
  value: {
    locks: {
      /** @param {string} name @param {() => Promise<unknown>} act */
      request: (name, act) => {
        const mine = (held.get(name) ?? Promise.resolve()).then(act)
        held.set(name, mine.catch(() => {}))
        return mine
      },
    },
  },
})

globalThis.fetch = /** @type {any} */ (
  async (/** @type {string} */ path, /** @type {any} */ { body }) => {
    if (path.includes('/snapshot')) {
      const fault = faults.shift()
      sendings.push({ path, documents: [] })
      return (await fault?.({ path, documents: [] }, [])) ?? Response.json(snapshot())
    }
    const sending = { path, documents: JSON.parse(body) }
    sendings.push(sending)
    if (sending.documents.length > 500) throw new Error('too many')
    const fault = faults.shift()
    if (fault?.length === 0) return fault(sending, [])
    const answers = sending.documents.map((/** @type {any} */ d) => {
      const other = judge(d)
      if (other) return { id: d.id, ...other }
      const there = journal.get(d.id)
      if (!there) journal.set(d.id, { ...d, seq: journal.size + 1 })
      return { id: d.id, answer: there ? 'already-there' : 'accepted', seq: journal.get(d.id).seq }
    })
    return (await fault?.(sending, answers)) ?? Response.json(answers)
  }
)

const draft = (amount = 100) => ({
  kind: 'sale',
  body: { total: amount, paid: [{ how: 'cash', amount }] },
  actor: newId(),
  fx: { 'box:1101': amount },
  told: { icon: 'in', what: 'Vendí', way: 1 },
})

/** The request arrives, the answer does not. */
const answerLost = (/** @type {Sending} */ _, /** @type {any[]} */ __) => Promise.reject(new TypeError('lost'))
/** The request does not arrive. */
const lost = () => Promise.reject(new TypeError('lost'))

beforeEach(() => {
  org = newId()
  journal.clear()
  sendings = []
  faults = []
  judge = () => undefined
  snapshot = () => ({ now: Date.now(), seq: journal.size, included: [] })
})

test('what is saved gets ascending numbers and ids of its own, also when two tabs save at once', async () => {
  const saved = (
    await Promise.all(Array.from({ length: 20 }, (_, i) => save(org, i % 3 ? [draft()] : [draft(), draft()])))
  ).flat()
  assert.deepEqual(
    saved.map((d) => d.n).sort((a, b) => a - b),
    saved.map((_, i) => i + 1),
  )
  assert.equal(new Set(saved.map((d) => d.id)).size, saved.length)
  assert.deepEqual(
    (await waiting(org)).map((d) => d.n),
    saved.map((_, i) => i + 1),
  )
  assert.match(saved[0].id, /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
})

test('numbers go on where they were after everything was sent', async () => {
  await save(org, [draft(), draft()])
  assert.equal(await flush(org), 'sent')
  const [next] = await save(org, [draft()])
  assert.equal(next.n, 3)
})

test('documents saved together are all there or none', async () => {
  const broken = { ...draft(), body: () => {} } // a function cannot be stored
  await assert.rejects(save(org, [draft(), broken]))
  assert.deepEqual(await waiting(org), [])
  assert.equal((await save(org, [draft()]))[0].n, 1)
})

test('an organisation sends its own documents only', async () => {
  const other = newId()
  await save(org, [draft()])
  const [theirs] = await save(other, [draft()])
  await flush(org)
  assert.equal(journal.has(theirs.id), false)
  assert.deepEqual(await waiting(org), [])
  assert.equal((await waiting(other)).length, 1)
})

test('what was not answered stays; refused and held are told; parked stays', async () => {
  const saved = await save(org, [draft(1), draft(2), draft(3), draft(4), draft(5)])
  const refusal = { code: 'party-unknown', sentence: 'No está.' }
  judge = (d) =>
    ({ 2: { answer: 'refused', refusal }, 3: { answer: 'parked', refusal }, 4: { answer: 'held', refusal } })[
      /** @type {2 | 3 | 4} */ (d.deviceSeq)
    ]
  faults = [(_, answers) => Response.json(answers.filter((a) => a.id !== saved[4].id))]
  assert.equal(await flush(org), 'sent')
  assert.deepEqual(
    (await waiting(org)).map((d) => d.n),
    [3, 5],
  )
  const told = await waiting(org, 'refused')
  assert.deepEqual(
    told.map((d) => [d.n, d.refusal]),
    [
      [2, refusal],
      [4, refusal],
    ],
  )
  judge = () => undefined
  await flush(org)
  assert.deepEqual(await waiting(org), [])
  assert.equal(journal.size, 3)
})

test('a parked document is tried once a flush, not for ever', async () => {
  await save(org, [draft()])
  judge = () => ({ answer: 'parked' })
  assert.equal(await flush(org), 'sent')
  assert.equal(sendings.length, 1)
})

test('lost requests and lost answers: sent again with the same id and body, counted once', async () => {
  const [saved] = await save(org, [draft()])
  faults = [lost, answerLost, (_, __) => new Response('', { status: 502 })]
  for (const said of ['offline', 'offline', 'offline']) {
    assert.equal(await flush(org), said)
    assert.equal((await waiting(org)).length, 1)
  }
  assert.equal(await flush(org), 'sent')
  assert.equal(await flush(org), 'nothing')
  assert.deepEqual([journal.size, journal.has(saved.id)], [1, true])
  const sent = sendings.flatMap((s) => s.documents)
  assert.ok(sent.every((d) => d.id === saved.id && d.body === sent[0].body && d.deviceSeq === 1))
  assert.deepEqual(await waiting(org), [])
})

test('an answer that breaks off or is no list leaves everything here', async () => {
  await save(org, [draft()])
  for (const broken of ['[{"id":', '', '{}', 'null']) {
    faults = [(_, __) => new Response(broken)]
    assert.equal(await flush(org), 'offline')
    assert.equal((await waiting(org)).length, 1)
  }
})

test('a refusal of the whole sending keeps everything and says so', async () => {
  await save(org, [draft()])
  faults = [() => new Response('{}', { status: 400 })]
  assert.equal(await flush(org), 'refused')
  faults = [() => new Response('{}', { status: 429 })]
  assert.equal(await flush(org), 'offline')
  assert.equal((await waiting(org)).length, 1)
})

test('more than fits goes in parts, halved when the server says too long', async () => {
  await save(
    org,
    Array.from({ length: 450 }, () => draft()),
  )
  faults = [() => new Response('{}', { status: 413 }), () => new Response('{}', { status: 413 })]
  assert.equal(await flush(org), 'sent')
  assert.deepEqual(
    sendings.map((s) => s.documents.length),
    [200, 100, 50, 50, 50, 50, 50, 50, 50, 50, 50],
  )
  assert.deepEqual([journal.size, (await waiting(org)).length], [450, 0])
})

test('one document that is too long by itself is sent once and does not keep the others here', async () => {
  const [, long] = await save(org, [draft(), draft(), draft()])
  const tooLong = (/** @type {Sending} */ { documents }) =>
    documents.some((d) => d.id === long.id) ? new Response('{}', { status: 413 }) : undefined
  faults = Array.from({ length: 9 }, () => (/** @type {Sending} */ s) => tooLong(s))
  assert.equal(await flush(org), 'sent')
  assert.ok(sendings.length <= 4)
  assert.deepEqual(
    (await waiting(org)).map((d) => d.id),
    [long.id],
  )
})

test('two flushes at once send once', async () => {
  await save(org, [draft(), draft()])
  const said = await Promise.all([flush(org), flush(org), flush(org)])
  assert.deepEqual(said, ['sent', 'nothing', 'nothing'])
  assert.equal(sendings.length, 1)
})

test('what is saved while sending waits for the next part', async () => {
  await save(org, [draft()])
  faults = [async (_, answers) => (await save(org, [draft()]), Response.json(answers))]
  assert.equal(await flush(org), 'sent')
  assert.deepEqual(
    sendings.map((s) => s.documents.map((d) => d.deviceSeq)),
    [[1], [2]],
  )
})

test('what was taken stays with the snapshot until a newer one counts it in', async () => {
  await refresh(org)
  const saved = await save(org, [draft(7), draft(8)])
  await flush(org)
  const ids = async () => ((await get('snapshot', org)).taken ?? []).map((/** @type {any} */ d) => d.id)
  assert.deepEqual(
    await ids(),
    saved.map((d) => d.id),
  )
  faults = [lost]
  assert.equal(await refresh(org), false)
  assert.deepEqual(
    await ids(),
    saved.map((d) => d.id),
  )
  assert.equal(await refresh(org), true)
  assert.deepEqual(await ids(), [])
})

test('an older snapshot that arrives late does not replace a newer one, nor what was taken since', async () => {
  await refresh(org)
  /** @type {(answer: Response) => void} */
  let arrive = () => {}
  const old = snapshot()
  faults = [() => new Promise((done) => (arrive = done))]
  const late = refresh(org)
  while (sendings.length < 2) await new Promise((done) => setTimeout(done))
  await save(org, [draft()])
  await flush(org)
  arrive(Response.json(old))
  await late
  assert.equal((await get('snapshot', org)).taken.length, 1)
  await refresh(org)
  faults = [() => Response.json(old)]
  await refresh(org)
  const kept = await get('snapshot', org)
  assert.deepEqual([kept.seq, kept.taken], [1, []])
})

test('the snapshot is asked which waiting documents it counts in', async () => {
  await save(org, [draft(), draft()])
  await flush(org)
  await save(org, [draft()])
  await refresh(org)
  await flush(org)
  await refresh(org)
  const asked = sendings.filter((s) => s.path.includes('/snapshot'))
  assert.deepEqual(
    asked.map((s) => new URL(s.path, 'https://dedal.test').searchParams.get('after')),
    ['3', '4'],
  )
})

test('a copy with higher numbers does not hide what is saved while the snapshot is on its way', async () => {
  const copy = { ...draft(), id: newId(), org, n: 7, device: newId(), capturedAt: 1, clockOffset: 0 }
  await write(['outbox'], (tx) => void tx.objectStore('outbox').put(copy))
  await refresh(org)
  assert.equal(new URL(sendings[0].path, 'https://dedal.test').searchParams.get('after'), '1')
})

test('the clock is corrected by what the server said, and never to before that', async () => {
  await put('meta', 'clock', 0)
  const real = Date.now
  const now = real()
  Date.now = () => now
  snapshot = () => ({ now: now + 86_400_000, seq: 0, included: [] })
  try {
    await refresh(org)
    assert.equal(await clockOffset(org), 86_400_000)
    // The phone lost its battery and thinks it is a month earlier.
    Date.now = () => now - 30 * 86_400_000
    const [saved] = await save(org, [draft()])
    assert.equal(saved.capturedAt + saved.clockOffset, now + 86_400_000)
  } finally {
    Date.now = real
    await put('meta', 'clock', 0)
  }
})
