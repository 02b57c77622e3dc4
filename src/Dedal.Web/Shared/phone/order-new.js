// A new order: for whom, what, her measures where they are not known, the price; the days and half on account are
// offered already. Known customer and garment with a price: five taps from home. Each step fits a phone of 360 x 640:
// those who ordered lately and what is made to order stand there, all others one tap away.

import { complain, detail, draft, howOf, inCoins, keys, nameOf, people, sentence } from './paying.js'
import { amount } from './money.js'
import { dayAfter, fittingBefore, freeDays, half, measuresOf, toOrder } from './order-state.js'
import { endedOrders, openOrders } from './orders.js'
import { fieldName } from './order-view.js'
import { newId } from './saving.js'
import { done } from './saying.js'
import { choose, counter, days, shortDay } from './steps.js'
import { at, icon, make, part, says, state, today, unanswered, w } from './app.js'

/** Days from today that a garment usually takes, and on which she tries it on. */
const USUAL = 6

/** As many as stand on the screen with the way on under them. */
const [CUSTOMERS, GARMENTS] = [8, 9]

/** More pieces than this are no order (OrderTaken). */
const MOST = 10_000

/** @typedef {{ order: string, party: string, name: string, garment: string, item?: string, pieces: number,
 *   each: number, price: number, deposit: number, dueOn: string, fittingOn?: string, ownCloth: boolean, how: string,
 *   set?: string, measures?: Record<string, number>, share?: (all: number) => number }} New */

/** @param {HTMLElement} main */
export function newOrder(main) {
  part(document, 'back').setAttribute('href', at('orders'))
  part(document, 'title').textContent = w('shop.new-order')
  /** @type {New} */
  const made = {
    order: newId(),
    party: '',
    name: '',
    garment: '',
    pieces: 1,
    each: 0,
    price: 0,
    deposit: 0,
    dueOn: '',
    ownCloth: false,
    how: 'cash',
  }
  who(main, made)
}

/** @param {HTMLElement} main @param {New} made */
function who(main, made) {
  const page = make('t-new-who')
  const place = part(page, 'people')
  const chosen = (/** @type {string} */ id, /** @type {string | undefined} */ name) => {
    Object.assign(made, { party: id, name: name ?? '' })
    part(page, 'go').hidden = !name
    if (name === undefined) garment(main, made)
  }
  people(place, 'customer', chosen, lately())
  const rest = [...place.querySelectorAll('button')].slice(CUSTOMERS)
  for (const one of rest) one.hidden = true
  part(page, 'all').hidden = !rest.length
  part(page, 'all').onclick = () => {
    for (const one of rest) one.hidden = false
    part(page, 'all').hidden = true
  }
  part(page, 'go').onclick = () => garment(main, made)
  main.replaceChildren(page)
}

/** Customers with an order, the latest first: one taken here has no number yet. */
const lately = () =>
  [...openOrders(), ...endedOrders()]
    .sort((a, b) => (b.number || Infinity) - (a.number || Infinity) || 0)
    .map((o) => o.party)

/** @param {HTMLElement} main @param {New} made */
function garment(main, made) {
  const page = make('t-new-garment')
  const baked = new Set((state.snap.recipes ?? []).map((/** @type {any} */ r) => r.item))
  const known = state.snap.items.filter((/** @type {any} */ i) => !baked.has(i.id) && i.sort !== 'material')
  const measured = (state.snap.garments ?? []).map((/** @type {any} */ g) => g.garment)
  const named = measured.filter((/** @type {string} */ g) => !known.some((/** @type {any} */ i) => i.name === g))
  const all = [...known, ...named.map((/** @type {string} */ name) => ({ name, icon: 'shirt' }))]
  const { first, rest } = toOrder(all, measured, [...openOrders(), ...endedOrders()])
  const tile = (/** @type {any} */ item) => {
    const one = make('t-item', { name: item.name, price: item.price ? says(item.price) : '' })
    icon(one, item.icon)
    one.onclick = () => {
      const price = item.price ? Math.round(item.price / (item.quantity ?? 1)) : 0
      Object.assign(made, { garment: item.name, item: item.id, price, each: price })
      measure(main, made)
    }
    return one
  }
  const others = [...first.slice(GARMENTS), ...rest].slice(0, 30)
  part(page, 'items').append(...first.slice(0, GARMENTS).map(tile))
  part(page, 'others').append(...others.map(tile))
  part(page, 'more').hidden = !others.length
  const other = /** @type {HTMLInputElement} */ (part(page, 'other'))
  other.oninput = () => (part(page, 'go').hidden = !other.value.trim())
  part(page, 'go').onclick = () => {
    made.garment = other.value.trim()
    measure(main, made)
  }
  main.replaceChildren(page)
}

/** @param {New} made */
const fieldsOf = (made) =>
  (state.snap.garments ?? []).find((/** @type {any} */ g) => g.garment === made.garment)?.fields ??
  w('shop.measure-fields').split(' ')

/** Her measures, where none are kept or they changed.
 * @param {HTMLElement} main @param {New} made @param {boolean} [again] */
function measure(main, made, again) {
  const kept = measuresOf(state.snap.measures, unanswered(), made.party, made.garment, today())
  // Without that part of the snapshot the server does not keep measures.
  if (!state.snap.measures || (kept && !again)) {
    made.set = kept?.set
    return price(main, made)
  }
  const page = make('t-new-measures')
  /** @type {[string, HTMLInputElement][]} */
  const inputs = []
  for (const field of fieldsOf(made)) {
    const line = make('t-measure', { field: fieldName(field) })
    const input = /** @type {HTMLInputElement} */ (line.querySelector('input'))
    input.value = kept?.values[field] || ''
    inputs.push([field, input])
    part(page, 'fields').append(line)
  }
  part(page, 'go').onclick = () => {
    /** @type {Record<string, number>} */
    const taken = {}
    for (const [field, input] of inputs) {
      if (!input.value.trim()) continue
      taken[field] = Number(input.value.replace(',', '.'))
      // What is none stays as it was typed, and is asked about: «92cm», 920.
      if (!(taken[field] >= 1 && taken[field] < 400)) return complain(page, 'shop.measure-odd', fieldName(field))
    }
    if (Object.keys(taken).length) Object.assign(made, { measures: taken, set: newId() })
    price(main, made)
  }
  main.replaceChildren(page)
}

/** @param {HTMLElement} main @param {New} made */
function price(main, made) {
  if (made.price) return last(main, made)
  const page = make('t-new-price', { what: whatIs(made) })
  part(page, 'keys').append(keys((minor) => Object.assign(made, { price: minor, each: minor / made.pieces })))
  part(page, 'go').onclick = () => (made.price ? last(main, made) : complain(page, 'phone.no-amount'))
  main.replaceChildren(page)
}

/** @param {New} made */
const whatIs = (made) => (made.pieces > 1 ? made.pieces + ' ' : '') + made.garment

/** All of it on one page, with what is usual chosen: how many, on account, the day. The rest stands under one line that
 * says it.
 * @param {HTMLElement} main @param {New} made */
function last(main, made) {
  const form = /** @type {HTMLFormElement} */ (
    make('t-new-last', { what: made.garment, who: made.name || nameOf(made.party), measures: measured(made) })
  )
  part(form, 'measure').hidden = !state.snap.measures
  part(form, 'measure').onclick = () => measure(main, made, true)
  part(form, 'reprice').onclick = () => ((made.price = 0), price(main, made))
  const show = () => {
    part(form, 'reprice').textContent = says(made.price)
    onAccount(form, made)
  }
  show()
  part(form, 'pieces').append(
    counter(w('shop.pieces'), made.pieces, (n) => {
      made.pieces = Math.min(MOST, Math.max(1, n))
      made.price = inCoins(made.each * made.pieces)
      show()
    }),
  )
  const rest = () => (part(form, 'rest').textContent = restOf(made))
  onDays(form, made, rest)
  const cloth = part(form, 'cloth')
  cloth.setAttribute('aria-pressed', String(made.ownCloth))
  cloth.onclick = () => {
    cloth.setAttribute('aria-pressed', String((made.ownCloth = !made.ownCloth)))
    rest()
  }
  rest()
  // The page is built anew after another price or measures: what was chosen on it stays.
  const how = /** @type {RadioNodeList} */ (form.elements.namedItem('how'))
  how.value = made.how
  form.onchange = () => (made.how = howOf(form))
  form.onsubmit = (event) => {
    event.preventDefault()
    if (made.deposit > made.price) return complain(form, 'shop.deposit-above')
    record(made).catch(() => complain(form, 'phone.not-saved'))
  }
  main.replaceChildren(form)
}

/** @param {New} made which measures it is made to */
function measured(made) {
  const kept = measuresOf(state.snap.measures, unanswered(), made.party, made.garment, today())
  if (made.measures) return w('shop.measures-now')
  return kept ? w('shop.measures-of', shortDay(kept.takenOn)) : w('shop.no-measures')
}

/** What is chosen below the line, said on it.
 * @param {New} made */
const restOf = (made) =>
  [
    state.snap.measures && measured(made).split(':')[0].trim(),
    made.fittingOn ? w('shop.fitting-on', shortDay(made.fittingOn)) : w('shop.no-fitting'),
    made.ownCloth && w('shop.own-cloth'),
  ]
    .filter(Boolean)
    .join(' · ')

/** The day of delivery and of the fitting, of those with room.
 * @param {HTMLElement} form @param {New} made @param {() => void} changed */
function onDays(form, made, changed) {
  const all = freeDays(openOrders(), dayAfter(today(), 1), 12)
  const usual = freeDays(openOrders(), dayAfter(today(), USUAL), 3)
  made.dueOn ||= usual[0]
  made.fittingOn ??= all.findLast((d) => d <= dayAfter(today(), USUAL - 2)) ?? ''
  const due = (/** @type {string} */ day) => {
    made.dueOn = day
    made.fittingOn = fittingBefore(made.fittingOn ?? '', day, all)
    fittings()
    changed()
  }
  const offered = [...usual, made.dueOn].filter(unique).slice(0, 4)
  days(part(form, 'days'), offered.slice(-3), made.dueOn, due)
  const other = make('t-chip', { text: w('phone.other') })
  other.onclick = () => days(part(form, 'days'), [...all, made.dueOn].filter(unique).sort(), made.dueOn, due)
  part(form, 'days').append(other)
  const name = (/** @type {string} */ day) => (day ? shortDay(day) : w('shop.no-fitting'))
  const fittings = () => {
    const before = [...all.slice(0, 2), made.fittingOn ?? ''].filter(unique).filter((d) => d < made.dueOn)
    choose(part(form, 'fittings'), [...before, ''], name, made.fittingOn ?? '', (day) => {
      made.fittingOn = day
      changed()
    })
  }
  fittings()
}

/** @param {string | undefined} day @param {number} i @param {(string | undefined)[]} all */
const unique = (day, i, all) => !!day && all.indexOf(day) === i

/** Half, nothing, all, or another amount. How much of the price was chosen stays when the price changes.
 * @param {HTMLElement} form @param {New} made */
function onAccount(form, made) {
  const offered = SHARES.filter((share, i) => SHARES.findIndex((s) => s(made.price) === share(made.price)) === i)
  const own = part(form, 'deposit-keys')
  const pad = (/** @type {number} */ start) => own.replaceChildren(keys((minor) => (made.deposit = minor), start))
  const name = (/** @type {(all: number) => number} */ share) => {
    if (share === OTHER) return w('phone.other')
    return share(made.price) ? amount(share(made.price), state.snap.scale) : w('shop.nothing')
  }
  if (made.share !== OTHER) made.deposit = (made.share ??= half)(made.price)
  else if (!own.children.length) pad(made.deposit)
  choose(part(form, 'deposits'), [...offered, OTHER], name, made.share, (share) => {
    made.share = share
    if (share === OTHER) return pad(0)
    made.deposit = share(made.price)
    own.replaceChildren()
  })
}

/** Of the price, kept as such: the same ones each time, so that the chosen one is found again.
 * @type {((all: number) => number)[]} */
const SHARES = [half, () => 0, (all) => all]

/** An amount of its own. */
const OTHER = () => 0

/** @param {New} made */
function record(made) {
  const { order, party, name, garment, item, pieces, price, dueOn, fittingOn, ownCloth, how, set } = made
  const now = how === 'cash' ? inCoins(made.deposit) : made.deposit
  const paid = now ? [{ how, amount: now }] : undefined
  const whose = name || nameOf(party)
  const body = {
    order,
    party,
    garment,
    pieces,
    price,
    dueOn,
    ...(fittingOn && { fittingOn }),
    ...(item && { item }),
    ...(set && { set }),
    ownCloth,
    ...(paid && { paid }),
  }
  const drafts = []
  if (name) {
    const told = { icon: 'user', what: w('told.party-added', name), way: 0 }
    drafts.push({ ...draft('party-added', { party, role: 'customer' }, told), name })
  }
  if (made.measures) {
    const told = { icon: 'pencil', what: w('shop.told.measures-taken', whose), way: 0 }
    const taken = draft('measures-taken', { party, set, garment }, told)
    drafts.push({ ...taken, aside: JSON.stringify(made.measures) })
  }
  const taken = draft('order-taken', body, {
    icon: 'shirt',
    what: w('shop.told.order-taken', whatIs(made), whose),
    detail: detail(paid ?? [], 'credit'),
    amount: price,
    way: paid ? 1 : 0,
  })
  const said = w('shop.said.order-taken', whatIs(made), shortDay(dueOn), says(price - now))
  return done([...drafts, taken], `${said} ${sentence(taken.fx)}`.trim(), 'orders', name ? [party] : [])
}
