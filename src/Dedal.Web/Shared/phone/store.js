// What the phone keeps: IndexedDB in promises. Stores:
//   device    key org       this phone's key and id in an organisation
//   snapshot  key org       what the server last said about an organisation
//   outbox    key id        documents saved here that the server has not answered for; index "org"
//   refused   key id        documents the server did not take ("por arreglar"); index "org"
//   meta      key name      small things: language, counters, the last person chosen

/** @type {Promise<IDBDatabase> | undefined} */
let opened

/** @returns {Promise<IDBDatabase>} */
function open() {
  opened ??= new Promise((done, failed) => {
    const asked = indexedDB.open('dedal', 1)
    asked.onupgradeneeded = () => {
      for (const name of ['device', 'snapshot', 'meta']) asked.result.createObjectStore(name)
      for (const name of ['outbox', 'refused']) {
        asked.result.createObjectStore(name, { keyPath: 'id' }).createIndex('org', 'org')
      }
    }
    asked.onsuccess = () => {
      // Another tab with a newer program must not wait for this one.
      asked.result.onversionchange = () => asked.result.close()
      done(asked.result)
    }
    asked.onerror = () => failed(asked.error)
  })
  return opened
}

/** Runs one transaction and resolves when it is on the disk ("strict": a phone that loses power loses nothing).
 * @template T
 * @param {string[]} stores
 * @param {(tx: IDBTransaction) => IDBRequest<T> | void} act the request whose result is wanted
 * @returns {Promise<T>} */
export async function write(stores, act) {
  const tx = (await open()).transaction(stores, 'readwrite', { durability: 'strict' })
  const asked = act(tx)
  return new Promise((done, failed) => {
    tx.oncomplete = () => done(/** @type {T} */ (asked?.result))
    tx.onabort = tx.onerror = () => failed(tx.error)
  })
}

/** @template T
 * @param {string} store
 * @param {(store: IDBObjectStore) => IDBRequest<T>} act
 * @returns {Promise<T>} */
export async function read(store, act) {
  const asked = act((await open()).transaction(store).objectStore(store))
  return new Promise((done, failed) => {
    asked.onsuccess = () => done(asked.result)
    asked.onerror = () => failed(asked.error)
  })
}

/** @param {string} store @param {IDBValidKey} key @returns {Promise<any>} */
export const get = (store, key) => read(store, (s) => s.get(key))

/** @param {string} store @param {IDBValidKey} key @param {unknown} value @returns {Promise<unknown>} */
export const put = (store, key, value) => write([store], (tx) => void tx.objectStore(store).put(value, key))

/** What waits, in the order of saving.
 * @param {string} org @param {'outbox' | 'refused'} [store] @returns {Promise<any[]>} */
export async function waiting(org, store = 'outbox') {
  const all = await read(store, (s) => s.index('org').getAll(org))
  return all.sort((a, b) => a.n - b.n)
}

/** What to add to this phone's clock, as far as is known here. It cannot be earlier than when the server last spoke:
 * a phone that was without power may think it is years ago.
 * @param {number | undefined} clock what was last found out @param {any} snapshot @returns {number} */
export const ahead = (clock, snapshot) => Math.max(clock ?? 0, (snapshot?.now ?? 0) - Date.now())
