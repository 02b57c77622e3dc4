// Hoy, and one line of the notebook.

import { amount, answered } from './money.js'
import { at, balances, icon, make, part, says, state, today, unanswered, w } from './app.js'

/** @param {HTMLElement} main */
export function hoy(main) {
  const now = balances()
  const { snap } = state
  const box = 'box:' + snap.codes['cash-box']
  const moved = movedToday()
  const day = dateOf(today())
  main.append(
    make('t-hoy', {
      cash: says(now[box] ?? 0),
      in: moved[0],
      out: moved[1],
      day: w('books.today-is', w('days.weekday-day', w('days.weekdays').split(' ')[day.getDay()], day.getDate())),
    }),
  )
  const trades = snap.trades?.length ? snap.trades : ['none']
  for (const tile of /** @type {NodeListOf<HTMLElement>} */ (main.querySelectorAll('[data-trade]'))) {
    tile.hidden = !trades.some((/** @type {string} */ t) => tile.dataset.trade?.includes(t))
  }
  pile(part(main, 'pile'), now[box] ?? 0)
  const tasks = part(main, 'tasks')
  const list = /** @type {HTMLElement} */ (tasks.querySelector('ul'))
  if (state.refused.length) list.append(row({ icon: 'no', what: w('phone.fix'), count: state.refused.length }, 'fix'))
  const qr = snap.qr.filter((/** @type {any} */ r) => !answered(unanswered(), r.id))
  if (qr.length) list.append(row({ icon: 'qr', what: w('qr.title'), count: qr.length }, 'qr'))
  for (const asked of snap.questions ?? []) list.append(row({ icon: 'why', what: asked.text }, 'questions'))
  // What the server found may be done by what waits here to be sent.
  for (const t of unanswered().length ? [] : (snap.tasks ?? [])) list.append(row(t, t.screen))
  if (!isCounted()) list.append(row({ icon: 'coins', what: w('phone.not-counted') }, 'count'))
  tasks.hidden = !list.children.length
  const last = part(main, 'last')
  for (const line of notes().slice(0, 4)) last.append(note(line))
}

/** What came into the cash box today and what left it, what waits here included; a snapshot of another day says nothing
 * of it. */
export function movedToday() {
  const { codes, scale, today: kept } = state.snap
  const here = unanswered().filter((d) => d.kind !== 'cash-count' && (d.day ?? today()) === today())
  const sum = (/** @type {number} */ sign) =>
    here.reduce((s, d) => s + Math.max(0, sign * (d.fx['box:' + codes['cash-box']] ?? 0)), 0)
  return [kept.in, kept.out].map((of, i) => amount((kept.day === today() ? of : 0) + sum(i ? -1 : 1), scale))
}

/** @param {string} day */
export const dateOf = (day) => new Date(day + 'T12:00')

/** Whether a box was counted today, here or elsewhere. */
const isCounted = () =>
  [...unanswered().map((d) => ({ kind: d.kind, day: d.day ?? today() })), ...state.snap.rows].some(
    (r) => r.kind === 'cash-count' && r.day === today(),
  )

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
export function note(r) {
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

/** @param {string} name */
export const initials = (name) =>
  name
    .split(' ')
    .slice(0, 2)
    .map((p) => p[0]?.toUpperCase() ?? '')
    .join('')
