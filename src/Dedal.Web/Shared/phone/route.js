// Reparto: the two windows of the day; what to bake before when and what is missing; who gets what, and what came back.

import { measured } from './baking.js'
import { draft, nameOf } from './paying.js'
import { basket, piecesOf, runsOf, windowsOf } from './run-state.js'
import { closeRun, closeStop } from './route-forms.js'
import { done } from './saying.js'
import { newId } from './saving.js'
import { choose, counter, itemName, personName, workers } from './steps.js'
import { balances, icon, make, part, says, state, today, unanswered, w } from './app.js'

/** @typedef {import('./run-state.js').Window} Window */
/** @typedef {import('./run-state.js').Run} Run */

/** @param {HTMLElement} main @param {string} [chosen] */
export function route(main, chosen) {
  main.querySelector('.windows')?.remove()
  main.querySelector('[data-part=rider]')?.remove()
  riderBox(main)
  const all = windowsOf(state.snap.windows, unanswered()).filter((x) => x.day === today())
  if (!all.length) return main.append(make('t-empty', { text: w('shop.no-windows') }))
  const runs = runsOf(state.snap.runs, unanswered()).filter((r) => r.day === today())
  const runOf = (/** @type {Window} */ x) => runs.find((r) => r.window === x.window)
  // The first one that is not over.
  const shown = all.find((x) => x.window === chosen) ?? all.find((x) => runOf(x)?.open !== false) ?? all[0]
  const page = make('t-route')
  for (const one of all) {
    const tab = make('t-window', {
      name: `${w('shop.window.' + one.window)} · ${one.planned || piecesOf(one.items)}`,
    })
    icon(tab, one.window === 'noche' ? 'moon' : 'sun')
    tab.setAttribute('aria-pressed', String(one === shown))
    tab.onclick = () => route(main, one.window)
    part(page, 'windows').append(tab)
  }
  const run = runOf(shown)
  bake(page, shown)
  // On the way nobody bakes.
  if (run) page.append(part(page, 'bake'))
  stops(main, page, shown, run)
  main.append(page)
  act(main, page, shown, run)
}

/** What the rider's box holds with no run on its way: a stop was told after its run was over. One tap says where that
 * cash is; below nothing there is only one thing to say.
 * @param {HTMLElement} main */
function riderBox(main) {
  const { 'rider-box': from, 'cash-box': to } = state.snap.codes
  const amount = balances()['box:' + from] ?? 0
  if (!amount || runsOf(state.snap.runs, unanswered()).some((r) => r.open)) return
  const sum = Math.abs(amount)
  const card = make('t-rider', { text: w(amount > 0 ? 'shop.rider-holds' : 'shop.rider-lacks', says(sum)) })
  part(card, 'hand').hidden = amount < 0
  part(card, 'hand').onclick = () => {
    const told = { icon: 'bus', what: w('shop.rider-hand'), amount, way: 0 }
    done([draft('transfer', { from, to, amount }, told)], w('shop.said.handed-in', says(amount)), 'route')
  }
  part(card, 'nothing').onclick = () => {
    const found = amount > 0 ? 'short' : 'over'
    const detail = w('told.count-' + found, says(sum))
    const told = { icon: 'coins', what: w('told.cash-count'), detail, amount: 0, way: 0 }
    const made = draft('cash-count', { counted: 0, box: from }, told)
    done([{ ...made, fx: { ['box:' + from]: -amount } }], w('said.count-' + found, says(sum)), 'route')
  }
  main.append(card)
}

/** @param {HTMLElement} page @param {Window} shown */
function bake(page, shown) {
  const card = part(page, 'bake')
  part(card, 'before').textContent = w('shop.bake-before', shown.bakeBefore ?? '')
  for (const i of shown.items) {
    const extra = i.extra ? ' ' + w('shop.extra', i.extra) : ''
    card.append(make('t-fact', { name: itemName(i.item) + extra, value: String(i.pieces + (i.extra ?? 0)) }))
  }
  for (const m of shown.materials ?? []) {
    const unit = state.snap.materials?.find((/** @type {any} */ x) => x.id === m.item)?.unit ?? 'kg'
    card.append(make('t-fact', { name: itemName(m.item), value: measured(m.quantity, unit) }))
    const short = () => w('shop.missing', itemName(m.item), measured(m.missing, unit))
    if (m.missing > 0) card.append(make('t-short', { text: short() }))
  }
  part(page, 'red').hidden = shown.confirmed
}

/** @param {HTMLElement} main @param {HTMLElement} page @param {Window} shown @param {Run | undefined} run */
function stops(main, page, shown, run) {
  const now = balances()
  for (const stop of shown.stops) {
    const visit = run?.stops.find((s) => s.party === stop.party)
    const owes = now['debt:' + stop.party] ?? 0
    const row = make('t-stop', {
      mark: visit ? '✓' : '',
      name: nameOf(stop.party),
      place: [stop.place, stop.at, owes > 0 ? w('who.owes', says(owes)) : ''].filter(Boolean).join(' · '),
      wanted: String(piecesOf(stop.items)),
      back: visit ? String(visit.items.reduce((s, i) => s + i.returned, 0)) : '–',
    })
    const button = /** @type {HTMLButtonElement} */ (row.querySelector('button'))
    button.disabled = !run?.open || !!visit
    button.onclick = () => run && closeStop(main, run, stop)
    row.classList.toggle('visited', !!visit)
    part(page, 'stops').append(row)
  }
}

/** The one thing that comes next.
 * @param {HTMLElement} main @param {HTMLElement} page @param {Window} shown @param {Run | undefined} run */
function act(main, page, shown, run) {
  const next = part(page, 'next')
  const other = part(page, 'other')
  other.hidden = !run?.open
  if (run && !run.open) return (next.hidden = true)
  if (!run) return before(page, shown)
  const waits = shown.stops.find((s) => !run.stops.some((v) => v.party === s.party))
  next.textContent = w(waits ? 'shop.next-stop' : 'shop.close-run')
  next.onclick = () => (waits ? closeStop(main, run, waits) : closeRun(main, run))
  if (waits) {
    other.textContent = w('shop.close-run')
    other.onclick = () => closeRun(main, run)
  } else {
    other.hidden = !basket(run).length
    other.textContent = w('shop.sell-rest')
    other.onclick = () => closeStop(main, run, { party: '', at: '', items: rest(run) })
  }
}

/** What is left, at the price of the shop. @param {Run} run */
const rest = (run) =>
  basket(run).map((i) => {
    const item = state.snap.items.find((/** @type {any} */ x) => x.id === i.item)
    return { ...i, price: item?.price ?? 0, quantity: item?.quantity ?? 1 }
  })

/** Before anything left: the plan is confirmed, then loaded. One tap as planned; what is different is opened first.
 * @param {HTMLElement} page @param {Window} shown */
function before(page, shown) {
  const next = part(page, 'next')
  const change = part(page, 'change')
  const key = shown.confirmed ? 'shop.load' : 'shop.confirm'
  const many = shown.items.map((i) => ({ item: i.item, pieces: i.pieces, extra: i.extra ?? 0 }))
  let rider = state.actor
  const all = () => many.reduce((s, i) => s + i.pieces + i.extra, 0)
  const show = () => (next.textContent = w(key, all()))
  change.hidden = false
  part(page, 'change-what').textContent = w(shown.confirmed ? 'shop.change-load' : 'shop.change-plan')
  for (const line of many) {
    const count = shown.confirmed ? line.pieces + line.extra : line.extra
    const changed = (/** @type {number} */ n) => {
      if (shown.confirmed) Object.assign(line, { pieces: n, extra: 0 })
      else line.extra = n
      show()
    }
    const label = shown.confirmed ? itemName(line.item) : w('shop.more-of', itemName(line.item))
    part(page, 'pieces').append(counter(label, count, changed, 5))
  }
  part(page, 'carries').hidden = !shown.confirmed
  const people = workers().map((/** @type {any} */ p) => p.id)
  choose(part(page, 'riders'), people, personName, rider, (id) => (rider = id))
  next.onclick = () => (shown.confirmed ? load(shown, many, rider) : confirm(shown, many))
  show()
}

/** @typedef {{ item: string, pieces: number, extra: number }} Line */

/** @param {Window} shown @param {Line[]} many */
function confirm(shown, many) {
  const extra = many.filter((i) => i.extra).map((i) => ({ item: i.item, pieces: i.extra }))
  const body = { day: shown.day, window: shown.window, ...(extra.length && { extra }) }
  const told = { icon: 'check', what: w('shop.told.day-planned', w('shop.window.' + shown.window)), way: 0 }
  return done([draft('day-planned', body, told)], w('shop.said.confirmed'), 'route')
}

/** @param {Window} shown @param {Line[]} many @param {string} rider */
function load(shown, many, rider) {
  const items = many.map((i) => ({ item: i.item, pieces: i.pieces + i.extra })).filter((i) => i.pieces)
  const pieces = piecesOf(items)
  const body = { run: newId(), day: shown.day, window: shown.window, rider, items }
  const told = { icon: 'bus', what: w('shop.told.run-loaded', pieces, w('shop.window.' + shown.window)), way: 0 }
  return done([draft('run-loaded', body, told)], w('shop.said.loaded', pieces), 'route')
}

export const screens = { route: (/** @type {HTMLElement} */ main) => route(main) }
