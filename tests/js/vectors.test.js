// The same files run in C# (tests/Dedal.Tests/Domain/Books/VectorTests.cs): phone and server say the same.

import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { changesOf } from '../../src/Dedal.Web/Shared/phone/effects.js'
import { add, amount, money } from '../../src/Dedal.Web/Shared/phone/money.js'
import { spoken } from '../../src/Dedal.Web/Shared/phone/spoken.js'

/** @param {string} path */
const text = (path) => readFileSync(new URL(path, import.meta.url), 'utf8')

const effects = JSON.parse(text('../vectors/effects.json'))
const amounts = JSON.parse(text('../vectors/money.json'))

for (const v of effects.vectors) {
  test(`effects: ${v.name}`, () => {
    const changes = changesOf(effects.effects[v.kind], v.body, v.codes, (id) => v.waiting[id] ?? 0)
    assert.deepEqual(normal(changes), v.changes)
  })
}

/** -0 is 0. @param {Record<string, number>} changes */
const normal = (changes) => Object.fromEntries(Object.entries(changes).map(([k, v]) => [k, v + 0]))

test('changes add up by key, and taken away again nothing is left', () => {
  const all = add(add({}, { qr: 5, 'box:1': 2 }), { qr: -2 })
  assert.deepEqual(all, { qr: 3, 'box:1': 2 })
  assert.deepEqual(add(add({}, all), all, -1), { qr: 0, 'box:1': 0 })
})

test('amounts are written as on the server', () => {
  for (const [minor, scale, written] of amounts.amount) assert.equal(amount(minor, scale), written)
  for (const [minor, currency, scale, written] of amounts.money) assert.equal(money(minor, currency, scale), written)
})

test('amounts are said as on the server, in three languages', () => {
  const rows = text('../../src/Dedal.Web/Shared/shared.words.tsv').split(/\r?\n/)
  for (const [i, language] of ['es', 'fr', 'en'].entries()) {
    const words = Object.fromEntries(rows.map((r) => r.split('\t')).map((c) => [c[0], c[i + 1]]))
    const w = (/** @type {string} */ key, /** @type {unknown[]} */ ...args) =>
      (words[key] ?? '').replace(/\{(\d)\}/g, (_, n) => String(args[n] ?? ''))
    for (const v of amounts.spoken) {
      assert.equal(spoken(v.minor, v.currency, v.scale, w, v.bare), v[language], `${v.minor} ${language}`)
    }
  }
})
