// Hicimos: what was baked or sewn for stock, or done for a customer, by whom, what came out well. The usual numbers
// stand there already.

import { materialsFor, oddWeight } from './baking.js'
import { complain, draft } from './paying.js'
import { done } from './saying.js'
import { counter, itemName, personName, shared, team } from './steps.js'
import { icon, make, part, state, w } from './app.js'

/** @param {HTMLElement} main */
function made(main) {
  const page = make('t-made-what')
  const recipes = state.snap.recipes ?? []
  const first = (/** @type {any} */ i) => Number(recipes.some((/** @type {any} */ r) => r.item === i.id))
  const all = state.snap.items
  const products = all
    .filter((/** @type {any} */ i) => !i.sort || i.sort === 'product')
    .sort((/** @type {any} */ a, /** @type {any} */ b) => first(b) - first(a))
  const services = all.filter((/** @type {any} */ i) => i.sort === 'service')
  const tile = (/** @type {any} */ item) => {
    const one = make('t-item', { name: item.name, price: '' })
    icon(one, item.icon)
    one.onclick = () => how(main, item, recipes.find((/** @type {any} */ r) => r.item === item.id))
    return one
  }
  part(page, 'items').append(...products.slice(0, 12).map(tile))
  part(page, 'services').append(...services.slice(0, 9).map(tile))
  part(page, 'served').hidden = !services.length
  main.append(products.length + services.length ? page : make('t-empty', { text: w('shop.no-products') }))
}

/** @param {HTMLElement} main @param {any} item @param {import('./baking.js').Recipe | undefined} recipe */
function how(main, item, recipe) {
  const form = /** @type {HTMLFormElement} */ (make('t-made', { what: item.name }))
  icon(part(form, 'what'), item.icon)
  const came = { times: 1, good: recipe?.yield ?? 1, second: 0, waste: 0, minutes: 0 }
  const usual = () => (recipe ? Math.round((recipe.minutes ?? 0) * came.times) : (item.minutes ?? 0) * came.good)
  came.minutes = usual()
  const who = new Set([state.actor])
  // Of work without goods nothing comes out badly: how often, who, how long.
  const serves = item.sort === 'service'
  const good = counter(w(serves ? 'shop.how-many' : 'shop.good'), came.good, (n) => {
    came.good = n
    if (!recipe) minutes.set((came.minutes = usual()))
  })
  const minutes = counter(w('shop.minutes'), came.minutes, (n) => (came.minutes = n), 15)
  const numbers = part(form, 'numbers')
  if (recipe) {
    numbers.append(
      counter(w('shop.batches'), 1, (n) => {
        came.times = n
        good.set((came.good = recipe.yield * n))
        minutes.set((came.minutes = usual()))
      }),
    )
  }
  numbers.append(good)
  if (recipe?.second) numbers.append(counter(w('shop.second'), 0, (n) => (came.second = n)))
  if (!serves) numbers.append(counter(w('shop.waste'), 0, (n) => (came.waste = n)))
  numbers.append(minutes)
  team(part(form, 'team'), who)
  let sure = false
  form.onsubmit = (event) => {
    event.preventDefault()
    const materials = recipe ? materialsFor(recipe, came.times * 1000) : []
    const pieces = came.good + came.second + came.waste
    if (!pieces) return complain(form, 'shop.no-pieces')
    if (oddWeight(recipe, materials, pieces) && !sure) {
      // Asked once; a second tap says that it is so.
      sure = true
      return complain(form, 'shop.weight-odd')
    }
    const body = {
      item: item.id,
      good: came.good,
      ...(came.second && { second: came.second, secondItem: recipe?.second }),
      ...(came.waste && { waste: came.waste }),
      ...(recipe && { recipe: recipe.recipe, times: came.times * 1000 }),
      ...(materials.length && { materials }),
      work: shared(came.minutes, who),
      ...(sure && { sure }),
    }
    const told = {
      icon: item.icon,
      what: w('shop.told.batch-made', came.good, itemName(item.id)),
      detail: [...who].map(personName).join(', '),
      way: 0,
    }
    const lost = came.waste ? w('shop.said.wasted', came.waste) : ''
    done([draft('batch-made', body, told)], `${w('shop.said.made', came.good, item.name)} ${lost}`.trim()).catch(() =>
      complain(form, 'phone.not-saved'),
    )
  }
  main.replaceChildren(form)
}

export const screens = { made }
