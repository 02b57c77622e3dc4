// Salió, Nos deben, Debemos: what leaves the box, and what is paid of a debt.

import { initials } from './home.js'
import { complain, detail, draft, finish, howOf, keys, nameOf, paidFor, payment } from './paying.js'
import { at, balances, icon, make, part, says, state, w } from './app.js'

/** Salió: compré, pagué, a mi casa. First what, then how much.
 * @param {HTMLElement} main */
export function spending(main) {
  const pick = make('t-spending')
  if (state.snap.house) part(pick, 'house').onclick = () => home()
  else part(pick, 'house').remove()
  for (const m of state.snap.materials ?? []) {
    const tile = make('t-item', { name: m.name, price: '' })
    icon(tile, m.icon ?? 'bag')
    tile.onclick = () => import('./materials.js').then((screen) => screen.buy(main, m))
    part(pick, 'purchase').append(tile)
  }
  for (const s of state.snap.spend) {
    const tile = make('t-item', { name: s.name, price: '' })
    icon(tile, s.icon)
    tile.onclick = () => howMuch(s)
    part(pick, s.kind).append(tile)
  }
  main.append(pick)

  /** @param {any} s */
  function howMuch(s) {
    const form = /** @type {HTMLFormElement} */ (make('t-spend', { what: s.name }))
    icon(part(form, 'what'), s.icon)
    const chosen = { party: '', name: '', now: 0 }
    let total = 0
    part(form, 'keys').append(keys((minor) => (total = minor)))
    payment(form, 'supplier', chosen)
    form.onsubmit = (event) => {
      event.preventDefault()
      const paid = paidFor(form, total, chosen)
      const party = chosen.party || undefined
      if (!paid) return
      finish(
        form,
        draft(
          s.kind,
          { total, account: s.code, paid, ...(party && { party }) },
          {
            icon: s.icon,
            what: w('told.' + s.kind, s.name),
            detail: detail(paid, 'owed'),
            amount: total,
            way: paid.every((p) => p.how === 'credit') ? 0 : -1,
          },
        ),
        chosen,
        'supplier',
      )
    }
    main.replaceChildren(form)
  }

  function home() {
    const form = make('t-home')
    let sum = 0
    part(form, 'keys').append(keys((minor) => (sum = minor)))
    form.onsubmit = (event) => {
      event.preventDefault()
      if (sum <= 0) return complain(form, 'phone.no-amount')
      if (sum % state.snap.coin) return complain(form, 'phone.no-coin')
      const body = { amount: sum, how: 'cash', member: state.actor }
      finish(
        form,
        draft('house-withdrawal', body, { icon: 'home', what: w('told.house-withdrawal'), amount: sum, way: -1 }),
        { party: '', name: '' },
        '',
      )
    }
    main.replaceChildren(form)
  }
}

/** @param {HTMLElement} main */
export const receivables = (main) => debts(main, 'debt')

/** @param {HTMLElement} main */
export const payables = (main) => debts(main, 'owed')

/** Nos deben and Debemos: who, then how much was paid.
 * @param {HTMLElement} main @param {'debt' | 'owed'} on */
function debts(main, on) {
  const now = balances()
  const list = make('t-debts')
  const rows = Object.entries(now)
    .filter(([key, sum]) => key.startsWith(on + ':') && sum > 0)
    .sort((a, b) => b[1] - a[1])
  part(list, 'total').textContent = says(rows.reduce((s, [, sum]) => s + sum, 0))
  if (!rows.length && on === 'debt') part(list, 'list').append(make('t-empty', { text: w('debts.nobody-owes') }))
  for (const [key, sum] of rows) {
    const id = key.slice(5)
    const name = nameOf(id)
    const button = make('t-party', { name, initial: initials(name), owes: says(sum) })
    button.onclick = () => pay(id, name, sum)
    part(list, 'list').append(button)
  }
  if (on === 'debt') {
    const other = make('t-task', { what: w('books.we-owe') })
    icon(other, 'receipt')
    other.querySelector('a')?.setAttribute('href', at('payables'))
    part(list, 'others').append(other)
  }
  main.append(
    rows.length || on === 'debt' ? list : make('t-empty', { text: w('debts.we-owe-nobody') }),
  )

  /** @param {string} party @param {string} name @param {number} owed */
  function pay(party, name, owed) {
    const form = /** @type {HTMLFormElement} */ (
      make('t-pay', { name, owes: w(on === 'debt' ? 'who.owes' : 'who.we-owe', says(owed)) })
    )
    let sum = owed
    part(form, 'keys').append(keys((minor) => (sum = minor), owed))
    form.onsubmit = (event) => {
      event.preventDefault()
      const how = howOf(form)
      if (sum <= 0) return complain(form, 'phone.no-amount')
      if (how === 'cash' && sum % state.snap.coin) return complain(form, 'phone.no-coin')
      const kind = on === 'debt' ? 'fiado-payment' : 'supplier-payment'
      const told = {
        icon: on === 'debt' ? 'people' : 'receipt',
        what: w('told.' + kind, name),
        detail: w('how.' + how),
        amount: sum,
        way: on === 'debt' ? 1 : -1,
      }
      finish(form, draft(kind, { party, amount: sum, how }, told), { party: '', name: '' }, '')
    }
    main.replaceChildren(form)
  }
}

export const screens = { spending, receivables, payables }
