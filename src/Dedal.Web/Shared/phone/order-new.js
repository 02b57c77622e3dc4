// A new order: for whom, what, her measures where they are not known, the price; the days and half on account are
// offered already. Known customer and garment with a price: five taps from home.

import { complain, detail, draft, keys, nameOf, people, sentence } from './paying.js'
import { dayAfter, freeDays, half, measuresOf } from './order-state.js'
import { openOrders } from './orders.js'
import { fieldName } from './order-view.js'
import { newId } from './saving.js'
import { done } from './saying.js'
import { days, inCoins, shortDay } from './steps.js'
import { at, icon, make, part, says, state, today, unanswered, w } from './app.js'

/** Days from today that a garment usually takes, and on which she tries it on. */
const USUAL = 6

/** @typedef {{ order: string, party: string, name: string, garment: string, item?: string,
 *   price: number, deposit: number, dueOn: string, fittingOn?: string, ownCloth: boolean, how: string,
 *   set?: string, measures?: Record<string, number> }} New */

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
  people(part(page, 'people'), 'customer', (id, name) => {
    Object.assign(made, { party: id, name: name ?? '' })
    if (name === undefined) garment(main, made)
  })
  part(page, 'go').onclick = () => (made.party ? garment(main, made) : complain(page, 'phone.no-party'))
  main.replaceChildren(page)
}

/** @param {HTMLElement} main @param {New} made */
function garment(main, made) {
  const page = make('t-new-garment')
  const baked = new Set((state.snap.recipes ?? []).map((/** @type {any} */ r) => r.item))
  const known = state.snap.items.filter((/** @type {any} */ i) => !baked.has(i.id) && i.sort !== 'material')
  const named = (state.snap.garments ?? []).filter(
    (/** @type {any} */ g) => !known.some((/** @type {any} */ i) => i.name === g.garment),
  )
  const all = [...known, ...named.map((/** @type {any} */ g) => ({ name: g.garment, icon: 'shirt' }))]
  for (const item of all.slice(0, 30)) {
    const tile = make('t-item', { name: item.name, price: item.price ? says(item.price) : '' })
    icon(tile, item.icon)
    tile.onclick = () => {
      Object.assign(made, { garment: item.name, item: item.id, price: item.price ?? 0 })
      measure(main, made)
    }
    part(page, 'items').append(tile)
  }
  const other = /** @type {HTMLInputElement} */ (part(page, 'other'))
  part(page, 'go').onclick = () => {
    made.garment = other.value.trim()
    if (made.garment) measure(main, made)
    else complain(page, 'shop.no-garment')
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
  /** @type {Record<string, number>} */
  const values = {}
  for (const field of fieldsOf(made)) {
    const line = make('t-measure', { field: fieldName(field) })
    const input = /** @type {HTMLInputElement} */ (line.querySelector('input'))
    input.value = kept?.values[field] ?? ''
    input.oninput = () => (values[field] = Number(input.value.replace(',', '.')) || 0)
    if (input.value) values[field] = Number(input.value)
    part(page, 'fields').append(line)
  }
  part(page, 'go').onclick = () => {
    const taken = Object.fromEntries(Object.entries(values).filter(([, v]) => v > 0 && v < 400))
    if (Object.keys(taken).length) Object.assign(made, { measures: taken, set: newId() })
    price(main, made)
  }
  main.replaceChildren(page)
}

/** @param {HTMLElement} main @param {New} made */
function price(main, made) {
  if (made.price) return last(main, made)
  const page = make('t-new-price', { what: made.garment })
  part(page, 'keys').append(keys((minor) => (made.price = minor)))
  part(page, 'go').onclick = () => (made.price ? last(main, made) : complain(page, 'phone.no-amount'))
  main.replaceChildren(page)
}

/** All of it on one page, with what is usual chosen.
 * @param {HTMLElement} main @param {New} made */
function last(main, made) {
  const kept = measuresOf(state.snap.measures, unanswered(), made.party, made.garment, today())
  const form = /** @type {HTMLFormElement} */ (
    make('t-new-last', {
      what: made.garment,
      who: made.name || nameOf(made.party),
      price: says(made.price),
      measures: made.measures
        ? w('shop.measures-now')
        : kept
          ? w('shop.measures-of', shortDay(kept.takenOn))
          : w('shop.no-measures'),
    })
  )
  part(form, 'measure').hidden = !state.snap.measures
  part(form, 'measure').onclick = () => measure(main, made, true)
  part(form, 'reprice').onclick = () => ((made.price = 0), price(main, made))
  made.deposit = half(made.price)
  onAccount(form, made)
  const all = freeDays(openOrders(), dayAfter(today(), 1), 12)
  const usual = freeDays(openOrders(), dayAfter(today(), USUAL), 3)
  made.dueOn = usual[0]
  made.fittingOn = all.findLast((d) => d <= dayAfter(today(), USUAL - 2))
  const fittings = [...all.slice(0, 2), made.fittingOn ?? ''].filter(unique)
  days(part(form, 'fittings'), fittings, made.fittingOn ?? '', (day) => {
    made.fittingOn = day
  })
  days(part(form, 'days'), usual, made.dueOn, (day) => (made.dueOn = day))
  const cloth = part(form, 'cloth')
  cloth.onclick = () => cloth.setAttribute('aria-pressed', String((made.ownCloth = !made.ownCloth)))
  form.onsubmit = (event) => {
    event.preventDefault()
    made.how = String(new FormData(form).get('how') ?? 'cash')
    record(made).catch(() => complain(form, 'phone.not-saved'))
  }
  main.replaceChildren(form)
}

/** @param {string} day @param {number} i @param {string[]} all */
const unique = (day, i, all) => day && all.indexOf(day) === i

/** Half, nothing, all, or another amount.
 * @param {HTMLElement} form @param {New} made */
function onAccount(form, made) {
  const place = part(form, 'deposits')
  const offers = [...new Set([half(made.price), 0, made.price])]
  for (const sum of offers) {
    const chip = make('t-chip', { text: sum ? says(sum) : w('shop.nothing') })
    chip.setAttribute('aria-pressed', String(sum === made.deposit))
    chip.onclick = () => {
      made.deposit = sum
      for (const other of place.children) other.setAttribute('aria-pressed', String(other === chip))
    }
    place.append(chip)
  }
  const other = make('t-chip', { text: w('phone.other') })
  other.onclick = () => part(form, 'deposit-keys').replaceChildren(keys((minor) => (made.deposit = minor)))
  place.append(other)
}

/** @param {New} made */
function record(made) {
  const { order, party, name, garment, item, price, dueOn, ownCloth, how, set } = made
  const fittingOn = made.fittingOn && made.fittingOn < dueOn ? made.fittingOn : undefined
  const amount = how === 'cash' ? inCoins(made.deposit) : made.deposit
  const paid = amount ? [{ how, amount }] : undefined
  const whose = name || nameOf(party)
  const body = {
    order,
    party,
    garment,
    pieces: 1,
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
    what: w('shop.told.order-taken', garment, whose),
    detail: detail(paid ?? [], 'credit'),
    amount: price,
    way: paid ? 1 : 0,
  })
  const said = w('shop.said.order-taken', garment, shortDay(dueOn), says(price - amount))
  return done([...drafts, taken], `${said} ${sentence(taken.fx)}`.trim(), 'orders', name ? [party] : [])
}
