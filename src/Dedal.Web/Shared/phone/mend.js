// Por arreglar: what the server did not take can be sent again as it is or put away; everything that waits can be
// written to a file and brought to another phone, which sends it with the same ids. The books may have such a document
// already, through another phone: it changes no figure here before a snapshot counts it in.

import { write } from './store.js'
import { load, go, at, send, state, w } from './app.js'

/** Puts a refused document back into the outbox: what it lacked may be there now.
 * @param {any} refused */
export async function again(refused) {
  const { refusal, ...document } = refused
  await write(['outbox', 'refused'], (tx) => {
    tx.objectStore('refused').delete(document.id)
    tx.objectStore('outbox').put({ ...document, fx: {} })
  })
  await load()
  go(at('fix'))
  send()
}

/** Puts it away for good, after asking. The server keeps what it refused.
 * @param {any} refused */
export async function drop(refused) {
  if (!confirm(w('phone.drop-sure'))) return
  await write(['refused'], (tx) => void tx.objectStore('refused').delete(refused.id))
  await load()
  go(at('fix'))
}

/** Writes what waits and what was refused to a file. */
export async function copy() {
  const file = { dedal: 'outbox', version: 1, org: state.org, documents: [...state.pending, ...state.refused] }
  const link = document.createElement('a')
  link.href = URL.createObjectURL(new Blob([JSON.stringify(file)], { type: 'application/json' }))
  link.download = `dedal-${new Date().toISOString().slice(0, 10)}.json`
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000)
}

/** Takes the documents of such a file into this phone's outbox.
 * @param {HTMLInputElement} input */
export async function bring(input) {
  const text = await input.files?.[0]?.text()
  const said = /** @type {HTMLElement} */ (document.querySelector('[data-part=brought]'))
  try {
    const file = JSON.parse(text ?? '')
    if (file.dedal !== 'outbox' || !Array.isArray(file.documents)) throw new Error()
    const whole = (/** @type {any} */ d) =>
      d.org === state.org && d.id && d.kind && d.body && d.actor && d.capturedAt && d.told && d.fx
    if (file.org !== state.org || !file.documents.every(whole)) {
      said.textContent = w('phone.copy-elsewhere')
      return
    }
    await write(['outbox'], (tx) => {
      const outbox = tx.objectStore('outbox')
      const keys = outbox.getAllKeys()
      keys.onsuccess = () => {
        for (const { refusal, ...document } of file.documents)
          if (!keys.result.includes(document.id)) outbox.put({ ...document, fx: {} })
      }
    })
    await load()
    go(at('fix'))
    send()
  } catch {
    said.textContent = w('phone.copy-broken')
  }
}
