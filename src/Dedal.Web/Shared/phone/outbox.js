// Sending. A document is made and saved (saving.js), with its id, before anything is sent; it leaves the outbox
// only by the server's answer for that id. Sending the same twice changes nothing there. What was taken stays with the
// snapshot until a newer one counts it in, so that no figure goes back while the line is bad.

import { ahead, get, put, waiting, write } from './store.js'
import { signedFetch } from './device.js'

/** @typedef {{ id: string, org: string, n: number, kind: string, body: any, actor: string, device: string,
 *   capturedAt: number, clockOffset: number, day?: string, name?: string, aside?: string, fx: Record<string, number>,
 *   told: { icon: string, what: string, detail?: string, amount?: number, way: number } }} Saved */

/** Most documents in one sending, and how long an answer is waited for: a line that hangs must not stop the next. */
const MOST = 200
const PATIENCE = 20_000

/** What to add to this phone's clock. @param {string} org @returns {Promise<number>} */
export const clockOffset = async (org) => ahead(await get('meta', 'clock'), await get('snapshot', org))

/** Sends everything that waits, one tab at a time.
 * @param {string} org
 * @returns {Promise<'sent' | 'nothing' | 'offline' | 'refused'>} */
export async function flush(org) {
  return navigator.locks.request('flush:' + org, async () => {
    let result = /** @type {'sent' | 'nothing' | 'offline' | 'refused'} */ ('nothing')
    let most = MOST
    for (const tried = new Set(); ;) {
      const batch = (await waiting(org)).filter((d) => !tried.has(d.id)).slice(0, most)
      if (batch.length === 0) return result
      const answer = await send(org, batch)
      if (answer === null) return 'offline'
      if (answer.status === 413) {
        // One that is too long by itself must not keep the others here.
        if (batch.length > 1) most = Math.floor(batch.length / 2)
        else tried.add(batch[0].id)
        continue
      }
      if (!answer.ok) return answer.status >= 500 || answer.status === 429 ? 'offline' : 'refused'
      const said = await answer.json().catch(() => null)
      if (!Array.isArray(said)) return 'offline'
      await take(org, batch, said)
      for (const document of batch) tried.add(document.id)
      result = 'sent'
    }
  })
}

/** @param {string} org @param {Saved[]} batch @returns {Promise<Response | null>} null: no answer came */
async function send(org, batch) {
  const documents = batch.map((d) => ({
    id: d.id,
    kind: d.kind,
    schema: 1,
    occurredOn: d.day,
    capturedAt: d.capturedAt,
    clockOffset: d.clockOffset,
    actor: d.actor,
    device: d.device,
    deviceSeq: d.n,
    name: d.name,
    aside: d.aside,
    body: JSON.stringify(d.body),
  }))
  const lang = document.documentElement.lang
  return ask(`/o/${org}/sync?sent=${Date.now()}&lang=${lang}`, {
    org,
    method: 'POST',
    body: JSON.stringify(documents),
  })
}

/** A signed request that does not hang.
 * @param {string} path @param {Parameters<typeof signedFetch>[1]} how @returns {Promise<Response | null>} */
async function ask(path, how) {
  const stop = new AbortController()
  const timer = setTimeout(() => stop.abort(), PATIENCE)
  try {
    const answer = await signedFetch(path, { ...how, signal: stop.signal })
    // Read here, or a line that breaks within the answer would end the program's step, not the request's.
    return new Response(await answer.blob(), { status: answer.status })
  } catch {
    return null
  } finally {
    clearTimeout(timer)
  }
}

/** What the server said of each document. What it said nothing of stays.
 * @param {string} org @param {Saved[]} batch
 * @param {{ id: string, answer: string, seq?: number, refusal?: { code: string, sentence: string } }[]} answers */
async function take(org, batch, answers) {
  const said = new Map(answers.map((a) => [a.id, a]))
  await write(['outbox', 'refused', 'snapshot'], (tx) => {
    const taken = /** @type {(Saved & { seq: number })[]} */ ([])
    for (const document of batch) {
      const answer = said.get(document.id)
      if (!answer || answer.answer === 'parked') continue
      tx.objectStore('outbox').delete(document.id)
      // Held: the coordinator decides. Here it must not vanish without a word.
      const { refusal } = answer
      if (['refused', 'held'].includes(answer.answer)) tx.objectStore('refused').put({ ...document, refusal })
      if (answer.seq) taken.push({ ...document, seq: answer.seq })
    }
    const snapshots = tx.objectStore('snapshot')
    const kept = snapshots.get(org)
    kept.onsuccess = () => {
      const later = taken.filter((d) => d.seq > kept.result?.seq)
      if (later.length) snapshots.put({ ...kept.result, taken: [...(kept.result.taken ?? []), ...later] }, org)
    }
  })
}

/** Asks the server for the organisation as it is now and keeps it. False when there is no line.
 * @param {string} org */
export async function refresh(org) {
  const waits = await waiting(org)
  // What is saved while the answer is on its way counts too; a copy brought here has another phone's numbers.
  const after = Math.min(((await get('meta', 'n:' + org)) ?? 0) + 1, ...waits.map((d) => d.n))
  const answer = await ask(`/o/${org}/snapshot?after=${after}&lang=${document.documentElement.lang}`, { org })
  if (answer?.status === 410) await leave(org)
  const snapshot = answer?.ok ? await answer.json().catch(() => null) : null
  if (!snapshot) return false
  await put('meta', 'clock', snapshot.now - Date.now())
  await write(['snapshot'], (tx) => {
    const kept = tx.objectStore('snapshot').get(org)
    kept.onsuccess = () => {
      // Answers overtake each other: an older one tells nothing new.
      if (kept.result?.seq > snapshot.seq) return
      const taken = (kept.result?.taken ?? []).filter((/** @type {any} */ d) => d.seq > snapshot.seq)
      tx.objectStore('snapshot').put({ ...snapshot, taken }, org)
    }
  })
  return true
}

/** This phone was removed: it keeps its key and what could not be sent, and nothing of the workshop's.
 * @param {string} org */
async function leave(org) {
  await write(['snapshot'], (tx) => void tx.objectStore('snapshot').delete(org))
  const paths = ['/enrolled/' + org, `/o/${org}/hoy`]
  for (const name of await caches.keys()) {
    const cache = await caches.open(name)
    for (const path of paths) await cache.delete(path)
  }
  location.replace('/pin#' + org)
}
