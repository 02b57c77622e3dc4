// What is looked at: Hoy, Cuaderno, ¿Cómo vamos?, who records, por arreglar, and the sentence after saving.

import { add } from './effects.js'
import { amount } from './money.js'
import { put } from './store.js'
import { at, balances, done, go, icon, make, part, says, send, speaks, state, today, unanswered, w } from './app.js'

/** @param {HTMLElement} main */
export function hoy(main) {
  const now = balances()
  const { snap } = state
  const moved = unanswered().filter((d) => (d.day ?? today()) === today())
  const box = 'box:' + snap.codes['cash-box']
  const isToday = snap.today.day === today()
  const sum = (/** @type {number} */ sign) =>
    moved.reduce((s, d) => s + Math.max(0, sign * (d.kind === 'cash-count' ? 0 : (d.fx[box] ?? 0))), 0)
  const day = dateOf(today())
  main.append(
    make('t-hoy', {
      cash: says(now[box] ?? 0),
      in: amount((isToday ? snap.today.in : 0) + sum(1), snap.scale),
      out: amount((isToday ? snap.today.out : 0) + sum(-1), snap.scale),
      day: w('books.today-is', w('days.weekday-day', w('days.weekdays').split(' ')[day.getDay()], day.getDate())),
    }),
  )
  pile(part(main, 'pile'), now[box] ?? 0)
  const tasks = part(main, 'tasks')
  const list = /** @type {HTMLElement} */ (tasks.querySelector('ul'))
  if (state.refused.length) list.append(row({ icon: 'no', what: w('phone.fix'), count: state.refused.length }, 'fix'))
  const qr = snap.qr.filter((/** @type {any} */ r) => !settled(r.id))
  if (qr.length) list.append(row({ icon: 'qr', what: w('qr.title'), count: qr.length }, 'qr'))
  for (const task of snap.tasks ?? []) list.append(row(task, task.path))
  if (!isCounted()) list.append(row({ icon: 'coins', what: w('phone.not-counted') }, 'count'))
  tasks.hidden = !list.children.length
  const last = part(main, 'last')
  for (const line of notes().slice(0, 4)) last.append(note(line))
}

/** @param {string} day */
const dateOf = (day) => new Date(day + 'T12:00')

/** Whether a box was counted today, here or elsewhere. */
const isCounted = () =>
  [...unanswered().map((d) => ({ kind: d.kind, day: d.day ?? today() })), ...state.snap.rows].some(
    (r) => r.kind === 'cash-count' && r.day === today(),
  )

/** @param {string} id whether a QR payment was seen or disputed here */
const settled = (id) => unanswered().some((d) => d.kind.startsWith('qr-') && d.body.document === id)

/** Notes and coins, since numbers of more than two digits are hard to read.
 * @param {HTMLElement} place @param {number} minor */
export function pile(place, minor) {
  place.replaceChildren()
  let rest = minor
  for (const [face, colour] of state.snap.pieces) {
    for (let n = Math.floor(rest / face); n > 0 && place.children.length < 9; n--, rest -= face) {
      const piece = document.createElement('i')
      piece.className = colour ? 'note-of' : 'coin-of'
      if (colour) piece.style.background = colour
      piece.textContent = amount(face < 100 ? face : face / 100, face < 100 ? 2 : 0)
      place.append(piece)
    }
  }
}

/** Documents of this phone that wait, then those of the snapshot, newest first. */
export function notes() {
  const here = unanswered().map((d) => ({
    ...d.told,
    id: d.id,
    kind: d.kind,
    day: d.day ?? today(),
    fx: d.fx,
    waits: !d.seq,
  }))
  const gone = new Set(unanswered().filter((d) => d.kind === 'reversal').map((d) => d.body.document))
  return [...here.reverse(), ...state.snap.rows].map((r) => (gone.has(r.id) ? { ...r, gone: 'undone' } : r))
}

/** One document: one fact a line.
 * @param {any} r @returns {HTMLElement} */
function note(r) {
  const line = make('t-note', {
    what: r.what,
    detail: r.detail ?? '',
    amount:
      r.amount === undefined ? '' : (r.way > 0 ? '▲ ' : r.way < 0 ? '▼ ' : '') + amount(r.amount, state.snap.scale),
    mark: r.gone === 'undone' ? w('notebook.undone') : r.waits ? w('phone.waits') : '',
  })
  icon(line, r.icon)
  line.classList.toggle('gone', r.gone === 'undone')
  const colour = r.gone ? '' : r.way > 0 ? 'in' : r.way < 0 ? 'out' : ''
  if (colour) line.querySelector('b.n')?.classList.add(colour)
  return line
}

/** @param {{ icon: string, what: string, count?: number }} task @param {string} path */
function row(task, path) {
  const line = make('t-task', { what: task.what, count: task.count ? String(task.count) : '' })
  icon(line, task.icon)
  line.querySelector('a')?.setAttribute('href', at(path))
  return line
}

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

/** Anular: a reversal, visible for ever.
 * @param {{ id: string, fx: Record<string, number>, what?: string, amount?: number, told?: any }} r
 * @param {string} [reason] */
export function undo(r, reason) {
  const what = r.what ?? r.told?.what
  const draft = {
    kind: 'reversal',
    body: { document: r.id, ...(reason && { reason }) },
    actor: state.actor,
    fx: add({}, r.fx, -1),
    told: { icon: 'undo', what: w('told.reversal'), detail: what, amount: r.amount ?? r.told?.amount, way: 0 },
  }
  const cash = 'box:' + state.snap.codes['cash-box']
  return done([draft], `${w('said.reversed')} ${inTheBox(balances()[cash] - (r.fx[cash] ?? 0))}`, 'cuaderno')
}

/** @param {number} minor */
export const inTheBox = (minor) => w('phone.in-the-box', speaks(minor, true))

/** @param {HTMLElement} main */
export function howAreWe(main) {
  const { how, trend, scale } = state.snap
  const card = make('t-how')
  for (const text of how) card.append(Object.assign(document.createElement('p'), { textContent: text }))
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
  for (const person of state.snap.people ?? []) {
    const button = make('t-person', { name: person.name, initial: initials(person.name) })
    if (person.colour) part(button, 'face').style.background = person.colour
    button.setAttribute('aria-pressed', String(person.id === state.actor))
    button.onclick = async () => {
      await put('meta', 'actor:' + state.org, person.id)
      state.actor = person.id
      go(at('hoy'))
    }
    part(grid, 'grid').append(button)
  }
  main.append(grid)
}

/** @param {string} name */
export const initials = (name) =>
  name
    .split(' ')
    .slice(0, 2)
    .map((p) => p[0]?.toUpperCase() ?? '')
    .join('')

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
  part(foot, 'send').onclick = () => send()
  part(foot, 'copy').onclick = () => import('./mend.js').then((m) => m.copy())
  part(foot, 'bring').onchange = (event) =>
    import('./mend.js').then((m) => m.bring(/** @type {any} */ (event.target)))
}

/** The sentence after saving, with a way back for ten seconds.
 * @param {HTMLElement} main */
export function say(main) {
  const told = make('t-said', { text: state.said })
  const back = part(told, 'undo')
  const of = state.undo
  if (of) back.onclick = () => ((state.undo = undefined), undo(of))
  else back.remove()
  const listen = part(told, 'listen')
  const voice = window.speechSynthesis?.getVoices().find((v) => v.lang.startsWith(document.documentElement.lang))
  if (voice)
    listen.onclick = () =>
      speechSynthesis.speak(Object.assign(new SpeechSynthesisUtterance(told.innerText), { voice }))
  else listen.remove()
  main.append(told)
  state.said = ''
}
