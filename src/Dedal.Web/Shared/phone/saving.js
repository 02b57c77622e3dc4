// Saving, the sentence, the way home. What is saved here is on the disk before anything is sent.

import { deviceOf } from './device.js'
import { clockOffset } from './outbox.js'
import { write } from './store.js'

/** @typedef {import('./outbox.js').Saved} Saved */

/** A UUID of version 7: in the order of this phone's clock. */
export function newId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  let ms = Date.now()
  for (let i = 5; i >= 0; i--, ms = Math.floor(ms / 256)) bytes[i] = ms % 256
  bytes[6] = (bytes[6] & 15) | 112
  bytes[8] = (bytes[8] & 63) | 128
  const hex = [...bytes].map((b) => b.toString(16).padStart(2, '0')).join('')
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-')
}

/** Saves documents together: all of them are on the disk when this resolves, or none.
 * @param {string} org
 * @param {Omit<Saved, 'id' | 'org' | 'n' | 'device' | 'capturedAt' | 'clockOffset'>[]} drafts
 * @param {string[]} [ids]
 * @returns {Promise<Saved[]>} */
export async function save(org, drafts, ids = []) {
  const [device, offset] = await Promise.all([deviceOf(org), clockOffset(org)])
  /** @type {Saved[]} */
  const saved = []
  await write(['meta', 'outbox'], (tx) => {
    const counter = tx.objectStore('meta').get('n:' + org)
    counter.onsuccess = () => {
      let n = counter.result ?? 0
      for (const [i, draft] of drafts.entries()) {
        const made = {
          ...draft,
          id: ids[i] ?? newId(),
          org,
          n: ++n,
          device: device?.id ?? 'web',
          capturedAt: Date.now(),
          clockOffset: offset,
        }
        saved.push(made)
        tx.objectStore('outbox').add(made)
      }
      tx.objectStore('meta').put(n, 'n:' + org)
    }
  })
  return saved
}
