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

/** Whether a document saved here is about another, and was not undone here.
 * @param {{ id: string, body: any }[]} saved @param {string} id @returns {boolean} */
export const answered = (saved, id) => saved.some((d) => d.body.document === id && !answered(saved, d.id))

/** @param {Record<string, number>} all @param {Record<string, number>} more @param {number} [sign] */
export function add(all, more, sign = 1) {
  for (const key in more) all[key] = (all[key] ?? 0) + sign * more[key]
  return all
}
