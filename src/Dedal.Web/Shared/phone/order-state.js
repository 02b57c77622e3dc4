// An order as this phone knows it: the snapshot's, with the documents saved here that the server has not counted in.
// The same fold as OrderState on the server, over those few. Pure: tests/js/workshop.test.js.

/** @typedef {{ step: string, day: string, who: string[] }} Step */
/** @typedef {{ id: string, number: number, party: string, item?: string, garment: string, pieces: number,
 * price: number,
 *   deposit: number, dueOn: string, fittingOn?: string, set?: string, ownCloth?: boolean, steps: Step[], late: boolean,
 *   cost?: { materials: number, labour: number, overhead: number },
 *   endedOn?: string, cancelled?: boolean, refund?: number }} Order deposit: all that was paid, once it has ended */
/** @typedef {{ id: string, kind: string, body: any, day?: string }} Saved */

/** Steps in the order they are made; fitting and alteration only where they happen. */
export const STEPS = ['cut', 'sew', 'fitting', 'ready']

/** More orders a day than this is a full day. */
const FULL = 3

/** Documents of this phone that it did not undo itself.
 * @template {Saved} T @param {T[]} documents @returns {T[]} */
export function standing(documents) {
  const undone = new Set(documents.filter((d) => d.kind === 'reversal').map((d) => d.body.document))
  return documents.filter((d) => !undone.has(d.id))
}

/** Money that came in: what stays owed is none.
 * @param {{ how: string, amount: number }[] | undefined} parts */
const sumOf = (parts) => (parts ?? []).reduce((sum, p) => sum + (p.how === 'credit' ? 0 : p.amount), 0)

/** Open orders, those that are late or due first at the top.
 * @param {Order[] | undefined} orders of the snapshot @param {Saved[]} documents @param {string} today
 * @returns {Order[]} */
export const ordersOf = (orders, documents, today) =>
  known(orders, documents, today)
    .filter((o) => !o.endedOn)
    .map((o) => ({ ...o, late: o.dueOn < today }))
    .sort((a, b) => a.dueOn.localeCompare(b.dueOn) || a.number - b.number)

/** Orders that were handed over or cancelled lately, the last one at the top.
 * @param {Order[]} orders of the snapshot, open and ended @param {Saved[]} documents @param {string} today
 * @returns {Order[]} */
export const endedOf = (orders, documents, today) =>
  known(orders, documents, today)
    .filter((o) => o.endedOn)
    .sort((a, b) => (b.endedOn ?? '').localeCompare(a.endedOn ?? '') || b.number - a.number)

/** @param {Order[] | undefined} orders @param {Saved[]} documents @param {string} today */
function known(orders, documents, today) {
  const all = new Map((orders ?? []).map((o) => [o.id, { ...o, steps: [...(o.steps ?? [])] }]))
  for (const { kind, body, day = today } of standing(documents)) {
    if (kind === 'order-taken') {
      all.set(body.order, { ...body, id: body.order, number: 0, deposit: 0, steps: [], late: false })
    }
    const order = all.get(body.order)
    if (!order) continue
    if (['order-taken', 'order-paid', 'order-handed-over'].includes(kind)) order.deposit += sumOf(body.paid)
    if (kind === 'order-moved') Object.assign(order, { dueOn: body.dueOn, fittingOn: body.fittingOn })
    if (kind === 'order-worked') {
      order.steps.push({ step: body.step, day, who: (body.work ?? []).map((/** @type {any} */ w) => w.member) })
    }
    // Cancelled on another phone before it left on this one: she has it, and owes it.
    if (kind === 'order-handed-over' && order.cancelled) {
      Object.assign(order, { cancelled: false, endedOn: day, deposit: sumOf(body.paid) })
    }
    if (kind === 'order-handed-over') order.endedOn ??= day
    if (kind === 'order-cancelled') Object.assign(order, { endedOn: day, cancelled: true, refund: body.refund ?? 0 })
  }
  return [...all.values()]
}

/** @param {Order} order what the customer has still to pay; never below nothing */
export const saldo = (order) => Math.max(0, order.price - order.deposit)

/** What is still owed of an order that has left: never more than she owes in all (she may have paid it as her debt),
 * and not a rest for which there is no coin.
 * @param {Order} order @param {number} debt of the customer @param {number} coin the smallest */
export function owedOf(order, debt, coin) {
  const left = order.cancelled ? 0 : Math.min(saldo(order), debt)
  return left * 2 > coin ? left : 0
}

/** Garments that are made to order before what stands on the counter, services last; among them those ordered most.
 * @template {{ name: string, sort?: string, stocked?: boolean }} T
 * @param {T[]} items @param {string[]} measured garments that have measures @param {Order[]} orders known here
 * @returns {{ first: T[], rest: T[] }} */
export function toOrder(items, measured, orders) {
  const times = (/** @type {T} */ i) => orders.filter((o) => o.garment === i.name).length
  const rank = (/** @type {T} */ i) =>
    times(i) || measured.includes(i.name) ? 0 : i.sort === 'service' ? 3 : i.stocked ? 2 : 1
  const sorted = [...items].sort((a, b) => rank(a) - rank(b) || times(b) - times(a))
  const first = sorted.filter((i) => rank(i) < 2)
  return first.length ? { first, rest: sorted.slice(first.length) } : { first: sorted, rest: [] }
}

/** The step that comes next; undefined when it is ready.
 * @param {Order} order */
export function nextStep(order) {
  const done = Math.max(-1, ...order.steps.map((s) => STEPS.indexOf(s.step)))
  return STEPS.slice(done + 1).find((s) => s !== 'fitting' || order.fittingOn)
}

/** The last measures of somebody for a garment, kept here or known before.
 * @param {any[] | undefined} measures of the snapshot @param {(Saved & { aside?: string })[]} documents
 * @param {string} party @param {string} garment @param {string} today */
export function measuresOf(measures, documents, party, garment, today) {
  const here = standing(documents)
    .filter((d) => d.kind === 'measures-taken')
    .map((d) => ({ ...d.body, takenOn: d.day ?? today, values: JSON.parse(d.aside ?? '{}') }))
  const hers = [...(measures ?? []), ...here].filter((m) => m.party === party)
  return hers.findLast((m) => m.garment === garment) ?? hers.at(-1)
}

/** @param {string} day @param {number} by */
export function dayAfter(day, by) {
  const date = new Date(day + 'T12:00Z')
  date.setUTCDate(date.getUTCDate() + by)
  return date.toISOString().slice(0, 10)
}

/** The next days on which there is still room to hand something over; Sundays are free.
 * @param {{ dueOn: string }[]} orders @param {string} from the first day that counts @param {number} many */
export function freeDays(orders, from, many) {
  const days = []
  for (let day = from, tried = 0; days.length < many && tried < 90; day = dayAfter(day, 1), tried++) {
    const due = orders.filter((o) => o.dueOn === day).length
    if (new Date(day + 'T12:00Z').getUTCDay() !== 0 && due < FULL) days.push(day)
  }
  return days
}

/** The day of the fitting once the day of delivery is another: the one chosen, or the last free day before; '' is none.
 * @param {string} chosen @param {string} due @param {string[]} free */
export const fittingBefore = (chosen, due, free) =>
  chosen && chosen >= due ? (free.findLast((d) => d < due) ?? '') : chosen

/** Half of a price, in whole notes and coins that people carry.
 * @param {number} price minor units */
export const half = (price) => (price >= 2000 ? Math.round(price / 2 / 1000) * 1000 : Math.round(price / 2 / 10) * 10)
