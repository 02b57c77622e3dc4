// The page on which a phone is enrolled. The address says after its # what the QR held: ORG.CODE; or only ORG, when
// somebody who is signed in makes the phone in her hand one of her organisation's.
import { enrol } from './device.js'
import { install } from './install.js'

const form = /** @type {HTMLFormElement} */ (document.querySelector('[data-enrol]'))
const go = /** @type {HTMLButtonElement} */ (form.querySelector('button'))
const said = /** @type {HTMLElement} */ (document.querySelector('[data-said]'))
const [org = '', code = ''] = location.hash.slice(1).split('.')
const own = org !== '' && code === ''

/** @param {string} name @returns {HTMLInputElement} */
const field = (name) => /** @type {HTMLInputElement} */ (form.elements.namedItem(name))

/** @param {string | undefined} sentence */
function say(sentence) {
  said.textContent = sentence ?? ''
  said.hidden = !sentence
}

async function ownCode() {
  const answer = await fetch(`/o/${org}/devices/own`, { method: 'POST', headers: { accept: 'application/json' } })
  const got = await answer.json()
  if (!answer.ok) throw new Error(got.sentence)
  return got.code
}

/** @param {SubmitEvent} event */
async function submit(event) {
  event.preventDefault()
  say(undefined)
  go.disabled = true
  try {
    const where = await enrol(org || null, own ? await ownCode() : field('code').value, field('name').value)
    await install(where)
    location.assign(`/o/${where}/hoy`)
  } catch (fault) {
    // Without signal fetch has no sentence of ours.
    const ours = fault instanceof Error && !(fault instanceof TypeError)
    say((ours && fault.message) || said.dataset.offline)
    go.disabled = false
  }
}

// What was read from the QR stays in no history. Without one, what was typed before this script came stays.
if (code) {
  field('code').value = code
  history.replaceState(null, '', location.pathname)
}
const typed = /** @type {HTMLElement} */ (document.querySelector('[data-typed]'))
typed.hidden = own
field('code').required = !own
for (const hint of document.querySelectorAll('[data-own]')) /** @type {HTMLElement} */ (hint).hidden = !own
if (crypto.subtle) {
  form.addEventListener('submit', submit)
  go.disabled = false
} else {
  say(said.dataset.insecure)
  form.hidden = true
}
