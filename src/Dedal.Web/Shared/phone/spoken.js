// Amounts as they are said, the same as on the server (Shared/Spoken.cs).

import { amount, money } from './money.js'

/** As people say it: "25 bolivianos con 50".
 * @param {number} minor @param {string} currency @param {number} scale
 * @param {(key: string, ...args: unknown[]) => string} w
 * @param {boolean} [bare] the currency was just said
 * @returns {string} */
export function spoken(minor, currency, scale, w, bare = false) {
  if (scale !== 2 || !w(`spoken.${currency}.many`)) return money(minor, currency, scale)
  if (minor < 0) return w('spoken.minus', spoken(-minor, currency, scale, w, bare))
  const whole = Math.floor(minor / 100)
  const cents = String(minor % 100).padStart(2, '0')
  const unit = w(`spoken.${currency}.${whole === 1 ? 'one' : 'many'}`)
  const kind = bare ? 'spoken.bare-' : 'spoken.'
  if (cents === '00') return w(kind + 'whole', amount(whole, 0), unit)
  if (whole === 0) return w('spoken.whole', String(Number(cents)), w(`spoken.${currency}.cents`))
  return w(kind + 'both', amount(whole, 0), unit, cents)
}
