// The windows of a day and the run that serves one, with what was saved here and not counted in yet. The same fold as
// RunState on the server. Pure: tests/js/runs.test.js.

import { standing } from './order-state.js'

/** @typedef {{ item: string, pieces: number, price: number, quantity: number }} Wanted */
/** @typedef {{ standing?: string, party: string, at: string, place?: string, items: Wanted[] }} Stop */
/** @typedef {{ day: string, window: string, bakeBefore?: string, planned: number, confirmed: boolean,
 *   items: { item: string, pieces: number, extra?: number }[], stops: Stop[],
 *   materials?: { item: string, quantity: number, missing: number }[] }} Window */
/** @typedef {{ id: string, day: string, window: string, rider?: string, open: boolean,
 *   cash: number, items: { item: string, loaded: number, sold: number }[],
 *   stops: { party?: string, items: { item: string, left: number, returned: number }[], amount: number }[] }} Run */
/** @typedef {import('./order-state.js').Saved} Saved */

/** Windows as planned, and confirmed where this phone did it.
 * @param {Window[] | undefined} windows @param {Saved[]} documents @returns {Window[]} */
export function windowsOf(windows, documents) {
  const here = standing(documents).filter((d) => d.kind === 'day-planned')
  return (windows ?? []).map((w) => ({
    ...w,
    confirmed: w.confirmed || here.some((d) => d.body.day === w.day && d.body.window === w.window),
  }))
}

/** Runs with what was loaded, sold and closed here.
 * @param {Run[] | undefined} runs @param {Saved[]} documents @returns {Run[]} */
export function runsOf(runs, documents) {
  const all = new Map(
    (runs ?? []).map((r) => [r.id, { ...r, items: r.items.map((i) => ({ ...i })), stops: [...r.stops] }]),
  )
  for (const { kind, body } of standing(documents)) {
    if (kind === 'run-loaded' && !all.has(body.run)) {
      all.set(body.run, { ...body, id: body.run, open: true, cash: 0, items: [], stops: [] })
    }
    const run = all.get(body.run)
    if (!run) continue
    if (kind === 'run-loaded') for (const i of body.items) itemOf(run, i.item).loaded += i.pieces
    if (kind === 'stop-closed') {
      for (const i of body.items) itemOf(run, i.item).sold += i.left - i.returned
      const amount = body.items.reduce((/** @type {number} */ s, /** @type {any} */ i) => s + i.amount, 0)
      // What names a box is in the rider's.
      for (const p of body.paid ?? []) if (p.how === 'cash' && p.box) run.cash += p.amount
      run.stops.push({ party: body.party, items: body.items, amount })
    }
    if (kind === 'run-closed') run.open = false
  }
  return [...all.values()]
}

/** @param {Run} run @param {string} item */
function itemOf(run, item) {
  const found = run.items.find((i) => i.item === item)
  if (found) return found
  const made = { item, loaded: 0, sold: 0 }
  run.items.push(made)
  return made
}

/** What should be in the basket. @param {Run} run */
export const basket = (run) =>
  run.items.map((i) => ({ item: i.item, pieces: Math.max(0, i.loaded - i.sold) })).filter((i) => i.pieces)

/** Price of so many pieces, the price being for a quantity.
 * @param {Wanted} wanted @param {number} pieces */
export const priceOf = (wanted, pieces) => Math.round((wanted.price * pieces) / (wanted.quantity || 1))

/** Pieces of all lines. @param {{ pieces: number }[]} lines */
export const piecesOf = (lines) => lines.reduce((sum, l) => sum + l.pieces, 0)
