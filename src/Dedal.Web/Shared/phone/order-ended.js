// Orders that left in the last days: what is still owed of one, an alteration under guarantee, its receipt again.

import { nameOf } from './paying.js'
import { owedOf } from './order-state.js'
import { measures, payPart, receipt, work } from './order-view.js'
import { endedOrders, whatOf, whoseOf } from './orders.js'
import { share } from './paper.js'
import { personName, shortDay } from './steps.js'
import { at, balances, make, part, says, state, today, w } from './app.js'

/** @typedef {import('./order-state.js').Order} Order */

/** @param {Order} o */
const owed = (o) => owedOf(o, balances()['debt:' + o.party] ?? 0, state.snap.coin)

/** @param {Order} o when it left */
const ending = (o) => w(o.cancelled ? 'shop.cancelled-on' : 'shop.handed-on', shortDay(o.endedOn ?? today()))

/** Its receipt, as it stands now.
 * @param {Order} o */
export const paper = (o) => receipt(o, owed(o), ending(o))

/** @param {HTMLElement} main */
export function list(main) {
  part(document, 'back').setAttribute('href', at('orders'))
  part(document, 'title').textContent = w('shop.ended')
  const all = make('t-orders-ended')
  for (const o of endedOrders()) {
    const line = make('t-order-row', {
      what: whatOf(o),
      who: whoseOf(o),
      saldo: ending(o),
      day: owed(o) ? w('shop.saldo-of', says(owed(o))) : '',
    })
    part(line, 'day').classList.add('sun')
    line.querySelector('a')?.setAttribute('href', at('orders#' + o.id))
    part(all, 'list').append(line)
  }
  main.append(all)
}

/** @param {HTMLElement} main @param {Order} order */
export function view(main, order) {
  const left = owed(order)
  part(document, 'back').setAttribute('href', at('orders#ended'))
  part(document, 'title').textContent = order.number ? w('shop.order-number', order.number) : w('shop.ended')
  const page = make('t-ended', {
    what: whatOf(order),
    who: nameOf(order.party),
    state: ending(order),
    price: says(order.price),
    paid: says(order.deposit),
    refund: says(order.refund ?? 0),
    saldo: says(left),
  })
  part(page, 'back').hidden = !order.cancelled
  part(page, 'owed').hidden = !!order.cancelled
  measures(page, order)
  const altered = order.steps.filter((s) => s.step === 'alteration')
  part(page, 'alterations').hidden = !altered.length
  for (const { day, who } of altered) {
    const value = `${shortDay(day)} ${who.map(personName).join(', ')}`
    part(page, 'alterations').append(make('t-fact', { name: w('shop.step.alteration'), value }))
  }
  part(page, 'pay').hidden = !left
  part(page, 'pay').onclick = () => payPart(main, order, left)
  part(page, 'alter').hidden = !!order.cancelled
  part(page, 'alter').onclick = () => work(main, order, 'alteration')
  part(page, 'receipt').onclick = () => share(paper(order))
  main.append(page)
}
