// Compré, of a material that is counted: how many of which unit, and for how much.

import { measured } from './baking.js'
import { complain, detail, draft, finish, keys, paidFor, payment } from './paying.js'
import { make, part, w } from './app.js'
import { counter } from './steps.js'

/** @param {HTMLElement} main @param {any} item */
export function buy(main, item) {
  const form = /** @type {HTMLFormElement} */ (make('t-buy', { what: item.name }))
  const units = [...(item.units ?? []), { unit: item.unit, factor: 1000 }]
  const chosen = { party: '', name: '', now: 0 }
  let [unit] = units
  let count = 1000
  let total = 0
  for (const one of units) {
    const chip = make('t-chip', { text: w('shop.unit.' + one.unit) || one.unit })
    chip.setAttribute('aria-pressed', String(one === unit))
    chip.onclick = () => {
      unit = one
      for (const other of part(form, 'units').children) other.setAttribute('aria-pressed', String(other === chip))
    }
    part(form, 'units').append(chip)
  }
  part(form, 'count').append(counter(w('shop.how-much'), count, (n) => (count = n), 1000, 3))
  part(form, 'keys').append(keys((minor) => (total = minor)))
  payment(form, 'supplier', chosen)
  form.onsubmit = (event) => {
    event.preventDefault()
    const quantity = Math.round((count * unit.factor) / 1000)
    if (!quantity) return complain(form, 'shop.no-pieces')
    const paid = paidFor(form, total, chosen)
    if (!paid) return
    const bought = { item: item.id, quantity, unit: unit.unit, count, amount: total }
    const party = chosen.party || undefined
    finish(
      form,
      draft(
        'materials-bought',
        { items: [bought], paid, ...(party && { party }) },
        {
          icon: 'cart',
          what: w('told.purchase', item.name),
          detail: [measured(quantity, item.unit), detail(paid, 'owed')].join(' · '),
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
