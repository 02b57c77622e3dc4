// Orders, runs and batches as the phone folds them over the snapshot, before the server has answered.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { materialsFor, measured, oddWeight, typed } from '../../src/Dedal.Web/Shared/phone/baking.js'
import * as orders from '../../src/Dedal.Web/Shared/phone/order-state.js'
import { basket, piecesOf, priceOf, runsOf, windowsOf } from '../../src/Dedal.Web/Shared/phone/run-state.js'

const TODAY = '2026-11-25'
let n = 0
/** @param {string} kind @param {any} body @param {any} [more] */
const doc = (kind, body, more) => ({ id: 'd' + n++, kind, body, ...more })

/** @type {any} */
const pollera = {
  id: 'o1',
  number: 47,
  party: 'julia',
  garment: 'Pollera',
  pieces: 1,
  price: 32000,
  deposit: 10000,
  dueOn: '2026-11-28',
  fittingOn: '2026-11-27',
  steps: [{ step: 'cut', day: '2026-11-20', who: ['rosa'] }],
}
const taken = doc('order-taken', {
  order: 'o2',
  party: 'eva',
  garment: 'Mandil',
  pieces: 2,
  price: 7000,
  dueOn: '2026-11-24',
  paid: [{ how: 'cash', amount: 3500 }],
})

test('an order taken without signal stands in the list, and who is late stands first', () => {
  const all = orders.ordersOf([pollera], [taken], TODAY)
  assert.deepEqual(
    all.map((o) => [o.id, o.late, orders.saldo(o)]),
    [
      ['o2', true, 3500],
      ['o1', false, 22000],
    ],
  )
})

test('two deposits, a step and another day count at once; the snapshot is not touched', () => {
  const said = [
    doc('order-paid', { order: 'o1', paid: [{ how: 'cash', amount: 5000 }] }),
    doc('order-paid', { order: 'o1', paid: [{ how: 'qr', amount: 7000 }] }),
    doc('order-worked', { order: 'o1', step: 'sew', work: [{ member: 'ana' }] }),
    doc('order-moved', { order: 'o1', dueOn: '2026-12-01' }),
  ]
  const [order] = orders.ordersOf([pollera], said, TODAY)
  assert.equal(orders.saldo(order), 10000)
  assert.equal(order.dueOn, '2026-12-01')
  assert.equal(order.steps.length, 2)
  assert.equal(pollera.steps.length, 1)
})

test('a deposit above the price leaves no saldo, never less than nothing', () => {
  const more = doc('order-paid', { order: 'o1', paid: [{ how: 'cash', amount: 90000 }] })
  assert.equal(orders.saldo(orders.ordersOf([pollera], [more], TODAY)[0]), 0)
})

test('handed over or cancelled it is gone, and comes back when that is undone here', () => {
  const handed = doc('order-handed-over', { order: 'o1' })
  assert.equal(orders.ordersOf([pollera], [handed], TODAY).length, 0)
  assert.equal(orders.ordersOf([pollera], [doc('order-cancelled', { order: 'o1' })], TODAY).length, 0)
  const undone = doc('reversal', { document: handed.id })
  assert.equal(orders.ordersOf([pollera], [handed, undone], TODAY).length, 1)
})

test('an order that left stands among those that left, with what stayed owed and what was done for it after', () => {
  /** @type {any} */
  const gone = { ...pollera, id: 'o3', number: 40, deposit: 30000, endedOn: '2026-11-20', steps: undefined }
  const said = [
    doc('order-handed-over', {
      order: 'o1',
      paid: [
        { how: 'cash', amount: 12000 },
        { how: 'credit', amount: 10000 },
      ],
    }),
    doc('order-worked', { order: 'o1', step: 'alteration', work: [{ member: 'ana' }], guarantee: true }),
    doc('order-paid', { order: 'o3', paid: [{ how: 'cash', amount: 500 }] }),
  ]
  const ended = orders.endedOf([pollera, gone], said, TODAY)
  assert.deepEqual(
    ended.map((o) => [o.id, o.endedOn, orders.saldo(o), o.steps.length]),
    [
      ['o1', TODAY, 10000, 2],
      ['o3', '2026-11-20', 1500, 0],
    ],
  )
  assert.equal(orders.ordersOf([pollera, gone], said, TODAY).length, 0)
})

test('of an order that left no more is owed than she owes in all, and no rest without a coin', () => {
  const ended = { ...pollera, endedOn: TODAY }
  assert.equal(orders.owedOf(ended, 30000, 10), 22000)
  assert.equal(orders.owedOf(ended, 5000, 10), 5000)
  assert.equal(orders.owedOf(ended, -700, 10), 0)
  assert.equal(orders.owedOf({ ...ended, deposit: 31995 }, 30000, 10), 0)
  assert.equal(orders.owedOf({ ...ended, cancelled: true }, 30000, 10), 0)
})

test('an order cancelled here says what she got back', () => {
  const [order] = orders.endedOf([pollera], [doc('order-cancelled', { order: 'o1', refund: 5000 })], TODAY)
  assert.deepEqual([order.cancelled, order.refund, order.deposit], [true, 5000, 10000])
})

test('garments made to order stand before goods of the counter and services', () => {
  const items = [
    { name: 'Mandil', sort: 'product', stocked: true },
    { name: 'Cierre', sort: 'service' },
    { name: 'Falda', sort: 'product' },
    { name: 'Pollera', sort: 'product' },
    { name: 'Saco', sort: 'product' },
  ]
  const { first, rest } = orders.toOrder(items, ['Saco'], [pollera])
  assert.deepEqual(
    [first, rest].map((list) => list.map((i) => i.name)),
    [
      ['Pollera', 'Saco', 'Falda'],
      ['Mandil', 'Cierre'],
    ],
  )
  const only = orders.toOrder(items.slice(0, 2), [], [])
  assert.deepEqual([only.first.length, only.rest.length], [2, 0])
})

test('the next step leaves out a fitting that nobody asked for', () => {
  const at = (/** @type {string[]} */ steps, /** @type {string | undefined} */ fittingOn) =>
    orders.nextStep({ ...pollera, fittingOn, steps: steps.map((step) => ({ step, day: TODAY, who: [] })) })
  assert.equal(at([], undefined), 'cut')
  assert.equal(at(['cut', 'sew'], undefined), 'ready')
  assert.equal(at(['cut', 'sew'], '2026-11-27'), 'fitting')
  assert.equal(at(['cut', 'sew', 'alteration'], undefined), 'ready')
  assert.equal(at(['ready'], undefined), undefined)
})

test('the last measures of a garment are hers, those kept here before those the server knows', () => {
  const known = [
    { set: 's1', party: 'julia', garment: 'Pollera', takenOn: '2026-01-01', values: { waist: 80 } },
    { set: 's2', party: 'eva', garment: 'Pollera', takenOn: '2026-02-01', values: { waist: 70 } },
  ]
  const here = doc('measures-taken', { party: 'julia', set: 's3', garment: 'Pollera' }, { aside: '{"waist":82}' })
  assert.equal(orders.measuresOf(known, [here], 'julia', 'Pollera', TODAY).values.waist, 82)
  assert.equal(orders.measuresOf(known, [], 'julia', 'Blusa', TODAY).set, 's1')
  assert.equal(orders.measuresOf(known, [], 'rosa', 'Pollera', TODAY), undefined)
})

test('free days pass over Sundays and full days, through the end of a month', () => {
  const full = ['2026-11-28', '2026-11-28', '2026-11-28'].map((dueOn) => ({ dueOn }))
  assert.deepEqual(orders.freeDays(full, '2026-11-27', 3), ['2026-11-27', '2026-11-30', '2026-12-01'])
})

test('a fitting stays before the day of delivery, or there is none', () => {
  const free = ['2026-11-26', '2026-11-27', '2026-11-28']
  const before = (/** @type {string} */ chosen, /** @type {string} */ due) =>
    orders.fittingBefore(chosen, due, free)
  assert.equal(before('2026-11-27', '2026-11-28'), '2026-11-27')
  assert.equal(before('2026-11-28', '2026-11-28'), '2026-11-27')
  assert.equal(before('2026-11-28', '2026-11-26'), '')
  assert.equal(before('', '2026-11-26'), '')
})

test('half is offered in money that people carry', () => {
  assert.deepEqual([32000, 7000, 1550, 0].map(orders.half), [16000, 4000, 780, 0])
})

/** @type {any} */
const bread = {
  recipe: 'r1',
  item: 'pan',
  base: 6000,
  flour: 'harina',
  yield: 150,
  pieceGrams: 55,
  lines: [
    { item: 'harina', quantity: 6000 },
    { item: 'levadura', quantity: 75 },
  ],
}

test('materials follow the batches; an odd weight of bread is asked about', () => {
  assert.deepEqual(materialsFor(bread, 2500), [
    { item: 'harina', quantity: 15000 },
    { item: 'levadura', quantity: 188 },
  ])
  const one = materialsFor(bread, 1000)
  assert.equal(oddWeight(bread, one, 150), false)
  assert.equal(oddWeight(bread, one, 130), true)
  assert.equal(oddWeight(bread, one, 170), true)
  assert.equal(oddWeight({ ...bread, pieceGrams: undefined }, one, 9), false)
  assert.equal(oddWeight(undefined, [], 9), false)
})

test('quantities are said as one measures them', () => {
  assert.deepEqual(
    [measured(6000, 'kg'), measured(900, 'kg'), measured(75, 'kg'), measured(3700, 'l'), measured(1650, 'm')],
    ['6 kg', '900 g', '75 g', '3,7 l', '1,65 m'],
  )
  assert.equal(measured(12000, 'piece'), '12')
})

test('a run loaded without signal knows what is in the basket after each stop', () => {
  const said = [
    doc('run-loaded', { run: 'v1', day: TODAY, window: 'tarde', items: [{ item: 'pan', pieces: 150 }] }),
    doc('stop-closed', {
      run: 'v1',
      party: 'meson',
      items: [{ item: 'pan', left: 40, returned: 2, amount: 2280 }],
      paid: [{ how: 'cash', amount: 2280, box: '1102' }],
    }),
    doc('stop-closed', {
      run: 'v1',
      party: 'eugenia',
      items: [{ item: 'pan', left: 60, returned: 0, amount: 3600 }],
      paid: [{ how: 'credit', amount: 3600 }],
    }),
  ]
  const [run] = runsOf([], said)
  assert.equal(piecesOf(basket(run)), 52)
  assert.equal(run.stops.length, 2)
  // What the rider hands in is this run's cash, whatever else is in that box.
  assert.equal(run.cash, 2280)
  assert.equal(run.open, true)
  assert.equal(runsOf([], [...said, doc('run-closed', { run: 'v1', back: [] })])[0].open, false)
})

test('a stop is added to a run that the server knows, and the snapshot is not touched', () => {
  const items = [{ item: 'pan', loaded: 50, sold: 10 }]
  /** @type {any} */
  const known = { id: 'v1', day: TODAY, window: 'tarde', open: true, cash: 0, items, stops: [] }
  const stop = doc('stop-closed', { run: 'v1', items: [{ item: 'pan', left: 5, returned: 0, amount: 300 }] })
  assert.equal(piecesOf(basket(runsOf([known], [stop])[0])), 35)
  assert.equal(known.items[0].sold, 10)
})

test('a window is confirmed by this phone; another window of that day is not', () => {
  /** @type {any[]} */
  const windows = ['tarde', 'noche'].map((window) => ({ day: TODAY, window, confirmed: false, items: [], stops: [] }))
  const said = [doc('day-planned', { day: TODAY, window: 'tarde' })]
  assert.deepEqual(
    windowsOf(windows, said).map((w) => w.confirmed),
    [true, false],
  )
})

test('a price is for a quantity', () => {
  assert.equal(priceOf({ item: 'pan', pieces: 40, price: 100, quantity: 3 }, 38), 1267)
})

test('what is typed counts up to the first sign that is none of the number, in exact thousandths', () => {
  const said = { '1,5': 1500, '1.5': 1500, '0,1': 100, '0,125': 125, '2,0019': 2001, 12: 12000, ',5': 500, '': 0, x: 0 }
  for (const [text, thousandths] of Object.entries(said)) assert.equal(typed(text, 3), thousandths, text)
  assert.deepEqual(['1,5', '60 kg', ' 7', '5-6', '123456'].map((t) => typed(t)), [1, 60, 7, 5, 12345])
})
