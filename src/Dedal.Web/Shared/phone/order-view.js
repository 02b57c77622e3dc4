// One order: where it stands, what is still to pay, and what happens next with one tap.

import { detail, draft, howOf, inCoins, keys, nameOf, sentence, complain } from './paying.js'
import { add } from './money.js'
import { STEPS, freeDays, measuresOf, nextStep, saldo } from './order-state.js'
import { openOrders, whatOf } from './orders.js'
import { share } from './paper.js'
import { done } from './saying.js'
import { counter, days, personName, shared, shortDay, team } from './steps.js'
import { at, balances, make, part, says, state, today, unanswered, w } from './app.js'

/** @typedef {import('./order-state.js').Order} Order */

/** @param {HTMLElement} main @param {Order} order */
export function view(main, order) {
  const name = nameOf(order.party)
  const left = saldo(order)
  const form = /** @type {HTMLFormElement} */ (
    make('t-order', {
      what: whatOf(order),
      who: name,
      price: says(order.price),
      deposit: says(order.deposit),
      saldo: says(left),
    })
  )
  part(document, 'back').setAttribute('href', at('orders'))
  part(document, 'title').textContent = order.number ? w('shop.order-number', order.number) : w('shop.new-order')
  const next = nextStep(order)
  part(form, 'state').textContent = order.late ? w('shop.is-late') : w('shop.to.' + (next ?? 'deliver'))
  part(form, 'state').classList.add(order.late ? 'bad' : 'sun')
  measures(form, order)
  for (const chip of chips(main, order, next)) part(form, 'steps').append(chip)
  cost(form, order)
  part(form, 'how').hidden = !left
  part(form, 'hand').textContent = w(left ? 'shop.collect-and-hand' : 'shop.hand-over')
  part(form, 'part').hidden = !left
  part(form, 'part').onclick = () => payPart(main, order, left)
  part(form, 'alter').onclick = () => work(main, order, 'alteration')
  part(form, 'cancel').onclick = () => cancel(main, order)
  part(form, 'ready').onclick = () => message(order, left)
  part(form, 'receipt').onclick = () => share(receipt(order))
  form.onsubmit = (event) => {
    event.preventDefault()
    handOver(order, left, howOf(form))
  }
  main.append(form)
}

/** @param {HTMLElement} form @param {Order} order */
export function measures(form, order) {
  const kept = measuresOf(state.snap.measures, unanswered(), order.party, order.garment, today())
  for (const [field, value] of Object.entries(kept?.values ?? {}).slice(0, 6)) {
    part(form, 'measures').append(make('t-measure-shown', { field: fieldName(field), value: String(value) }))
  }
}

/** @param {string} field */
export const fieldName = (field) => w('shop.measure.' + field) || field

/** @param {HTMLElement} main @param {Order} order @param {string | undefined} next */
function chips(main, order, next) {
  const shown = STEPS.filter((s) => s !== 'fitting' || order.fittingOn)
  const made = shown.map((step) => {
    const done = order.steps.findLast((s) => s.step === step)
    const says = done
      ? `${shortDay(done.day)} ${personName(done.who[0])}`
      : step === 'fitting' && order.fittingOn
        ? shortDay(order.fittingOn)
        : ''
    const chip = make('t-step', { name: (done ? '✓ ' : '') + w('shop.step.' + step), says })
    if (step === next) chip.setAttribute('aria-current', 'step')
    chip.onclick = () => work(main, order, step)
    return chip
  })
  const due = make('t-step', { name: w('shop.step.deliver'), says: shortDay(order.dueOn) })
  if (!next) due.setAttribute('aria-current', 'step')
  due.onclick = () => move(main, order)
  return [...made, due]
}

/** @param {HTMLElement} form @param {Order} order */
function cost(form, order) {
  const card = part(form, 'cost')
  if (!order.cost) return card.remove()
  const { materials, labour, overhead } = order.cost
  const left = order.price - materials - labour - overhead
  const shown = { materials, labour, overhead, left }
  for (const [name, sum] of Object.entries(shown)) {
    const place = card.querySelector(`[data-t=cost-${name}]`)
    if (place) place.textContent = says(sum)
  }
}

/** What happened to an order, saved and said.
 * @param {Order} order @param {string} kind @param {any} body @param {string} icon @param {string} said
 * @param {{ paid?: any[], amount?: number, way?: number, next?: string }} [more] */
function record(order, kind, body, icon, said, { paid = [], amount, way = 0, next } = {}) {
  const told = {
    icon,
    what: w('shop.told.' + kind, order.garment, nameOf(order.party)),
    detail: detail(paid, 'credit'),
    ...(amount !== undefined && { amount }),
    way,
  }
  const made = draft(kind, { order: order.id, ...body }, told, { party: order.party })
  // What comes after the hand-over pays what she owes (OrderMoney.Afterwards).
  const debt = 'debt:' + order.party
  const owes = Math.max(0, balances()[debt] ?? 0)
  if (order.endedOn && kind === 'order-paid') add(made.fx, { [debt]: -Math.min(owes, amount ?? 0) })
  return done([made], `${said} ${sentence(made.fx)}`.trim(), next ?? 'orders#' + order.id)
}

/** @param {Order} order @param {number} left @param {string} how */
function handOver(order, left, how) {
  const paid = left ? [{ how, amount: how === 'cash' ? inCoins(left) : left }] : []
  const said = w('shop.said.handed-over', order.garment)
  record(order, 'order-handed-over', { ...(left && { paid }) }, 'check', said, {
    paid,
    amount: order.price,
    way: left && how !== 'credit' ? 1 : 0,
    next: 'orders',
  })
}

/** Who did a step, and how long it took.
 * @param {HTMLElement} main @param {Order} order @param {string} step */
export function work(main, order, step) {
  const form = /** @type {HTMLFormElement} */ (make('t-work', { what: w('shop.step.' + step), of: order.garment }))
  const who = new Set([state.actor])
  const item = state.snap.items.find((/** @type {any} */ i) => i.id === order.item)
  const each = step === 'sew' ? (item?.minutes ?? 0) : 0
  let minutes = each * order.pieces
  let pieces = order.pieces
  let guarantee = step === 'alteration' && !!order.endedOn
  team(part(form, 'team'), who)
  const time = counter(w('shop.minutes'), minutes, (n) => (minutes = n), 15)
  part(form, 'minutes').append(time)
  // Who is paid by the piece is paid for those; the rest is for another day.
  if (pieces > 1 && ['cut', 'sew'].includes(step)) {
    part(form, 'minutes').append(
      counter(w('shop.pieces'), pieces, (n) => {
        pieces = n
        if (each) time.set((minutes = each * n))
      }),
    )
  }
  const free = part(form, 'guarantee')
  free.hidden = step !== 'alteration'
  free.setAttribute('aria-pressed', String(guarantee))
  free.onclick = () => free.setAttribute('aria-pressed', String((guarantee = !guarantee)))
  const used = materials(form, step === 'cut' && !order.ownCloth)
  form.onsubmit = (event) => {
    event.preventDefault()
    const body = {
      step,
      work: shared(minutes, who),
      ...(used.size && { materials: [...used].map(([item, quantity]) => ({ item, quantity })) }),
      ...(guarantee && { guarantee }),
      ...(pieces && pieces < order.pieces && { pieces }),
    }
    const said = w('shop.said.worked', w('shop.step.' + step), personName([...who][0]))
    record(order, 'order-worked', body, 'needle', said)
  }
  main.replaceChildren(form)
}

/** Cloth and thread taken for it, by halves of their unit; each stands there as a number once it was tapped.
 * @param {HTMLElement} form @param {boolean} asked */
function materials(form, asked) {
  /** @type {Map<string, number>} */
  const used = new Map()
  part(form, 'used').hidden = !asked || !state.snap.materials?.length
  for (const m of asked ? (state.snap.materials ?? []).slice(0, 6) : []) {
    const button = make('t-chip', { text: m.name })
    const by = m.unit === 'piece' ? 1000 : 500
    const take = (/** @type {number} */ n) => (n ? used.set(m.id, n) : used.delete(m.id))
    button.onclick = () => {
      take(by)
      button.remove()
      part(form, 'used').append(counter(`${m.name}, ${w('shop.unit.' + m.unit) || m.unit}`, by, take, by, 3))
    }
    part(form, 'materials').append(button)
  }
  return used
}

/** A part, or after the hand-over all that is still owed.
 * @param {HTMLElement} main @param {Order} order @param {number} left */
export function payPart(main, order, left) {
  const form = /** @type {HTMLFormElement} */ (
    make('t-pay', { name: order.garment, owes: w('shop.saldo-of', says(left)) })
  )
  let sum = order.endedOn ? left : 0
  part(form, 'keys').append(keys((minor) => (sum = minor), sum))
  form.onsubmit = (event) => {
    event.preventDefault()
    const how = howOf(form)
    if (sum <= 0) return complain(form, 'phone.no-amount')
    if (how === 'cash' && sum % state.snap.coin) return complain(form, 'phone.no-coin')
    const paid = [{ how, amount: sum }]
    const said = order.endedOn ? '' : w('shop.said.saldo', says(Math.max(0, left - sum)))
    record(order, 'order-paid', { paid }, 'in', said, { paid, amount: sum, way: 1 })
  }
  main.replaceChildren(form)
}

/** @param {HTMLElement} main @param {Order} order */
function move(main, order) {
  const card = make('t-move', { what: order.garment })
  days(part(card, 'days'), freeDays(openOrders(), today(), 9), order.dueOn, (dueOn) => {
    const fittingOn = order.fittingOn && order.fittingOn < dueOn ? { fittingOn: order.fittingOn } : {}
    record(order, 'order-moved', { dueOn, ...fittingOn }, 'swap', w('shop.said.moved', shortDay(dueOn)))
  })
  main.replaceChildren(card)
}

/** Nothing, half or all of what was paid on account goes back.
 * @param {HTMLElement} main @param {Order} order */
function cancel(main, order) {
  const card = make('t-cancel', { what: order.garment, deposit: says(order.deposit) })
  let keep = false
  part(card, 'keep').onclick = () => part(card, 'keep').setAttribute('aria-pressed', String((keep = !keep)))
  const back = { all: inCoins(order.deposit), half: inCoins(order.deposit / 2), none: 0 }
  for (const [name, refund] of Object.entries(back)) {
    const button = part(card, name)
    button.hidden = name !== 'none' && !order.deposit
    button.onclick = () =>
      record(order, 'order-cancelled', { refund, how: 'cash', keep }, 'no', w('shop.said.cancelled', order.garment), {
        ...(refund && { amount: refund, way: -1 }),
        next: 'orders',
      })
  }
  main.replaceChildren(card)
}

/** @param {Order} order @param {number} left */
function message(order, left) {
  const text = w(left ? 'shop.message-ready' : 'shop.message-ready-paid', order.garment, says(left), state.snap.name)
  open('https://wa.me/?text=' + encodeURIComponent(text), '_blank', 'noopener')
}

/** @param {Order} order @param {number} [left] @param {string} [ended] how and when it left */
export function receipt(order, left = saldo(order), ended) {
  const line = (/** @type {string} */ key, /** @type {number} */ sum) => `${w('shop.' + key)}: ${says(sum)}`
  return [
    w(order.deposit ? 'phone.receipt' : 'shop.unpaid'),
    state.snap.name,
    today().split('-').reverse().join('/'),
    `${order.number ? w('shop.order-number', order.number) + ': ' : ''}${whatOf(order)}`,
    nameOf(order.party),
    ...(ended ? [ended] : []),
    line('price', order.price),
    line(ended ? 'paid-in' : 'deposit', order.deposit),
    order.cancelled ? line('given-back', order.refund ?? 0) : line('saldo', left),
    ...(ended ? [] : [`${w('shop.step.deliver')}: ${shortDay(order.dueOn)}`]),
  ]
}
