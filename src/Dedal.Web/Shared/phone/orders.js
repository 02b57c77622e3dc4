// Pedido: what is ordered, by the day it is due; one order, or a new one, by what stands after the # of the address.

import { nameOf } from './paying.js'
import { endedOf, ordersOf, saldo } from './order-state.js'
import { shortDay } from './steps.js'
import { at, icon, make, part, says, state, today, unanswered, w } from './app.js'

/** Open orders as this phone knows them. */
export const openOrders = () => ordersOf(state.snap.orders, unanswered(), today())

/** Those that left in the last days, or were cancelled. */
export const endedOrders = () =>
  endedOf([...(state.snap.orders ?? []), ...(state.snap.ended ?? [])], unanswered(), today())

/** @param {HTMLElement} main */
function orders(main) {
  const [, chosen] = location.hash.split('#')
  if (chosen === 'new') return import('./order-new.js').then((m) => m.newOrder(main))
  const order = openOrders().find((o) => o.id === chosen)
  if (order) return import('./order-view.js').then((m) => m.view(main, order))
  const ended = endedOrders()
  const one = ended.find((o) => o.id === chosen)
  if (one || chosen === 'ended') return import('./order-ended.js').then((m) => (one ? m.view(main, one) : m.list(main)))
  const list = make('t-orders')
  part(list, 'new').setAttribute('href', at('orders#new'))
  for (const o of openOrders()) part(list, 'list').append(row(o))
  if (!part(list, 'list').children.length) {
    part(list, 'list').replaceWith(make('t-empty', { text: w('shop.no-orders') }))
  }
  if (ended.length) {
    const way = make('t-task', { what: w('shop.ended'), count: String(ended.length) })
    icon(way, 'check')
    way.querySelector('a')?.setAttribute('href', at('orders#ended'))
    part(list, 'ended').append(way)
  }
  part(list, 'ended').hidden = !ended.length
  main.append(list)
}

/** How many of what.
 * @param {import('./order-state.js').Order} o */
export const whatOf = (o) => (o.pieces > 1 ? o.pieces + ' ' : '') + o.garment

/** What it says under the garment: for whom, and its number.
 * @param {import('./order-state.js').Order} o */
export const whoseOf = (o) =>
  [nameOf(o.party), o.number ? w('shop.order-number', o.number) : w('phone.waits')].join(' · ')

/** @param {import('./order-state.js').Order} o */
function row(o) {
  const line = make('t-order-row', {
    what: whatOf(o),
    who: whoseOf(o),
    day: o.dueOn === today() ? w('shop.today') : shortDay(o.dueOn),
    saldo: saldo(o) ? w('shop.saldo-of', says(saldo(o))) : w('shop.paid'),
  })
  part(line, 'day').classList.toggle('sun', o.dueOn === today())
  part(line, 'day').classList.toggle('bad', o.late)
  if (o.late) part(line, 'day').textContent = w('shop.late', shortDay(o.dueOn))
  line.querySelector('a')?.setAttribute('href', at('orders#' + o.id))
  return line
}

export const screens = { orders }
