// What the forms of the day share: keys for an amount, people to tap, how it was paid, the sentence, saving.

import { changesOf } from './effects.js'
import { initials, pile } from './home.js'
import { amount } from './money.js'
import { newId } from './saving.js'
import { done, inTheBox, speaks } from './saying.js'
import { balances, make, part, says, state, unanswered, w } from './app.js'

/** @param {string} kind @param {any} body */
function effectsOf(kind, body) {
  const { qr, qrBack } = state.snap
  const waits = (/** @type {string} */ id) => [...qr, ...(qrBack ?? [])].find((r) => r.id === id)?.fx.qr ?? 0
  return changesOf(state.snap.effects[kind] ?? [], body, state.snap.codes, waits)
}

/** @param {string} kind @param {any} body
 * @param {{ icon: string, what: string, detail?: string, amount?: number, way: number }} told
 * @param {any} [about] what the effects need and another document says: whose the order is */
export const draft = (kind, body, told, about = {}) => ({
  kind,
  body,
  told,
  actor: state.actor,
  fx: effectsOf(kind, { ...body, ...about }),
})

/** Sentences from what a document does: what came or went, who owes what, what is in the box.
 * @param {Record<string, number>} fx */
export function sentence(fx) {
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
      said.push(
        w(
          left > 0 ? `said.${on === 'debt' ? 'owes-us' : 'we-owe'}` : `said.${owes}-nothing`,
          nameOf(id),
          speaks(left),
        ),
      )
    }
  }
  const cash = 'box:' + state.snap.codes['cash-box']
  if (fx[cash]) said.push(inTheBox((now[cash] ?? 0) + fx[cash]))
  return said.join(' ')
}

/** @param {string} id */
export const nameOf = (id) =>
  state.snap.parties.find((/** @type {any} */ p) => p.id === id)?.name ??
  unanswered().find((d) => d.body.party === id && d.name)?.name ??
  w('told.someone')

/** Keys for an amount: notes to tap, and figures. Calls back with minor units.
 * @param {(minor: number) => void} changed @param {number} [start] */
export function keys(changed, start = 0) {
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
    if (key === '⌫') typed = typed.slice(0, -1)
    else if (typed.length < 10 && !(key === ',' && typed.includes(','))) typed += key
    const [whole, cents = ''] = typed.split(',')
    minor = Number((whole || '0') + cents.slice(0, scale).padEnd(scale, '0'))
    show()
  }
  show()
  return pad
}

/** A person chosen by tapping; a new one is named once.
 * @param {HTMLElement} place @param {string} role @param {(id: string, name?: string) => void} chosen
 * @param {string[]} [lately] those who stand first */
export function people(place, role, chosen, lately = []) {
  place.replaceChildren()
  const now = balances()
  const key = role === 'customer' ? 'debt:' : 'owed:'
  const known = state.snap.parties.filter((/** @type {any} */ p) => p.role === role || p[key.slice(0, -1)])
  const added = unanswered()
    .filter(
      (d) =>
        d.kind === 'party-added' &&
        d.body.role === role &&
        !known.some((/** @type {any} */ p) => p.id === d.body.party),
    )
    .map((d) => ({ id: d.body.party, name: d.name ?? '' }))
  const rank = (/** @type {any} */ p) => (lately.indexOf(p.id) + 1 || Infinity)
  for (const p of [...added.reverse(), ...known].sort((a, b) => rank(a) - rank(b) || 0)) {
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

/** Cash in the smallest coin there is.
 * @param {number} sum */
export const inCoins = (sum) => Math.round(sum / state.snap.coin) * state.snap.coin

/** What a customer comes to owe: what there is no coin for is never paid.
 * @param {any[] | null} paid */
export const owedInCoins = (paid) =>
  paid?.map((p) => (p.how === 'credit' ? { ...p, amount: inCoins(p.amount) || p.amount } : p))

/** How it was paid, from radios, as parts; null while something is missing.
 * @param {string} how @param {number} total @param {number} now */
function parts(how, total, now) {
  if (how === 'cash') return [{ how, amount: inCoins(total) }]
  if (how !== 'part') return [{ how, amount: total }]
  return now > 0 && now < total
    ? [
        { how: 'cash', amount: now },
        { how: 'credit', amount: total - now },
      ]
    : null
}

/** The parts of a payment as the form says, or null with what is missing said on it.
 * @param {HTMLFormElement} form @param {number} total @param {{ party: string, now: number }} chosen */
export function paidFor(form, total, chosen) {
  const paid = parts(howOf(form), total, chosen.now)
  const wrong =
    total <= 0
      ? 'phone.no-amount'
      : !paid
        ? 'phone.part-wrong'
        : paid.some((p) => p.how === 'credit') && !chosen.party
          ? 'phone.no-party'
          : ''
  if (wrong) complain(form, wrong)
  return wrong ? null : paid
}

/** @param {any[]} paid @param {string} credit */
export const detail = (paid, credit) =>
  paid
    .map((p) => w('how.' + (p.how === 'credit' ? credit : p.how)) + (paid[1] ? ' ' + amount(p.amount) : ''))
    .join(' · ')

/** @param {HTMLFormElement} form */
export const howOf = (form) => String(new FormData(form).get('how') ?? 'cash')

/** What the choice of paying opens: a person, a part.
 * @param {HTMLFormElement} form @param {string} role @param {{ party: string, name: string, now: number }} chosen */
export function payment(form, role, chosen) {
  form.addEventListener('change', () => {
    const how = howOf(form)
    const owes = how === 'credit' || how === 'part'
    part(form, 'who').hidden = !owes
    if (!owes) {
      chosen.party = chosen.name = ''
      part(form, 'people').replaceChildren()
    }
    if (owes && !part(form, 'people').children.length) {
      people(part(form, 'people'), role, (id, name) => ((chosen.party = id), (chosen.name = name ?? '')))
    }
    part(form, 'now').hidden = how !== 'part'
    if (how === 'part' && !part(form, 'now-keys').children.length) {
      part(form, 'now-keys').replaceChildren(keys((minor) => (chosen.now = minor)))
    }
  })
}

/** @param {HTMLElement} form @param {string} key @param {...unknown} args */
export function complain(form, key, ...args) {
  const place = part(form, 'error')
  place.textContent = w(key, ...args)
  place.scrollIntoView({ block: 'center' })
}

/** Saves a document, with whoever is new on it before it.
 * @param {HTMLElement} form @param {ReturnType<typeof draft>} made
 * @param {{ party: string, name: string }} chosen @param {string} role */
export async function finish(form, made, chosen, role) {
  const button = /** @type {HTMLButtonElement} */ (form.querySelector('button.btn'))
  button.disabled = true
  const fresh = chosen.name && {
    ...draft(
      'party-added',
      { party: chosen.party, role },
      { icon: 'user', what: w('told.party-added', chosen.name), way: 0 },
    ),
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
