// Small parts of the workshop's forms: more and less, several people, days, how it was paid.

import { typed } from './baking.js'
import { dateOf, initials } from './home.js'
import { make, part, state, w } from './app.js'

/** A number with less and more beside it; it can be written too, and once written stands there as it counts.
 * @param {string} label @param {number} start @param {(n: number) => void} changed @param {number} [by]
 * @param {number} [places] of decimals: with 3 all these numbers are thousandths
 * @returns {HTMLElement & { set: (n: number) => void }} */
export function counter(label, start, changed, by = 1, places = 0) {
  const line = /** @type {any} */ (make('t-counter', { label }))
  const input = /** @type {HTMLInputElement} */ (line.querySelector('input'))
  let n = start
  line.set = (/** @type {number} */ to) => {
    n = Math.max(0, to)
    input.value = String(n / 10 ** places).replace('.', ',')
  }
  if (places) Object.assign(input, { inputMode: 'decimal', maxLength: 9 })
  input.setAttribute('aria-label', label)
  input.oninput = () => changed((n = typed(input.value, places)))
  input.onchange = () => line.set(n)
  part(line, 'less').onclick = () => (line.set(n - by), changed(n))
  part(line, 'more').onclick = () => (line.set(n + by), changed(n))
  line.set(start)
  return line
}

/** Who worked, each her part of the minutes; none is lost where they do not divide.
 * @param {number} minutes @param {Set<string>} who */
export const shared = (minutes, who) =>
  [...who].map((member, i) => {
    const part = Math.floor((minutes + who.size - 1 - i) / who.size)
    return { member, ...(part && { minutes: part }) }
  })

/** Women of the workshop; who only helps to keep its books is none of them. */
export const workers = () => (state.snap.people ?? []).filter((/** @type {any} */ p) => !p.helps)

/** Those who did it: each a tap, as many as there were.
 * @param {HTMLElement} place @param {Set<string>} chosen @param {() => void} [changed] */
export function team(place, chosen, changed) {
  const people = workers().sort(
    (/** @type {any} */ a, /** @type {any} */ b) => Number(chosen.has(b.id)) - Number(chosen.has(a.id)),
  )
  for (const person of people) {
    const button = make('t-person', { name: person.name })
    button.setAttribute('type', 'button')
    part(button, 'face').textContent = initials(person.name)
    const show = () => button.setAttribute('aria-pressed', String(chosen.has(person.id)))
    button.onclick = () => {
      if (!chosen.delete(person.id)) chosen.add(person.id)
      show()
      changed?.()
    }
    show()
    place.append(button)
  }
}

/** @param {string} day "mar 19" */
export function shortDay(day) {
  const date = dateOf(day)
  return `${w('days.weekdays').split(' ')[date.getDay()].slice(0, 3)} ${date.getDate()}`
}

/** One of several, a tap each; the chosen one is pressed.
 * @template T @param {HTMLElement} place @param {T[]} all @param {(one: T) => string} name @param {T} start
 * @param {(one: T) => void} changed */
export function choose(place, all, name, start, changed) {
  place.replaceChildren()
  for (const one of all) {
    const button = make('t-chip', { text: name(one) })
    button.setAttribute('aria-pressed', String(one === start))
    button.onclick = () => {
      for (const other of place.children) other.setAttribute('aria-pressed', String(other === button))
      changed(one)
    }
    place.append(button)
  }
}

/** Days to tap.
 * @param {HTMLElement} place @param {string[]} all @param {string} start @param {(day: string) => void} changed */
export const days = (place, all, start, changed) => choose(place, all, shortDay, start, changed)

/** @param {string | undefined} id */
export const itemName = (id) =>
  [...state.snap.items, ...(state.snap.materials ?? [])].find((/** @type {any} */ i) => i.id === id)?.name ??
  w('phone.other')

/** @param {string | undefined} id */
export const personName = (id) =>
  (state.snap.people ?? []).find((/** @type {any} */ p) => p.id === id)?.name.split(' ')[0] ?? ''
