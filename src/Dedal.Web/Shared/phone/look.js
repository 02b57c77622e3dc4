// What is looked at now and then: Cuaderno with «Anular», ¿Cómo vamos?, who records, por arreglar.

import { dateOf, initials, note, notes } from './home.js'
import { amount } from './money.js'
import { put } from './store.js'
import { undo } from './saying.js'
import { at, go, make, part, says, send, state, today, unanswered, w } from './app.js'

/** @param {HTMLElement} main */
export function cuaderno(main) {
  const all = notes()
  if (!all.length) main.append(make('t-empty', { text: w('notebook.empty') }))
  let day = ''
  /** @type {HTMLElement | undefined} */
  let list
  for (const r of all) {
    if (r.day !== day) {
      const [, month, date] = r.day.split('-').map(Number)
      const name = w('days.weekdays').split(' ')[dateOf(r.day).getDay()]
      const title = w('days.weekday-day-month', name, date, w('days.months').split(' ')[month - 1])
      const card = make('t-day', { day: r.day === today() ? w('notebook.today', title) : title })
      main.append(card)
      list = /** @type {HTMLElement} */ (card.querySelector('ul'))
      day = r.day
    }
    const line = note(r)
    if (!r.gone && r.kind !== 'reversal' && r.kind !== 'party-added') {
      const button = make('t-undo')
      button.onclick = () => askWhy(button, r)
      line.querySelector('.line')?.append(button)
    }
    list?.append(line)
  }
}

/** @param {HTMLElement} button @param {any} r */
function askWhy(button, r) {
  const ask = make('t-why')
  ask.onsubmit = (event) => {
    event.preventDefault()
    const reason = /** @type {HTMLButtonElement} */ (event.submitter).value
    undo(r, reason)
  }
  button.closest('li')?.append(ask)
  button.remove()
}

/** @param {HTMLElement} main */
export function howAreWe(main) {
  const { how, trend, scale } = state.snap
  const card = make('t-how')
  for (const [text, why] of how) {
    const said = Object.assign(document.createElement('p'), { textContent: text + ' ' })
    if (why) {
      const link = make('t-why-link')
      link.setAttribute('href', at(why))
      said.append(link)
    }
    card.append(said)
  }
  main.append(card)
  if (state.pending.length) main.append(make('t-behind'))
  const bars = make('t-trend')
  const most = Math.max(1, ...trend.flatMap((/** @type {number[]} */ [, a, b]) => [a, b]))
  for (const [month, came, left] of trend) {
    for (const [sum, way, label] of /** @type {[number, string, string][]} */ ([
      [came, 'in', month],
      [left, 'out', ''],
    ])) {
      const bar = make('t-bar', { label, sum: amount(Math.round(sum / 10 ** scale), 0) })
      const fill = /** @type {HTMLElement} */ (bar.querySelector('i'))
      fill.className = way
      fill.style.width = `${(60 * sum) / most}%`
      bars.append(bar)
    }
  }
  main.append(bars)
}

/** Who records: a picture to tap. What one says about oneself without a PIN is a claim, and recorded as one.
 * @param {HTMLElement} main */
export function socias(main) {
  const grid = make('t-people')
  const done = didToday()
  for (const person of state.snap.people ?? []) {
    const did = done.get(person.id)
    const button = make('t-person', { name: person.name, did: did ? w('phone.did-today', did) : '' })
    face(part(button, 'face'), person)
    button.setAttribute('aria-pressed', String(person.id === state.actor))
    button.onclick = async () => {
      await put('meta', 'actor:' + state.org, person.id)
      state.actor = person.id
      go(at('hoy'))
    }
    part(grid, 'grid').append(button)
  }
  // Hers alone: asked for with her own PIN, from the server.
  part(grid, 'book').setAttribute('href', `/pin?to=passbook#${state.org}`)
  main.append(grid)
}

/** How many works of today name each.
 * @returns {Map<string, number>} */
function didToday() {
  const here = unanswered().filter((d) => d.body.work && (d.day ?? today()) === today())
  const all = [...(state.snap.work ?? []), ...here.map((d) => d.body)]
  const done = new Map()
  for (const { member } of all.flatMap((d) => d.work ?? [])) done.set(member, (done.get(member) ?? 0) + 1)
  return done
}

/** Her drawing in her colour, or the letters of her name.
 * @param {HTMLElement} place @param {any} person */
function face(place, person) {
  place.textContent = person.drawing ? '' : initials(person.name)
  if (!person.drawing) return
  place.classList.add('c' + person.colour)
  const drawing = make('t-drawing')
  drawing.querySelector('path')?.setAttribute('d', person.drawing)
  place.append(drawing)
}

/** Por arreglar: what the server did not take, and what still waits; a copy can be written to a file.
 * @param {HTMLElement} main */
export function fix(main) {
  for (const r of state.refused) {
    const card = make('t-refused', {
      what: r.told.what,
      amount: says(r.told.amount ?? 0),
      why: r.refusal?.sentence ?? '',
    })
    part(card, 'again').onclick = () => import('./mend.js').then((m) => m.again(r))
    part(card, 'drop').onclick = () => import('./mend.js').then((m) => m.drop(r))
    main.append(card)
  }
  const foot = make('t-fix', { count: String(state.pending.length) })
  main.append(foot)
  if (!state.refused.length && !state.pending.length)
    foot.prepend(make('t-empty', { text: w('phone.nothing-waits') }))
  navigator.storage?.persisted?.().then((kept) => (part(foot, 'may-vanish').hidden = kept || !state.pending.length))
  part(foot, 'send').onclick = () => send()
  part(foot, 'copy').onclick = () => import('./mend.js').then((m) => m.copy())
  part(foot, 'bring').onchange = (event) =>
    import('./mend.js').then((m) => m.bring(/** @type {any} */ (event.target)))
}

export const screens = { cuaderno, 'como-vamos': howAreWe, socias, fix }
