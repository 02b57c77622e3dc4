// What of a QR payment is still to be done here, and what it can be given back out of.

import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { boxesFor, changesOf } from '../../src/Dedal.Web/Shared/phone/effects.js'
import { add, answered } from '../../src/Dedal.Web/Shared/phone/money.js'

const SALE = 'sale'
/** @param {string} id @param {string} document */
const about = (id, document) => ({ id, body: { document } })

test('what a document here is about waits no longer, and waits again once that is undone here', () => {
  assert.equal(answered([], SALE), false)
  const given = about('given', SALE)
  assert.equal(answered([given], SALE), true)
  assert.equal(answered([{ id: 'other', body: {} }, about('x', 'another')], SALE), false)
  const undone = [given, about('undo', 'given')]
  assert.equal(answered(undone, SALE), false)
  assert.equal(answered([...undone, about('again', SALE)], SALE), true)
})

const snap = {
  coin: 10,
  codes: { 'cash-box': '1101', bank: '1103', 'rider-box': '1105' },
  boxes: [
    { code: '1101', kind: 'cash', name: 'Caja' },
    { code: '1102', kind: 'cash', name: 'Caja chica' },
    { code: '1103', kind: 'bank', name: 'Banco' },
    { code: '1104', kind: 'qr', name: 'QR por confirmar' },
    { code: '1105', kind: 'cash', name: 'Repartidora' },
  ],
}
/** @param {number} sum */
const codes = (sum) => boxesFor(snap, sum).map((/** @type {any} */ b) => b.code)

test('it goes back out of any box or bank, never out of what waits or what a rider carries', () => {
  assert.deepEqual(codes(-3500), ['1101', '1102', '1103'])
})

test('what no coins make goes back by the bank alone', () => {
  assert.deepEqual(codes(-3505), ['1103'])
  assert.deepEqual(boxesFor({ ...snap, coin: 1 }, -3505).length, 3)
})

test('given back and undone again, boxes are as they were', () => {
  const { effects } = JSON.parse(readFileSync(new URL('../vectors/effects.json', import.meta.url), 'utf8'))
  const fx = changesOf(effects['qr-given-back'], { document: SALE, how: 'cash', box: '1102' }, snap.codes, () => -3500)
  assert.deepEqual(fx, { qr: 3500, 'box:1102': -3500 })
  assert.deepEqual(add(add({}, fx), fx, -1), { qr: 0, 'box:1102': 0 })
})
