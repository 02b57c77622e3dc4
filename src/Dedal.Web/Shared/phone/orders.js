// Pedido: what is ordered, by the day it is due; one order, or a new one, by what stands after the # of the address.

import { nameOf } from './paying.js'
import { ordersOf, saldo } from './order-state.js'
import { shortDay } from './steps.js'
import { at, make, part, says, state, today, unanswered, w } from './app.js'

/** Open orders as this phone knows them. */
export const openOrders = () => ordersOf(state.snap.orders, unanswered(), today())

/** @param {HTMLElement} main */
function orders(main) {
  const [, chosen] = location.hash.split('#')
  if (chosen === 'new') return import('./order-new.js').then((m) => m.newOrder(main))
  const order = openOrders().find((o) => o.id === chosen)
  if (order) return import('./order-view.js').then((m) => m.view(main, order))
  const list = make('t-orders')
  part(list, 'new').setAttribute('href', at('orders#new'))
  for (const o of openOrders()) part(list, 'list').append(row(o))
  if (!part(list, 'list').children.length) {
    part(list, 'list').replaceWith(make('t-empty', { text: w('shop.no-orders') }))
  }
  main.append(list)
}

/** @param {import('./order-state.js').Order} o */
function row(o) {
  const line = make('t-order-row', {
    what: (o.pieces > 1 ? o.pieces + ' ' : '') + o.garment,
    who: [nameOf(o.party), o.number ? w('shop.order-number', o.number) : w('phone.waits')].join(' · '),
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
