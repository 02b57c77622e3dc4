// Amounts as they are written and said, the same as on the server (Shared/Format.cs, Shared/Spoken.cs): no locale of
// the
// browser takes part. tests/vectors/money.json runs in both languages.

/** 123450 as "1.234,50".
 * @param {number} minor @param {number} [scale] */
export function amount(minor, scale = 2) {
  const digits = String(Math.abs(minor)).padStart(scale + 1, '0')
  const whole = digits.slice(0, digits.length - scale).replace(/\B(?=(\d{3})+$)/g, '.')
  return (minor < 0 ? '−' : '') + whole + (scale ? ',' + digits.slice(-scale) : '')
}

/** "Bs 1.234,50".
 * @param {number} minor @param {string} currency @param {number} [scale] */
export const money = (minor, currency, scale = 2) =>
  `${currency === 'BOB' ? 'Bs' : currency}\u00a0${amount(minor, scale)}`

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
