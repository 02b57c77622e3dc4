// What is handed on: a receipt for who paid, a summary of the day for who asks. As text and, where the phone can, as a
// picture. A receipt is never a tax invoice and says so.

import { movedToday } from './home.js'
import { amount } from './money.js'
import { says, state, today, w } from './app.js'

/** @typedef {import('./outbox.js').Saved} Saved */

/** Shares the paper of a document, or opens WhatsApp with its text.
 * @param {Saved} of */
export async function hand(of) {
  return share(of.kind === 'cash-count' ? summary(of) : of.body.order ? await ordered(of) : receipt(of))
}

/** Hands lines on, as text and where the phone can as a picture.
 * @param {string[]} lines */
export async function share(lines) {
  const text = lines.join('\n')
  const file = await picture(lines)
  const shared = { text, ...(file && navigator.canShare?.({ files: [file] }) && { files: [file] }) }
  if (navigator.share) return navigator.share(shared).catch(() => {})
  open('https://wa.me/?text=' + encodeURIComponent(text), '_blank', 'noopener')
}

/** @param {string} day */
const written = (day) => day.split('-').reverse().join('/')

/** @param {Saved} of */
function receipt(of) {
  const name = (/** @type {string} */ id) =>
    state.snap.items.find((/** @type {any} */ i) => i.id === id)?.name ?? w('phone.other')
  const items = (of.body.items ?? []).map(
    (/** @type {any} */ i) =>
      `${i.quantity ?? i.left - i.returned} ${name(i.item)}  ${amount(i.amount, state.snap.scale)}`,
  )
  const owed = (of.body.paid ?? []).find((/** @type {any} */ p) => p.how === 'credit')?.amount
  return [
    w('phone.receipt'),
    state.snap.name,
    written(of.day ?? today()),
    of.told.what,
    ...items,
    `${w('phone.total')}: ${says(of.told.amount ?? 0)}`,
    ...(owed ? [`${w('how.credit')}: ${says(owed)}`] : []),
    of.id.slice(-6).toUpperCase(),
  ]
}

/** Of an order: what was paid just now, its price, all that was paid of it, what is left.
 * @param {Saved} of */
async function ordered(of) {
  const [orders, view, ended] = await Promise.all([
    import('./orders.js'),
    import('./order-view.js'),
    import('./order-ended.js'),
  ])
  const one = (/** @type {import('./order-state.js').Order} */ o) => o.id === of.body.order
  const [open, left] = [orders.openOrders().find(one), orders.endedOrders().find(one)]
  const lines = open ? view.receipt(open) : left && ended.paper(left)
  if (!lines) return receipt(of)
  if (of.kind === 'order-paid') lines.splice(5, 0, `${w('shop.paid-now')}: ${says(of.told.amount ?? 0)}`)
  return lines
}

/** @param {Saved} of */
function summary(of) {
  const { snap } = state
  return [
    `${snap.name}, ${written(of.day ?? today())}`,
    `${of.told.what}: ${says(of.told.amount ?? 0)} (${of.told.detail})`,
    w('phone.summary', ...movedToday()),
  ]
}

/** The lines as a picture of 600 pixels, plain enough to print.
 * @param {string[]} lines @returns {Promise<File | undefined>} */
async function picture(lines) {
  const canvas = document.createElement('canvas')
  const line = 44
  canvas.width = 600
  canvas.height = line * (lines.length + 1)
  const pen = canvas.getContext('2d')
  if (!pen) return undefined
  pen.fillStyle = '#fff'
  pen.fillRect(0, 0, canvas.width, canvas.height)
  pen.fillStyle = '#221d1a'
  lines.forEach((text, i) => {
    pen.font = `${i < 2 ? 'bold ' : ''}26px sans-serif`
    pen.fillText(text, 24, line * (i + 1), 552)
  })
  const blob = await new Promise((done) => canvas.toBlob(done, 'image/png'))
  return blob ? new File([blob], 'dedal.png', { type: 'image/png' }) : undefined
}
