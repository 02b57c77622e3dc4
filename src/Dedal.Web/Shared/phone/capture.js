// The forms of the day: from taps to documents. Bodies are those of Domain/Books/Kinds; the server judges them again.

import { changesOf } from './effects.js'
import { amount } from './money.js'
import { newId } from './outbox.js'
import { balances, done, icon, initials, inTheBox, make, part, pile, says, speaks, state, w } from './app.js'

/** @param {string} kind @param {any} body */
function effectsOf(kind, body) {
  const waits = (/** @type {string} */ id) => state.snap.qr.find((/** @type {any} */ r) => r.id === id)?.fx.qr ?? 0
  return changesOf(state.snap.effects[kind] ?? [], body, state.snap.codes, waits)
}

/** @param {string} kind @param {any} body @param {{ icon: string, what: string, detail?: string, amount?: number, way: number }} told */
const draft = (kind, body, told) => ({ kind, body, told, actor: state.actor, fx: effectsOf(kind, body) })

/** Sentences from what a document does: what came or went, who owes what, what is in the box.
 * @param {Record<string, number>} fx */
function sentence(fx) {
  const now = balances()
  const said = []
  for (const key in fx) {
    const [on, id] = key.split(':')
    const box = on === 'qr' ? 'qr' : state.snap.boxes.find((/** @type {any} */ b) => b.code === id)?.kind
    if (!fx[key]) continue
    if (on === 'box' || on === 'qr') {
      said.push(w(`said.${fx[key] < 0 ? 'out' : 'in'}${box === 'cash' ? '' : '-' + box}`, speaks(Math.abs(fx[key]))))
    } else {
      const left = (now[key] ?? 0) + fx[key]
      const owes = on === 'debt' ? 'owes' : 'we-owe'
      said.push(w(left > 0 ? `said.${on === 'debt' ? 'owes-us' : 'we-owe'}` : `said.${owes}-nothing`, nameOf(id), speaks(left)))
    }
  }
  const cash = 'box:' + state.snap.codes['cash-box']
  if (fx[cash]) said.push(inTheBox((now[cash] ?? 0) + fx[cash]))
  return said.join(' ')
}

/** @param {string} id */
const nameOf = (id) =>
  state.snap.parties.find((/** @type {any} */ p) => p.id === id)?.name ??
  state.pending.find((d) => d.body.party === id && d.name)?.name ??
  w('told.someone')

/** Keys for an amount: notes to tap, and figures. Calls back with minor units.
 * @param {(minor: number) => void} changed @param {number} [start] */
function keys(changed, start = 0) {
  const pad = make('t-keys')
  const { scale, pieces } = state.snap
  let typed = ''
  let minor = start
  const show = () => {
    part(pad, 'sum').textContent = says(minor)
    pile(part(pad, 'pile'), minor)
    changed(minor)
  }
  for (const [face, colour] of pieces.filter((/** @type {any} */ p) => p[1]).reverse()) {
    const note = make('t-quick', { face: amount(face / 100, 0) })
    note.style.background = colour
    note.onclick = () => ((typed = ''), (minor += face), show())
    part(pad, 'quick').append(note)
  }
  part(pad, 'figures').onclick = (event) => {
    const key = /** @type {HTMLElement} */ (event.target).dataset.key
    if (!key) return
    if (key === 'back') typed = typed.slice(0, -1)
    else if (typed.length < 10 && !(key === ',' && typed.includes(','))) typed += key
    const [whole, cents = ''] = typed.split(',')
    minor = Number((whole || '0') + cents.slice(0, scale).padEnd(scale, '0'))
    show()
  }
  show()
  return pad
}

/** A person chosen by tapping; a new one is named once.
 * @param {HTMLElement} place @param {string} role @param {(id: string, name?: string) => void} chosen */
function people(place, role, chosen) {
  place.replaceChildren()
  const now = balances()
  const key = role === 'customer' ? 'debt:' : 'owed:'
  const known = state.snap.parties.filter((/** @type {any} */ p) => p.role === role || p[key.slice(0, -1)])
  const added = state.pending
    .filter((d) => d.kind === 'party-added' && d.body.role === role && !known.some((/** @type {any} */ p) => p.id === d.body.party))
    .map((d) => ({ id: d.body.party, name: d.name ?? '' }))
  for (const p of [...added.reverse(), ...known]) {
    const owes = now[key + p.id] ?? 0
    const note = owes > 0 ? w(role === 'customer' ? 'who.owes' : 'who.we-owe', says(owes)) : ''
    const button = make('t-party', { name: p.name, initial: initials(p.name), owes: note })
    button.onclick = () => {
      for (const other of place.children) other.setAttribute('aria-pressed', String(other === button))
      chosen(p.id)
    }
    place.append(button)
  }
  const fresh = make('t-new-party')
  const input = /** @type {HTMLInputElement} */ (fresh.querySelector('input'))
  const id = newId()
  input.oninput = () => {
    for (const other of place.children) other.removeAttribute('aria-pressed')
    chosen(input.value.trim() ? id : '', input.value.trim())
  }
  place.prepend(fresh)
}

/** How it was paid, from radios, as parts; null while something is missing.
 * @param {string} how @param {number} total @param {number} now */
function parts(how, total, now) {
  const coin = state.snap.coin
  if (how === 'cash') return [{ how, amount: Math.round(total / coin) * coin }]
  if (how !== 'part') return [{ how, amount: total }]
  return now > 0 && now < total ? [{ how: 'cash', amount: now }, { how: 'credit', amount: total - now }] : null
}

/** @param {any[]} paid @param {string} credit */
const detail = (paid, credit) =>
  paid.map((p) => w('how.' + (p.how === 'credit' ? credit : p.how)) + (paid[1] ? ' ' + amount(p.amount) : '')).join(' · ')

/** Vendí.
 * @param {HTMLElement} main */
export function sale(main) {
  const form = /** @type {HTMLFormElement} */ (make('t-sale'))
  /** @type {Map<string, { item?: any, quantity: number, free: number }>} */
  const cart = new Map()
  const chosen = { party: '', name: '', now: 0 }
  const sumOf = (/** @type {any} */ c) => (c.item?.price ? Math.round((c.item.price * c.quantity) / c.item.quantity) : c.free)
  const total = () => [...cart.values()].reduce((sum, c) => sum + sumOf(c), 0)
  const ask = (/** @type {string} */ key, /** @type {any} */ item) => {
    const box = part(form, 'keys')
    box.replaceChildren(
      keys((minor) => {
        if (minor) cart.set(key, { item, quantity: 1, free: minor })
        else cart.delete(key)
        show()
      }, cart.get(key)?.free),
    )
  }
  for (const item of state.snap.items) {
    const price = item.price ? (item.quantity > 1 ? w('phone.for', item.quantity, says(item.price)) : says(item.price)) : w('phone.free-price')
    const tile = make('t-item', { name: item.name, price })
    icon(tile, item.icon)
    tile.dataset.item = item.id
    tile.onclick = () => {
      if (!item.price) return ask(item.id, item)
      cart.set(item.id, { item, quantity: (cart.get(item.id)?.quantity ?? 0) + 1, free: 0 })
      show()
    }
    part(form, 'items').append(tile)
  }
  const other = make('t-item', { name: w('phone.other'), price: '' })
  icon(other, 'plus')
  other.onclick = () => ask('', undefined)
  part(form, 'items').append(other)
  if (!state.snap.items.length) {
    part(form, 'items').hidden = true
    ask('', undefined)
  }

  function show() {
    const list = part(form, 'cart')
    list.replaceChildren()
    for (const [id, c] of cart) {
      if (!c.item?.price) continue
      const line = make('t-line', { name: c.item.name, sum: says(sumOf(c)), quantity: String(c.quantity) })
      const step = (/** @type {number} */ by) => {
        c.quantity += by
        if (c.quantity < 1) cart.delete(id)
        show()
      }
      part(line, 'less').onclick = () => step(-1)
      part(line, 'more').onclick = () => step(1)
      list.append(line)
    }
    list.hidden = !list.children.length
    for (const tile of part(form, 'items').children) {
      const id = /** @type {HTMLElement} */ (tile).dataset.item ?? ''
      tile.setAttribute('aria-pressed', String(cart.has(id)))
      part(tile, 'count').textContent = cart.get(id)?.quantity && cart.get(id)?.item?.price ? String(cart.get(id)?.quantity) : ''
    }
    part(form, 'total').textContent = says(total())
  }
  payment(form, 'customer', chosen)
  show()
  form.onsubmit = (event) => {
    event.preventDefault()
    const sum = total()
    const paid = parts(howOf(form), sum, chosen.now)
    const party = chosen.party || undefined
    const wrong = sum <= 0 ? 'phone.no-amount' : !paid ? 'phone.part-wrong' : paid.some((p) => p.how === 'credit') && !party ? 'phone.no-party' : ''
    if (wrong || !paid) return complain(form, wrong)
    const lines = [...cart.values()]
    const items = lines.every((c) => c.item) && lines.map((c) => ({ item: c.item.id, quantity: c.quantity, amount: sumOf(c) }))
    const body = { total: sum, paid, ...(party && { party }), ...(items && { items }) }
    const name = party && (chosen.name || nameOf(party))
    const what = name ? w('told.sale-to', name) : w('told.sale')
    const goods = items ? lines.map((c) => `${c.quantity} ${c.item.name}`).join(', ') : ''
    finish(form, draft('sale', body, {
      icon: 'in',
      what,
      detail: [goods, detail(paid, 'credit')].filter(Boolean).join(' · '),
      amount: sum,
      way: paid.every((p) => p.how === 'credit') ? 0 : 1,
    }), chosen, 'customer')
  }
  main.append(form)
}

/** @param {HTMLFormElement} form */
const howOf = (form) => String(new FormData(form).get('how') ?? 'cash')

/** What the choice of paying opens: a person, a part.
 * @param {HTMLFormElement} form @param {string} role @param {{ party: string, name: string, now: number }} chosen */
function payment(form, role, chosen) {
  form.addEventListener('change', () => {
    const how = howOf(form)
    const owes = how === 'credit' || how === 'part'
    part(form, 'who').hidden = !owes
    if (!owes) chosen.party = chosen.name = ''
    if (owes && !part(form, 'people').children.length) {
      people(part(form, 'people'), role, (id, name) => ((chosen.party = id), (chosen.name = name ?? '')))
    }
    part(form, 'now').hidden = how !== 'part'
    if (how === 'part' && !part(form, 'now-keys').children.length) {
      part(form, 'now-keys').replaceChildren(keys((minor) => (chosen.now = minor)))
    }
  })
}

/** @param {HTMLElement} form @param {string} key */
function complain(form, key) {
  const place = part(form, 'error')
  place.textContent = w(key)
  place.scrollIntoView({ block: 'center' })
}

/** Saves a document, with whoever is new on it before it.
 * @param {HTMLElement} form @param {ReturnType<typeof draft>} made
 * @param {{ party: string, name: string }} chosen @param {string} role */
async function finish(form, made, chosen, role) {
  const button = /** @type {HTMLButtonElement} */ (form.querySelector('button.btn'))
  button.disabled = true
  const fresh = chosen.name && {
    ...draft('party-added', { party: chosen.party, role }, { icon: 'user', what: w('told.party-added', chosen.name), way: 0 }),
    name: chosen.name,
  }
  try {
    const said = sentence(made.fx).replace(w('told.someone'), chosen.name || w('told.someone'))
    await done(fresh ? [fresh, made] : [made], said, 'hoy', fresh ? [chosen.party] : [])
  } catch {
    // The phone's memory is full or closed to us: what was entered stays on the screen.
    button.disabled = false
    complain(form, 'phone.not-saved')
  }
}

/** Salió: compré, pagué, a mi casa. First what, then how much.
 * @param {HTMLElement} main */
export function spending(main) {
  const pick = make('t-spending')
  if (state.snap.house) part(pick, 'house').onclick = () => home()
  else part(pick, 'house').remove()
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
      const paid = parts(howOf(form), total, chosen.now)
      const party = chosen.party || undefined
      const wrong = total <= 0 ? 'phone.no-amount' : !paid ? 'phone.part-wrong' : paid.some((p) => p.how === 'credit') && !party ? 'phone.no-party' : ''
      if (wrong || !paid) return complain(form, wrong)
      finish(form, draft(s.kind, { total, account: s.code, paid, ...(party && { party }) }, {
        icon: s.icon,
        what: w('told.' + s.kind, s.name),
        detail: detail(paid, 'owed'),
        amount: total,
        way: paid.every((p) => p.how === 'credit') ? 0 : -1,
      }), chosen, 'supplier')
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
      finish(form, draft('house-withdrawal', body, { icon: 'home', what: w('told.house-withdrawal'), amount: sum, way: -1 }), { party: '', name: '' }, '')
    }
    main.replaceChildren(form)
  }
}

/** Nos deben and Debemos: who, then how much was paid.
 * @param {HTMLElement} main @param {'debt' | 'owed'} on */
export function debts(main, on) {
  const now = balances()
  const list = make('t-debts')
  const rows = Object.entries(now)
    .filter(([key, sum]) => key.startsWith(on + ':') && sum > 0)
    .sort((a, b) => b[1] - a[1])
  part(list, 'total').textContent = says(rows.reduce((s, [, sum]) => s + sum, 0))
  for (const [key, sum] of rows) {
    const id = key.slice(5)
    const name = nameOf(id)
    const button = make('t-party', { name, initial: initials(name), owes: says(sum) })
    button.onclick = () => pay(id, name, sum)
    part(list, 'list').append(button)
  }
  main.append(rows.length ? list : make('t-empty', { text: w(on === 'debt' ? 'debts.nobody-owes' : 'debts.we-owe-nobody') }))

  /** @param {string} party @param {string} name @param {number} owed */
  function pay(party, name, owed) {
    const form = /** @type {HTMLFormElement} */ (make('t-pay', { name, owes: w(on === 'debt' ? 'who.owes' : 'who.we-owe', says(owed)) }))
    let sum = owed
    part(form, 'keys').append(keys((minor) => (sum = minor), owed))
    form.onsubmit = (event) => {
      event.preventDefault()
      const how = howOf(form)
      if (sum <= 0) return complain(form, 'phone.no-amount')
      if (how === 'cash' && sum % state.snap.coin) return complain(form, 'phone.no-coin')
      const kind = on === 'debt' ? 'fiado-payment' : 'supplier-payment'
      const told = { icon: on === 'debt' ? 'people' : 'receipt', what: w('told.' + kind, name), detail: w('how.' + how), amount: sum, way: on === 'debt' ? 1 : -1 }
      finish(form, draft(kind, { party, amount: sum, how }, told), { party: '', name: '' }, '')
    }
    main.replaceChildren(form)
  }
}

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
    const line = make('t-piece', { face: label, n: '0' })
    const shown = part(line, 'face')
    if (colour) shown.style.background = colour
    else shown.classList.add('coin')
    shown.setAttribute('aria-label', w('count.how-many', label))
    const set = (/** @type {number} */ n) => {
      pieces[face] = Math.max(0, n)
      part(line, 'n').textContent = String(pieces[face])
      show()
    }
    shown.onclick = () => set((pieces[face] ?? 0) + 1)
    part(line, 'less').onclick = () => set((pieces[face] ?? 0) - 1)
    part(line, 'ten').onclick = () => set((pieces[face] ?? 0) + 10)
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
    const told = { icon: 'coins', what: w('told.cash-count'), detail: w('told.count-' + found, amount(Math.abs(difference))), amount: counted, way: 0 }
    done([{ ...draft('cash-count', { counted, pieces: kept }, told), fx: { [cash]: difference } }], said).catch(() => complain(form, 'phone.not-saved'))
  }
  main.append(form)
}

/** QR por confirmar: seen in the bank, or it did not arrive and somebody owes it.
 * @param {HTMLElement} main */
export function qr(main) {
  const waits = state.snap.qr.filter((/** @type {any} */ r) => !state.pending.some((d) => d.body.document === r.id))
  if (!waits.length) main.append(make('t-empty', { text: w('qr.none') }))
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

