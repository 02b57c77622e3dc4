// Vendí: tiles to tap, or keys for a free amount. Bodies are those of Domain/Books/Kinds; the server judges again.

import { detail, draft, finish, keys, nameOf, owedInCoins, paidFor, payment } from './paying.js'
import { icon, make, part, says, state, w } from './app.js'

/** What is sold most at this hour stands first; so many tiles fit above the way of paying. */
const FEW = 7

/** @typedef {{ item?: any, quantity: number, free: number }} InCart */
/** @typedef {Map<string, InCart>} Cart by item; a free amount under no name */

/** @param {InCart} c minor units: the price for a quantity, to the centavo */
const sumOf = (c) => (c.item?.price ? Math.round((c.item.price * c.quantity) / c.item.quantity) : c.free)

/** Vendí.
 * @param {HTMLElement} main */
export function sale(main) {
  const form = /** @type {HTMLFormElement} */ (make('t-sale'))
  /** @type {Cart} */
  const cart = new Map()
  const chosen = { party: '', name: '', now: 0 }
  const show = () => showCart(form, cart, show)
  const ask = (/** @type {string} */ key, /** @type {any} */ item) => {
    const pad = keys((minor) => {
      if (minor) cart.set(key, { item, quantity: 1, free: minor })
      else cart.delete(key)
      show()
    }, cart.get(key)?.free)
    part(form, 'keys').replaceChildren(pad)
  }
  for (const [i, item] of state.snap.items.entries()) {
    const tile = tileOf(item.name, priceOf(item), item.icon)
    tile.dataset.item = item.id
    tile.onclick = () => {
      if (!item.price) return ask(item.id, item)
      cart.set(item.id, { item, quantity: (cart.get(item.id)?.quantity ?? 0) + 1, free: 0 })
      show()
    }
    tile.hidden = i >= FEW && state.snap.items.length > FEW + 1
    part(form, 'items').append(tile)
  }
  if (state.snap.items.length > FEW + 1) part(form, 'items').append(moreTile(part(form, 'items')))
  const other = tileOf(w('phone.other'), '', 'plus')
  other.dataset.item = ''
  other.onclick = () => ask('', undefined)
  part(form, 'items').append(other)
  if (!state.snap.items.length) {
    part(form, 'items').hidden = true
    ask('', undefined)
  }
  payment(form, 'customer', chosen)
  show()
  form.onsubmit = (event) => {
    event.preventDefault()
    record(form, [...cart.values()], chosen)
  }
  main.append(form)
}

/** Shows all that is sold.
 * @param {HTMLElement} items */
function moreTile(items) {
  const tile = tileOf(w('phone.rest'), '', 'dots')
  tile.dataset.item = 'more'
  tile.onclick = () => {
    for (const one of items.children) /** @type {HTMLElement} */ (one).hidden = one === tile
  }
  return tile
}

/** @param {string} name @param {string} price @param {string} drawing */
function tileOf(name, price, drawing) {
  const tile = make('t-item', { name, price })
  icon(tile, drawing)
  return tile
}

/** @param {any} item */
const priceOf = (item) =>
  !item.price
    ? w('phone.free-price')
    : item.quantity > 1
      ? w('phone.for', item.quantity, says(item.price))
      : says(item.price)

/** What is in the cart, with more and less, and what it comes to.
 * @param {HTMLElement} form @param {Cart} cart @param {() => void} again */
function showCart(form, cart, again) {
  const list = part(form, 'cart')
  list.replaceChildren()
  for (const [id, c] of cart) {
    if (!c.item?.price) continue
    const line = make('t-line', { name: c.item.name, sum: says(sumOf(c)), quantity: String(c.quantity) })
    const step = (/** @type {number} */ by) => {
      c.quantity += by
      if (c.quantity < 1) cart.delete(id)
      again()
    }
    part(line, 'less').onclick = () => step(-1)
    part(line, 'more').onclick = () => step(1)
    list.append(line)
  }
  list.hidden = !list.children.length
  for (const tile of part(form, 'items').children) {
    const c = cart.get(/** @type {HTMLElement} */ (tile).dataset.item ?? '')
    tile.setAttribute('aria-pressed', String(!!c))
    part(tile, 'count').textContent = c?.item?.price ? String(c.quantity) : ''
  }
  // With keys alone the amount stands above them already.
  part(form, 'sum-line').hidden = list.hidden && !!part(form, 'keys').children.length
  part(form, 'total').textContent = says([...cart.values()].reduce((sum, c) => sum + sumOf(c), 0))
}

/** @param {HTMLFormElement} form @param {InCart[]} lines
 * @param {{ party: string, name: string, now: number }} chosen */
function record(form, lines, chosen) {
  const total = lines.reduce((sum, c) => sum + sumOf(c), 0)
  const paid = owedInCoins(paidFor(form, total, chosen))
  if (!paid) return
  const party = chosen.party || undefined
  const items =
    lines.every((c) => c.item) && lines.map((c) => ({ item: c.item.id, quantity: c.quantity, amount: sumOf(c) }))
  const name = party && (chosen.name || nameOf(party))
  const goods = items ? lines.map((c) => `${c.quantity} ${c.item.name}`).join(', ') : ''
  const made = draft(
    'sale',
    { total, paid, ...(party && { party }), ...(items && { items }) },
    {
      icon: 'in',
      what: name ? w('told.sale-to', name) : w('told.sale'),
      detail: [goods, detail(paid, 'credit')].filter(Boolean).join(' · '),
      amount: total,
      way: paid.every((p) => p.how === 'credit') ? 0 : 1,
    },
  )
  finish(form, made, chosen, 'customer')
}

export const screens = { sale }
