// Contar caja, and the QR payments that somebody must look for in the bank.

import { boxesFor } from './effects.js'
import { amount, answered } from './money.js'
import { complain, draft, people, sentence } from './paying.js'
import { done, speaks } from './saying.js'
import { balances, icon, make, part, says, state, unanswered, w } from './app.js'

/** Contar caja: each note and coin, the difference in words, then the way home.
 * @param {HTMLElement} main */
export function count(main) {
  const form = make('t-count')
  /** @type {Record<string, number>} */
  const pieces = {}
  const sum = () => Object.entries(pieces).reduce((s, [face, n]) => s + Number(face) * n, 0)
  const show = () => (part(form, 'sum').textContent = says(sum()))
  for (const [face, colour] of state.snap.pieces) {
    const label = amount(face < 100 ? face : face / 100, face < 100 ? 2 : 0)
    const line = make('t-piece', { face: label })
    const shown = part(line, 'face')
    const number = /** @type {HTMLInputElement} */ (part(line, 'n'))
    if (colour) shown.style.background = colour
    else shown.classList.add('coin')
    number.setAttribute('aria-label', w('count.how-many', label))
    number.oninput = () => {
      pieces[face] = Number(number.value.replace(/\D/g, '').slice(0, 5))
      show()
    }
    shown.onclick = () => {
      number.value = String((pieces[face] ?? 0) + 1)
      number.oninput?.(new InputEvent('input'))
    }
    part(form, 'pad').append(line)
  }
  show()
  form.onsubmit = (event) => {
    event.preventDefault()
    const counted = sum()
    if (!Object.keys(pieces).length) return complain(form, 'phone.nothing-counted')
    const cash = 'box:' + state.snap.codes['cash-box']
    const difference = counted - (balances()[cash] ?? 0)
    const found = difference === 0 ? 'right' : difference < 0 ? 'short' : 'over'
    const said = `${w('said.counted', speaks(counted))} ${w('said.count-' + found, speaks(Math.abs(difference)))}`
    const kept = Object.fromEntries(Object.entries(pieces).filter(([, n]) => n))
    const told = {
      icon: 'coins',
      what: w('told.cash-count'),
      detail: w('told.count-' + found, amount(Math.abs(difference))),
      amount: counted,
      way: 0,
    }
    done([{ ...draft('cash-count', { counted, pieces: kept }, told), fx: { [cash]: difference } }], said).catch(() =>
      complain(form, 'phone.not-saved'),
    )
  }
  main.append(form)
}

/** QR por confirmar: seen in the bank, or it did not arrive and somebody owes it; given back, where it was undone.
 * @param {HTMLElement} main */
export function qr(main) {
  const open = (/** @type {any} */ r) => r.fx && !answered(unanswered(), r.id)
  const waits = state.snap.qr.filter(open)
  const back = (state.snap.qrBack ?? []).filter(open)
  for (const r of back) main.append(giveBack(r))
  if (!waits.length && !back.length) main.append(make('t-empty', { text: w('qr.none') }))
  for (const r of waits) {
    const card = make('t-qr', { what: r.what, amount: says(r.fx.qr), day: r.day.split('-').reverse().join('/') })
    const told = (/** @type {string} */ kind) => ({ icon: 'qr', what: w('told.' + kind), amount: r.fx.qr, way: 0 })
    part(card, 'seen').onclick = () => {
      const made = draft('qr-seen', { document: r.id }, told('qr-seen'))
      done([made], w('said.in-bank', speaks(r.fx.qr)), 'qr')
    }
    part(card, 'missing').onclick = () => {
      const place = part(card, 'people')
      place.hidden = false
      people(place, 'customer', (id, name) => {
        if (name !== undefined) return
        const made = draft('qr-disputed', { document: r.id, party: id }, told('qr-disputed'))
        done([made], sentence(made.fx), 'qr')
      })
    }
    main.append(card)
  }
}

/** One tap on where the money came from, all of it.
 * @param {any} r */
function giveBack(r) {
  const card = make('t-qr-back', { text: r.text, what: `${r.what}, ${r.day}` })
  for (const { kind, code, name } of boxesFor(state.snap, r.fx.qr)) {
    const from = make('t-from', { name })
    icon(from, kind === 'cash' ? 'note' : kind)
    from.onclick = () => {
      const told = { icon: 'qr', what: w('told.qr-given-back'), detail: r.what, amount: -r.fx.qr, way: -1 }
      const made = draft('qr-given-back', { document: r.id, how: kind, box: code }, told)
      const { qr: _, ...box } = made.fx
      done([made], sentence(box), 'qr')
    }
    part(card, 'from').append(from)
  }
  return card
}

export const screens = { count, qr }
