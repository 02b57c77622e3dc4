// Own picture, then six digits. The organisation stands behind the # of the address, else it is the phone's only one.
import { deviceOf, signedFetch } from './device.js'
import { read } from './store.js'

/** @typedef {{ id: string, name: string, picture: string | null, pin: boolean }} Person */

const DIGITS = 6

/** @param {string} mark @returns {HTMLElement} */
const $ = (mark) => /** @type {HTMLElement} */ (document.querySelector(`[data-${mark}]`))

const said = $('said')
/** Her passbook, where she came for it; else the first page that is for her. */
const after = new URLSearchParams(location.search).get('to') === 'passbook' ? '/passbook' : ''
let org = ''
/** @type {Person | undefined} */
let person
let typed = ''
/** The PIN somebody made for her, and the first of two times she typed her own. */
let given = ''
let fresh = ''
let busy = false

/** @param {string | undefined} sentence */
function say(sentence) {
  said.textContent = sentence ?? ''
  said.hidden = !sentence
}

/** @param {'none' | 'orgs' | 'who' | 'keys'} step */
function show(step) {
  for (const one of document.querySelectorAll('[data-step]')) {
    /** @type {HTMLElement} */ (one).hidden = /** @type {HTMLElement} */ (one).dataset.step !== step
  }
}

/** @param {Person} who */
function face(who) {
  const [icon, colour] = who.picture?.split('-') ?? []
  const one = document.createElement('span')
  one.className = `face-of${colour ? ` c${colour}` : ''}`
  one.ariaHidden = 'true'
  if (!icon) one.textContent = who.name.slice(0, 1).toUpperCase()
  else {
    const space = 'http://www.w3.org/2000/svg'
    const drawing = document.createElementNS(space, 'svg')
    drawing.setAttribute('class', 'i')
    const use = document.createElementNS(space, 'use')
    use.setAttribute('href', `#p-${icon}`)
    drawing.append(use)
    one.append(drawing)
  }
  return one
}

/** @param {Person[]} people */
function choose(people) {
  $('faces').replaceChildren(
    ...people.map((who) => {
      const one = document.createElement('button')
      one.type = 'button'
      one.append(face(who), who.name)
      one.addEventListener('click', () => (who.pin ? ask(who) : say(said.dataset.noPin?.replace('{0}', who.name))))
      return one
    }),
  )
  show('who')
}

/** @param {Person} who */
function ask(who) {
  say(undefined)
  person = who
  given = fresh = ''
  $('face').replaceChildren(face(who))
  $('name').textContent = who.name
  show('keys')
  next('pin')
}

/** @param {'pin' | 'fresh' | 'again'} what */
function next(what) {
  typed = ''
  $('asked').textContent = $('asked').dataset[what] ?? ''
  dots()
}

function dots() {
  const spoken = ($('dots').dataset.of ?? '').replace('{0}', String(typed.length)).replace('{1}', String(DIGITS))
  const word = document.createElement('span')
  word.className = 'vh'
  word.textContent = spoken
  const marks = Array.from({ length: DIGITS }, (_, n) => {
    const mark = document.createElement('i')
    mark.className = n < typed.length ? 'on' : ''
    return mark
  })
  $('dots').replaceChildren(word, ...marks)
}

/** @param {string} key */
function press(key) {
  if (busy || $('keys').closest('section')?.hidden) return
  say(undefined)
  if (key === 'back') typed = typed.slice(0, -1)
  else if (typed.length < DIGITS) typed += key
  dots()
  if (typed.length === DIGITS) whole()
}

function whole() {
  if (!given) return send(typed)
  if (!fresh) {
    fresh = typed
    return next('again')
  }
  if (typed === fresh) return send(given, fresh)
  fresh = ''
  next('fresh')
  say(said.dataset.differs)
}

/** @param {string} pin @param {string} [own] */
async function send(pin, own) {
  busy = true
  try {
    const body = JSON.stringify({ person: person?.id, pin, fresh: own })
    const answer = await signedFetch(`/o/${org}/pin`, { org, method: 'POST', body })
    const got = await answer.json()
    if (answer.ok && !got.change) return location.assign(`/o/${org}${after}`)
    if (got.change) {
      given = pin
      next('fresh')
    } else {
      fresh = ''
      next(got.error === 'silly' ? 'fresh' : 'pin')
      if (got.error !== 'silly') given = ''
      say(got.sentence)
    }
  } catch {
    next(given ? 'fresh' : 'pin')
    fresh = ''
    say(said.dataset.offline)
  } finally {
    busy = false
  }
}

/** @param {string} chosen */
async function enter(chosen) {
  org = chosen
  try {
    const answer = await signedFetch(`/o/${org}/pin/people`, { org })
    const got = await answer.json()
    if (answer.ok) choose(got.people)
    else say(got.sentence)
  } catch {
    say(said.dataset.offline)
  }
}

/** @param {string[]} orgs */
async function offer(orgs) {
  $('orgs').replaceChildren(
    ...(await Promise.all(
      orgs.map(async (one) => {
        const row = document.createElement('li')
        const link = document.createElement('a')
        link.href = '#' + one
        link.textContent = (await read('snapshot', (s) => s.get(one)))?.name ?? (await deviceOf(one))?.name ?? one
        row.append(link)
        return row
      }),
    )),
  )
  show('orgs')
}

async function start() {
  say(undefined)
  if (!crypto.subtle) return say(said.dataset.insecure)
  const orgs = (await read('device', (s) => s.getAllKeys())).map(String)
  const named = location.hash.slice(1)
  if (orgs.includes(named)) await enter(named)
  else if (orgs.length === 1) await enter(orgs[0] ?? '')
  else if (orgs.length > 1) await offer(orgs)
  else show('none')
}

$('keys').addEventListener('click', (event) => {
  const key = /** @type {HTMLElement} */ (event.target).closest('button')?.dataset.key
  if (key) press(key)
})
document.addEventListener('keydown', (event) => {
  if (/^\d$/.test(event.key)) press(event.key)
  else if (event.key === 'Backspace') press('back')
})
$('other').addEventListener('click', start)
addEventListener('hashchange', start)
start()
