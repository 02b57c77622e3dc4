// What a document does to boxes and debts, worked out from the effects that each kind declares as data
// (Domain/Books/Effect.cs). tests/vectors/effects.json runs in both languages.

/** @typedef {{ on: string, sign: number, amount: string, each?: string }} Effect */
/** @typedef {Record<string, number>} Changes by key: box:CODE, qr, debt:PARTY, owed:PARTY */

/** @param {Effect[]} effects
 * @param {any} body
 * @param {Record<string, string>} codes account of a role
 * @param {(document: string) => number} waiting what of a QR payment still waits; below zero what is to be given back
 * @returns {Changes} */
export function changesOf(effects, body, codes, waiting) {
  /** @type {Changes} */
  const changes = {}
  for (const effect of effects) {
    for (const part of effect.each ? (body[effect.each] ?? []) : [body]) {
      const sum =
        effect.amount === 'waiting'
          ? Math.max(0, waiting(body.document))
          : effect.amount === 'to-give-back'
            ? Math.max(0, -waiting(body.document))
            : (part[effect.amount] ?? part.amount ?? 0)
      const [key, sign] = place(effect, part, body, codes)
      changes[key] = (changes[key] ?? 0) + sign * sum
    }
  }
  return changes
}

/** Boxes that a sum can be given back out of: all of it, in coins that exist, and never out of what a rider carries.
 * @param {any} snap @param {number} sum */
export const boxesFor = ({ boxes, codes, coin }, sum) =>
  boxes.filter(
    (/** @type {any} */ b) =>
      b.kind === 'bank' || (b.kind === 'cash' && b.code !== codes['rider-box'] && sum % coin === 0),
  )

/** @param {Effect} effect @param {any} part @param {any} body @param {Record<string, string>} codes
 * @returns {[string, number]} */
function place({ on, sign }, part, body, codes) {
  if (on === 'qr') return ['qr', sign]
  if (on === 'bank') return ['box:' + codes.bank, sign]
  if (on === 'from' || on === 'to') return ['box:' + body[on], sign]
  if (on !== 'how') return [`${on}:${body.party}`, sign]
  const how = part.how ?? 'cash'
  if (how === 'credit') return [(sign > 0 ? 'debt:' : 'owed:') + body.party, 1]
  if (how === 'qr' && sign > 0) return ['qr', 1]
  return ['box:' + (part.box ?? (how === 'cash' ? codes['cash-box'] : codes.bank)), sign]
}
