// What a batch takes and whether its weight can be right: the same sums as on the server. Pure, tested in
// tests/js/baking.test.js.

/** @typedef {{ recipe: string, item: string, base: number, flour?: string, yield: number, pieceGrams?: number,
 *   lines: { item: string, quantity: number }[], minutes?: number, second?: string }} Recipe */

/** Materials of so many thousandths of a recipe.
 * @param {Recipe} recipe @param {number} times */
export const materialsFor = (recipe, times) =>
  recipe.lines.map((l) => ({ item: l.item, quantity: Math.round((l.quantity * times) / 1000) }))

/** Bread weighs about 1.2 to 1.5 times its flour: outside of that somebody miscounted, or wrote another weight.
 * @param {Recipe | undefined} recipe @param {{ item: string, quantity: number }[]} materials @param {number} pieces */
export function oddWeight(recipe, materials, pieces) {
  if (!recipe?.pieceGrams || !recipe.flour) return false
  const flour = materials.filter((m) => m.item === recipe.flour).reduce((sum, m) => sum + m.quantity, 0)
  const baked = pieces * recipe.pieceGrams
  return flour > 0 && (baked * 10 < flour * 12 || baked * 10 > flour * 15)
}

/** A number as it was typed, in whole parts of so many decimal places: 1,5 or 1.5 is 1500 thousandths, and no sum of
 * fractions takes part. It ends at the first sign that is none of it.
 * @param {string} text @param {number} [places] */
export function typed(text, places = 0) {
  const [, whole, parts = ''] = /** @type {string[]} */ (/^(\d{0,5})(?:[.,](\d*))?/.exec(text.trim()))
  return Number(whole + parts.slice(0, places).padEnd(places, '0'))
}

/** Thousandths of a base unit as people say them: 75 g rather than 0,075 kg.
 * @param {number} quantity thousandths @param {string} unit */
export function measured(quantity, unit) {
  const small = { kg: 'g', l: 'ml' }[unit]
  if (small && Math.abs(quantity) < 1000) return `${quantity} ${small}`
  const whole = (quantity / 1000).toFixed(quantity % 1000 ? (quantity % 100 ? 2 : 1) : 0).replace('.', ',')
  return `${whole} ${unit === 'piece' ? '' : unit}`.trim()
}
