// Makes an enrolled phone ready to work without signal: service worker, the organisation's mark, its snapshot.

import { refresh } from './outbox.js'

/** @param {string} org @returns {Promise<void>} */
export async function install(org) {
  if (!('serviceWorker' in navigator)) return
  await navigator.serviceWorker.register('/sw.js?lang=' + document.documentElement.lang)
  await navigator.serviceWorker.ready
  const marks = await caches.open('enrolled')
  await marks.put('/enrolled/' + org, new Response(''))
  navigator.storage?.persist?.()
  if (await refresh(org)) sessionStorage.setItem('fresh', '1')
}
