// One stop: what stays, what came back, how it was paid. And the end of a run: what is left over, the rider's cash.

import { add } from './money.js'
import { complain, detail, draft, howOf, inCoins, keys, nameOf, owedInCoins, sentence } from './paying.js'
import { basket, priceOf } from './run-state.js'
import { done } from './saying.js'
import { counter, itemName, personName } from './steps.js'
import { make, part, says, state, w } from './app.js'

/** @typedef {import('./run-state.js').Run} Run */
/** @typedef {import('./run-state.js').Stop} Stop */

/** @param {HTMLElement} main @param {Run} run @param {Stop} stop */
export function closeStop(main, run, stop) {
  const name = stop.party ? nameOf(stop.party) : w('shop.on-the-way')
  const place = [stop.place, stop.at].filter(Boolean).join(' · ')
  const form = /** @type {HTMLFormElement} */ (make('t-visit', { name, place }))
  // Credit needs somebody who owes.
  part(form, 'credit').hidden = !stop.party
  const lines = stop.items.map((wanted) => ({ wanted, left: wanted.pieces, returned: 0 }))
  const total = () => lines.reduce((s, l) => s + priceOf(l.wanted, Math.max(0, l.left - l.returned)), 0)
  const show = () => (part(form, 'total').textContent = says(total()))
  for (const line of lines) {
    const what = itemName(line.wanted.item)
    const changed = (/** @type {'left' | 'returned'} */ key) => (/** @type {number} */ n) => ((line[key] = n), show())
    part(form, 'lines').append(counter(w('shop.left-of', what), line.left, changed('left')))
    if (stop.party) part(form, 'lines').append(counter(w('shop.came-back'), 0, changed('returned')))
  }
  show()
  form.onsubmit = (event) => {
    event.preventDefault()
    const how = howOf(form)
    const sum = total()
    const items = lines
      .filter((l) => l.left || l.returned)
      .map((l) => ({
        item: l.wanted.item,
        left: l.left,
        returned: l.returned,
        amount: priceOf(l.wanted, Math.max(0, l.left - l.returned)),
      }))
    if (!items.length) return complain(form, 'shop.no-pieces')
    const box = state.snap.codes['rider-box']
    const paid = sum
      ? (owedInCoins([how === 'cash' ? { how, amount: inCoins(sum), box } : { how, amount: sum }]) ?? [])
      : []
    const body = { run: run.id, items, ...(stop.party && { party: stop.party }), ...(sum && { paid }) }
    const back = lines.reduce((s, l) => s + l.returned, 0)
    const made = draft('stop-closed', body, {
      icon: 'bread',
      what: w('shop.told.stop-closed', name),
      detail: [detail(paid, 'credit'), back ? w('shop.back-of', back) : ''].filter(Boolean).join(' · '),
      amount: sum,
      way: how === 'credit' ? 0 : 1,
    })
    const said = w(
      'shop.said.left',
      lines.reduce((s, l) => s + l.left - l.returned, 0),
      name,
    )
    done([made], `${said} ${sentence(made.fx)}`.trim(), 'route').catch(() => complain(form, 'phone.not-saved'))
  }
  main.replaceChildren(form)
}

/** @param {HTMLElement} main @param {Run} run */
export function closeRun(main, run) {
  const form = /** @type {HTMLFormElement} */ (make('t-close-run'))
  const from = state.snap.codes['rider-box']
  // Of this run only: the server compares with that (RunClosed).
  const expected = run.cash
  const back = basket(run).map((i) => ({ ...i, waste: 0 }))
  for (const line of back) {
    const was = line.pieces
    part(form, 'back').append(
      make('t-fact', { name: itemName(line.item), value: w('shop.left-over', was) }),
      counter(w('shop.to-waste'), 0, (n) => (line.waste = Math.min(was, n))),
    )
  }
  part(form, 'nothing').hidden = back.length > 0
  let handedIn = expected
  const short = () => part(form, 'short').toggleAttribute('hidden', handedIn >= expected)
  part(form, 'rider').textContent = personName(run.rider) || w('shop.short.rider')
  part(form, 'keys').append(keys((minor) => ((handedIn = minor), short()), expected))
  form.onsubmit = (event) => {
    event.preventDefault()
    if (handedIn % state.snap.coin) return complain(form, 'phone.no-coin')
    const to = state.snap.codes['cash-box']
    const body = {
      run: run.id,
      back: back.map((l) => ({ item: l.item, resale: l.pieces - l.waste, waste: l.waste })),
      handedIn,
      ...(handedIn && { from, to }),
      riderOwes: handedIn < expected && new FormData(form).get('short') === 'rider',
    }
    const what = w('shop.told.run-closed', w('shop.window.' + run.window))
    const told = { icon: 'home', what, amount: handedIn, way: 0 }
    const made = draft('run-closed', body, told)
    // What lacks is settled with the close: nothing of this run stays in the rider's box.
    made.fx = add(made.fx, { ['box:' + from]: handedIn - expected })
    const missing = expected - handedIn
    const difference = missing > 0 ? w('shop.said.rider-short', says(missing)) : ''
    const home = back.reduce((s, l) => s + l.pieces, 0)
    const over = back.length ? w('shop.said.came-home', home) : w('shop.said.all-sold')
    done([made], `${over} ${w('shop.said.handed-in', says(handedIn))} ${difference}`.trim(), 'route').catch(() =>
      complain(form, 'phone.not-saved'),
    )
  }
  main.replaceChildren(form)
}
