// The sentence after saving, and the voice that reads it.

import { add } from './money.js'
import { spoken } from './spoken.js'
import { go, at, balances, load, make, part, send, state, w } from './app.js'
import { save } from './saving.js'

/** Kinds that a customer gets a receipt of. */
const PAPERS = 'sale fiado-payment cash-count order-taken order-paid order-handed-over stop-closed'.split(' ')

/** Ends the ten seconds of what was saved last. @type {ReturnType<typeof setTimeout> | undefined} */
let forget

/** @param {number} minor @param {boolean} [bare] */
export const speaks = (minor, bare) => spoken(minor, state.snap.currency, state.snap.scale, w, bare)

/** @param {number} minor */
export const inTheBox = (minor) => w('phone.in-the-box', speaks(minor, true))

/** Saves, says the sentence, goes home and sends.
 * @param {Parameters<typeof save>[1]} drafts @param {string} said @param {string} [next] @param {string[]} [ids] */
export async function done(drafts, said, next = 'hoy', ids) {
  const saved = await save(state.org, drafts, ids)
  await load()
  // Set only now: another drawing, of something sent before, would take the sentence away.
  state.said = said
  state.undo = saved.at(-1)?.kind === 'reversal' ? undefined : saved.at(-1)
  clearTimeout(forget)
  forget = setTimeout(() => ((state.undo = undefined), document.querySelector('[data-part=undo]')?.remove()), 10_000)
  await go(at(next))
  send()
}

/** The sentence after saving: heard, undone within ten seconds, or sent to who is waiting for it.
 * @param {HTMLElement} main @param {string} text */
export function say(main, text) {
  const told = make('t-said', { text })
  const of = state.undo
  if (of) part(told, 'undo').onclick = () => ((state.undo = undefined), undo(of))
  else part(told, 'undo').remove()
  const isPaper = of && PAPERS.includes(of.kind)
  if (isPaper) part(told, 'paper').onclick = () => import('./paper.js').then((m) => m.hand(of))
  else part(told, 'paper').remove()
  if (of?.kind !== 'cash-count' || !state.snap.house) part(told, 'house').remove()
  listen(part(told, 'listen'), text)
  main.append(told)
}

/** A button that reads aloud, where this phone has a voice of the language.
 * @param {HTMLElement} button @param {string} text */
export function listen(button, text) {
  const voice = window.speechSynthesis?.getVoices().find((v) => v.lang.startsWith(document.documentElement.lang))
  if (!voice) return button.remove()
  button.onclick = () => {
    speechSynthesis.cancel()
    speechSynthesis.speak(Object.assign(new SpeechSynthesisUtterance(text), { voice, lang: voice.lang }))
  }
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
