// The service worker: keeps the shell and the scripts of one version, and answers GETs of daily screens of enrolled
// organisations from them. Of all other pages it only says, when there is no line, that they need one. It never touches
// anything but GET, and never IndexedDB: an update cannot lose a document.

/// <reference lib="webworker" />

// Both are filled in by the server (Sync/ServePhone.cs).
const VERSION = 'VERSION'
const SCREENS = /SCREENS/

const worker = /** @type {ServiceWorkerGlobalScope} */ (/** @type {unknown} */ (self))
const language = new URL(worker.location.href).searchParams.get('lang') ?? 'es'
const shell = '/phone/' + language
const cacheName = `dedal-${VERSION}-${language}`

worker.addEventListener('install', (event) => {
  event.waitUntil(keep().then(() => worker.skipWaiting()))
})

/** @type {Record<string, string>} */
const types = { js: 'text/javascript', svg: 'image/svg+xml', webmanifest: 'application/manifest+json' }

/** All of it comes in one answer: a slow line is asked once, and together the files are half as long. */
async function keep() {
  const answer = await fetch(shell + '/kept')
  if (!answer.ok) throw new Error(String(answer.status))
  // What a page may do is said by its answer; these pages have none but this.
  const policy = answer.headers.get('content-security-policy') ?? ''
  const cache = await caches.open(cacheName)
  const all = Object.entries(await answer.json()).map(([path, text]) => {
    const type = `${types[path.split('.')[1]] ?? 'text/html'}; charset=utf-8`
    const headers = { 'content-type': type, 'content-security-policy': policy }
    return cache.put(path, new Response(text, { headers }))
  })
  await Promise.all(all)
}

worker.addEventListener('activate', (event) => {
  event.waitUntil(
    caches
      .keys()
      .then((names) =>
        Promise.all(names.filter((n) => n.startsWith('dedal-') && n !== cacheName).map((n) => caches.delete(n))),
      )
      .then(() => worker.clients.claim()),
  )
})

worker.addEventListener('fetch', (event) => {
  const { request } = event
  const { origin, pathname } = new URL(request.url)
  if (request.method !== 'GET' || origin !== worker.location.origin) return
  if (pathname.startsWith('/phone/') || pathname === '/manifest.webmanifest' || pathname === '/icon.svg') {
    event.respondWith(stored(pathname).then((kept) => kept ?? fetch(request)))
  } else if (request.mode === 'navigate') {
    event.respondWith(page(event, pathname))
  }
})

/** @param {FetchEvent} event @param {string} pathname */
async function page(event, pathname) {
  const { request } = event
  const org = pathname.split('/')[2]
  if (SCREENS.test(pathname) && (await caches.match('/enrolled/' + org))) {
    const drawn = await stored(pathname)
    const [from, until] = drawn?.headers.get('shown')?.split(' ') ?? []
    // A phone that was without power may think it is years ago.
    if (Number(from) <= Date.now() && Date.now() < Number(until)) return /** @type {Response} */ (drawn)
    const kept = await stored(shell)
    if (kept) return kept
    // The phone threw it away: it comes back with the next line.
    event.waitUntil(keep().catch(() => {}))
  }
  return fetch(request).catch(() => withoutLine(request, pathname))
}

/** What a page of the shell begins with. */
const BODY = /(<body[^>]*) hidden>[^]*?<\/nav>/

/** Home as it stood when it was last drawn: a page that shows it can be used before any script has run; busy until they
 * have put right what has changed since. Kept with the program that drew it. */
worker.addEventListener('message', (event) => {
  const { path, view, from, until } = event.data
  event.waitUntil(
    // One and the same cache all along: were it thrown away meanwhile, home alone would be left in a new one.
    caches.open(cacheName).then(async (cache) => {
      const kept = await cache.match(shell)
      const page = (await kept?.text())?.replace(BODY, (_, body) => `${body} aria-busy="true">${view}`)
      const headers = new Headers(kept?.headers)
      headers.set('shown', `${from} ${until}`)
      if (page) await cache.put(path, new Response(page, { headers }))
    }),
  )
})

/** The way in leads to the screens that are kept, where the phone is of one organisation only or the page before says
 * which; whatever else was asked for says that it needs a line. Nobody records in books that she did not open.
 * @param {Request} request @param {string} pathname */
async function withoutLine(request, pathname) {
  const marks = await (await caches.open('enrolled')).keys()
  const all = marks.map((mark) => mark.url.split('/enrolled/')[1])
  const from = new URL(request.referrer || request.url).pathname.split('/')[2]
  const org = all.find((one) => one === from) ?? (all.length === 1 ? all[0] : undefined)
  if (pathname === '/' && org) return Response.redirect(`/o/${org}/hoy`)
  return (await stored(shell + '/offline')) ?? Response.error()
}

// Sends what waits when the line is back, even with no page open, where the browser can.
worker.addEventListener('sync', (/** @type {any} */ event) => {
  event.waitUntil(
    worker.clients.matchAll().then((pages) => {
      for (const page of pages) page.postMessage('flush')
    }),
  )
})

/** @param {string} path */
async function stored(path) {
  return (await caches.open(cacheName)).match(path)
}
