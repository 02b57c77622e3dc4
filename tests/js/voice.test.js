import assert from 'node:assert/strict'
import { test } from 'node:test'

globalThis.document = /** @type {any} */ ({ querySelectorAll: () => [] })
const { isTaken, record, typeOf } = await import('../../src/Dedal.Web/Shared/phone/voice.js')

test('the first type that this browser records and the server takes', () => {
  assert.equal(typeOf((t) => t.startsWith('audio/mp4')), 'audio/mp4')
  assert.equal(typeOf(() => true), 'audio/webm;codecs=opus')
  assert.equal(typeOf(() => false), undefined)
})

test('a recording ends when told, frees the microphone and carries its plain type', async () => {
  let freed = 0
  globalThis.MediaRecorder = /** @type {any} */ (
    class {
      state = 'inactive'
      start() {
        this.state = 'recording'
      }
      stop() {
        this.state = 'inactive'
        this.ondataavailable({ data: new Blob(['voice']) })
        this.onstop()
      }
      ondataavailable = (/** @type {any} */ _) => {}
      onstop = () => {}
    }
  )
  const stream = /** @type {any} */ ({ getTracks: () => [{ stop: () => freed++ }] })
  const { stop, voice } = record(stream, 'audio/webm;codecs=opus')
  stop()
  stop()
  const blob = await voice
  assert.equal(blob.type, 'audio/webm')
  assert.equal(await blob.text(), 'voice')
  assert.equal(freed, 1)
})

test('a voice is sent only when the questions come back, not the page to sign in', () => {
  const answer = (/** @type {string} */ path, ok = true) =>
    /** @type {any} */ ({ ok, url: 'https://dedal.example' + path })
  assert.ok(isTaken(answer('/o/1/questions?done=answered')))
  assert.ok(!isTaken(answer('/sign-in')))
  assert.ok(!isTaken(answer('/sign-in?next=/o/1/questions')))
  assert.ok(!isTaken(answer('/o/1/questions/2/answer', false)))
})
