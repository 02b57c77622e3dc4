// The daily screens of an enrolled phone. One page holds home as templates, a second one all others; a link draws
// another one in place. What they show is the stored snapshot with the effects of everything in the outbox that it does
// not count in yet.

import { add, money } from './money.js'
import { ahead, get, waiting } from './store.js'
import { hoy, initials } from './home.js'

/** @typedef {import('./outbox.js').Saved} Saved */

/** Texts of the page; there when it is read to its end.
 * @type {Record<string, string>} */
const words = {}

/** @param {string} id the script element that holds them */
const learn = (id) => Object.assign(words, JSON.parse(document.getElementById(id)?.textContent ?? '{}'))

/** A text of this page with its places filled; empty when there is none.
 * @param {string} key @param {...unknown} args @returns {string} */
export const w = (key, ...args) => (words[key] ?? '').replace(/\{(\d)\}/g, (_, i) => String(args[i] ?? ''))

const DAY = 86_400_000
/** @param {() => void} act */
const idle = (act) => (window.requestIdleCallback ?? setTimeout)(act)

/** What all screens share.
 * @type {{ org: string, snap: any, pending: Saved[], refused: any[], actor: string, said: string, clock: number,
 *   undo?: Saved }} */
export const state = {
  org: location.pathname.split('/')[2],
  snap: null,
  pending: [],
  refused: [],
  actor: '',
  said: '',
  clock: 0,
}

/** @param {string} path */
export const at = (path) => `/o/${state.org}/${path}`

/** Boxes, debts and what is owed as this phone knows them, minor units by key. */
export function balances() {
  /** @type {Record<string, number>} */
  const all = {}
  for (const box of state.snap.boxes) add(all, { [box.kind === 'qr' ? 'qr' : 'box:' + box.code]: box.balance })
  for (const party of state.snap.parties)
    add(all, { ['debt:' + party.id]: party.debt, ['owed:' + party.id]: party.owed })
  for (const document of unanswered()) add(all, document.fx)
  return all
}

/** Saved here and not counted in the snapshot: taken since it was made, or still waiting.
 * @returns {(Saved & { seq?: number })[]} */
export const unanswered = () => [
  ...(state.snap.taken ?? []),
  ...state.pending.filter((d) => !state.snap.included.includes(d.id)),
]

/** @param {number} minor */
export const says = (minor) => money(minor, state.snap.currency, state.snap.scale)

/** The organisation's day at this instant, corrected by what is known of this phone's clock. As long as the snapshot's
 * shift holds the browser is not asked: its first look into the time zones takes a third of opening a cheap phone. */
export function today() {
  const now = Date.now() + state.clock
  const { shift, shiftTo, zone } = state.snap
  if (now < shiftTo) return new Date(now + shift * 60_000).toISOString().slice(0, 10)
  return new Intl.DateTimeFormat('en-CA', { timeZone: zone }).format(now)
}

/** Copies a template and fills its places.
 * @param {string} id @param {Record<string, string>} [texts] @returns {HTMLElement} */
export function make(id, texts = {}) {
  const copy = /** @type {HTMLElement} */ (
    /** @type {HTMLTemplateElement} */ (document.getElementById(id)).content.firstElementChild?.cloneNode(true)
  )
  for (const place of [copy, ...copy.querySelectorAll('[data-t]')]) {
    const text = texts[/** @type {HTMLElement} */ (place).dataset.t ?? '']
    if (text !== undefined) place.textContent = text
  }
  return copy
}

/** @param {ParentNode} root @param {string} part @returns {HTMLElement} */
export const part = (root, part) => /** @type {HTMLElement} */ (root.querySelector(`[data-part=${part}]`))

/** @param {Element} place @param {string} name */
export function icon(place, name) {
  const has = document.getElementById(name)
  place.querySelector('use')?.setAttribute('href', '#' + (has ? name : 'dots'))
}

/** Screens of a script of their own, asked for when they are opened; an enrolled phone has them all.
 * @type {Record<string, string>} */
const scripts = {
  hoy: 'home',
  cuaderno: 'look',
  'como-vamos': 'look',
  socias: 'look',
  fix: 'look',
  sale: 'sale',
  spending: 'spending',
  receivables: 'spending',
  payables: 'spending',
  count: 'count',
  qr: 'count',
  orders: 'orders',
  made: 'made',
  route: 'route',
}

/** @param {string} name @returns {Promise<(main: HTMLElement) => void>} */
async function screenCalled(name) {
  const script = scripts[name] ?? 'home'
  if (script === 'home') return hoy
  const [{ screens }] = await Promise.all([import(`./${script}.js`), more()])
  return screens[name]
}

/** @type {Promise<void> | undefined} */
let asked

/** Templates and texts of all screens but home, a page of their own: home does not wait for them. */
const more = () =>
  (asked ??= fetch(`/phone/${document.documentElement.lang}/rest`)
    .then((answer) => (answer.ok ? answer.text() : Promise.reject(new Error(String(answer.status)))))
    .then((page) => {
      document.body.insertAdjacentHTML('beforeend', page)
      learn('rest-words')
    })
    .catch((fault) => {
      asked = undefined
      throw fault
    }))

/** Reads everything this phone keeps about the organisation. */
export async function load() {
  const was = state.actor
  const [snap, pending, refused, actor, clock] = await Promise.all([
    get('snapshot', state.org),
    waiting(state.org),
    waiting(state.org, 'refused'),
    get('meta', 'actor:' + state.org),
    get('meta', 'clock'),
  ])
  Object.assign(state, { snap, pending, refused, clock: ahead(clock, snap) })
  // Who was chosen meanwhile stays.
  if (state.actor === was) state.actor = actor ?? (snap?.people?.length === 1 ? snap.people[0].id : '')
}

/** A newer program has come: its scripts and these do not go together. */
let isOld = false

/** Opens a screen.
 * @param {string} address @returns {Promise<void> | void} */
export function go(address) {
  if (isOld && !state.said) return location.assign(address)
  if (address !== location.pathname + location.hash) history.pushState(null, '', address)
  scrollTo(0, 0)
  return draw()
}

const screenOf = () => location.pathname.split('/')[3] ?? 'hoy'

/** Draws the screen that the address names. @returns {Promise<void>} */
async function draw() {
  const name = screenOf()
  const main = /** @type {HTMLElement} */ (document.getElementById('content'))
  const me = (state.snap?.people ?? []).find((/** @type {any} */ p) => p.id === state.actor)
  if (!state.snap) return main.replaceChildren(make('t-empty', { text: w('phone.no-snapshot') }))
  if (!me && name !== 'socias' && state.snap.people?.length) return go(at('socias'))
  const said = state.said
  state.said = ''
  // All is there before anything is drawn: two drawings must not mix.
  const [screen, telling] = await Promise.all([screenCalled(name), said ? import('./saying.js') : undefined])
  if (name !== screenOf()) return
  frame(name, me ? initials(me.name) : '?')
  main.replaceChildren()
  telling?.say(main, said)
  screen(main)
  link(main)
  // Not before she sees it.
  const [from, day] = [{ ...state }, today()]
  idle(() => (drawn = seen(from, day)))
  if (name === 'hoy') idle(keepHome)
}

/** Gives home as it stands to the service worker: what opens next time, until the scripts have looked. */
function keepHome() {
  if (isOld || screenOf() !== 'hoy') return
  const { shift, shiftTo } = state.snap
  const now = Date.now() + state.clock
  const dayEnds = (Math.floor(now / DAY + shift / 1440) + 1) * DAY - shift * 60_000
  const copy = /** @type {HTMLElement} */ (document.body.cloneNode(true))
  copy.querySelector('.sentence')?.remove()
  // The frame and what it holds; templates and texts come after it.
  const view = [...copy.children].slice(0, 4).map((e) => e.outerHTML)
  navigator.serviceWorker?.controller?.postMessage({
    path: location.pathname,
    view: view.join(''),
    from: Date.now(),
    until: Math.min(dayEnds, shiftTo) - state.clock,
  })
}

/** What stands around every screen.
 * @param {string} name @param {string} who */
function frame(name, who) {
  const home = ['hoy', 'cuaderno', 'como-vamos'].includes(name)
  part(document, 'back').hidden = home
  part(document, 'logo').hidden = !home
  document.body.classList.toggle('form', !home)
  for (const entry of document.querySelectorAll('nav.menu a')) {
    entry.toggleAttribute('aria-current', /** @type {HTMLElement} */ (entry).dataset.path === name)
  }
  link(document)
  part(document, 'demo').hidden = !state.snap.demo
  document.title = part(document, 'title').textContent =
    name === 'hoy' ? state.snap.name : w('phone.title.' + name) || w('shop.title.' + name)
  part(document, 'who').textContent = who
  const many = state.refused.length || state.pending.length
  part(document, 'unsent').hidden = !many
  part(document, 'unsent-mark').textContent = `${state.refused.length ? '!' : '↑'} ${many}`
  part(document, 'unsent-says').textContent = w(state.refused.length ? 'phone.to-fix' : 'phone.unsent', many)
}

/** The shell is the same for every organisation; its links lead into this one.
 * @param {ParentNode} root */
function link(root) {
  for (const one of root.querySelectorAll('a[data-path]')) {
    one.setAttribute('href', at(/** @type {HTMLElement} */ (one).dataset.path ?? ''))
  }
}

/** What a screen is drawn from; the moment at which the snapshot was made is on none of them. */
const seen = ({ snap, pending, refused } = state, day = snap && today()) =>
  JSON.stringify([{ ...snap, now: 0, shiftTo: 0 }, day, refused, pending.map((d) => d.id)])

/** The same as it was drawn last. */
let drawn = ''

/** Sends, asks for the new snapshot, and draws again what has changed, unless somebody is filling something in. */
export async function send() {
  // Not needed to show what is here.
  const { flush, refresh } = await import('./outbox.js')
  const result = await flush(state.org)
  // Enrolling has just asked for it.
  const fresh = result === 'nothing' && sessionStorage.getItem('fresh')
  sessionStorage.removeItem('fresh')
  if (result === 'offline') requestSync()
  else if (!fresh) await refresh(state.org)
  await load()
  // A tap begun on one drawing and ended on the next is lost.
  if (document.body.classList.contains('form') || seen() === drawn) return
  const said = document.querySelector('.sentence')
  await draw()
  if (said) document.getElementById('content')?.prepend(said)
}

async function requestSync() {
  const worker = /** @type {any} */ (await navigator.serviceWorker?.getRegistration())
  worker?.sync?.register('flush').catch(() => {})
}

document.addEventListener('click', (event) => {
  const to = /** @type {Element} */ (event.target).closest?.('a')
  const name = to?.pathname.split('/')[3] ?? ''
  if (!to || !to.pathname.startsWith(at('')) || !(name in scripts) || event.ctrlKey || event.metaKey) return
  event.preventDefault()
  go(to.pathname + to.hash)
})
addEventListener('popstate', () => draw())
navigator.serviceWorker?.addEventListener('controllerchange', () => {
  isOld = true
  if (!document.body.classList.contains('form')) location.reload()
})
addEventListener('online', send)
navigator.serviceWorker?.addEventListener('message', send)
setInterval(() => state.pending.length && send(), 60_000)

// This script runs before the page is read to its end: what is kept is asked for meanwhile. Not awaited here: screens
// are modules that import this one, and would wait for its end.
const kept = load()

async function begin() {
  learn('words')
  const help = /** @type {HTMLDialogElement} */ (part(document, 'helps'))
  part(document, 'help').onclick = () => import('./help.js').then((m) => m.help(help))
  // What cannot be shown must not keep here what waits to be sent.
  await kept.then(draw).catch((fault) => {
    document.getElementById('content')?.replaceChildren()
    reportError(fault)
  })
  // Shown at once as it is to be: laying out an empty page first takes as long as all the rest.
  document.body.hidden = false
  document.body.removeAttribute('aria-busy')
  // Nor shall the first tap wait for them.
  idle(() => more().catch(() => {}))
  await send()
}

if (document.readyState === 'loading') addEventListener('DOMContentLoaded', begin)
else begin()
