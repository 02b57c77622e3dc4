// A voice note of at most fifteen seconds in the place of choosing a file: a tap begins, a tap ends and sends it. A
// form marked data-voice keeps its file field where the browser cannot record. Sent again it carries the same id.

const LONGEST_MS = 15_000
const TYPES = ['audio/webm;codecs=opus', 'audio/ogg;codecs=opus', 'audio/mp4']

/** What this browser records that the server takes. */
export const typeOf = (/** @type {(type: string) => boolean} */ isTaken) => TYPES.find(isTaken)

/** Whether the server has it: it goes on to the questions. Where her session is over it goes on to sign in.
 * @param {Response} answer */
export const isTaken = (answer) => answer.ok && new URL(answer.url).pathname.endsWith('/questions')

/** Records until `stop` is called or the time is over.
 * @param {MediaStream} stream @param {string} type
 * @returns {{ stop: () => void, voice: Promise<Blob> }} */
export function record(stream, type) {
  // 24 kbit/s: clear speech, 45 kB in fifteen seconds.
  const recorder = new MediaRecorder(stream, { mimeType: type, audioBitsPerSecond: 24_000 })
  /** @type {Blob[]} */
  const parts = []
  recorder.ondataavailable = (e) => parts.push(e.data)
  const stop = () => recorder.state === 'recording' && recorder.stop()
  const voice = new Promise((/** @type {(voice: Blob) => void} */ done) => {
    recorder.onstop = () => {
      for (const track of stream.getTracks()) track.stop()
      done(new Blob(parts, { type: type.split(';')[0] }))
    }
  })
  recorder.start()
  setTimeout(stop, LONGEST_MS)
  return { stop, voice }
}

/** @param {HTMLFormElement} form @param {string} type */
function enhance(form, type) {
  const button = /** @type {HTMLButtonElement} */ (form.querySelector('[data-send]'))
  const said = /** @type {HTMLElement} */ (form.querySelector('[data-said]'))
  const label = /** @type {Text} */ (button.lastChild)
  const word = (/** @type {string} */ name) => form.dataset[name] ?? ''
  /** @type {(() => void) | undefined} */
  let stop
  /** @type {Blob | undefined} */
  let kept

  const show = (/** @type {string} */ text, wrong = '') => {
    label.data = text
    said.textContent = wrong
    said.hidden = !wrong
    button.disabled = false
  }

  const send = async (/** @type {Blob} */ voice) => {
    kept = voice
    button.disabled = true
    const body = new FormData(form)
    body.set('voice', voice, 'voice')
    const answer = await fetch(form.action, { method: 'POST', body }).catch(() => undefined)
    if (answer && isTaken(answer)) location.assign(answer.url)
    else show(word('again'), word('notSent'))
  }

  const begin = async () => {
    const stream = await navigator.mediaDevices.getUserMedia({ audio: true }).catch(() => undefined)
    if (!stream) return show(word('record'), word('noMic'))
    const recording = record(stream, type)
    stop = recording.stop
    show(word('stop'))
    const voice = await recording.voice
    stop = undefined
    await send(voice)
  }

  /** @type {HTMLElement} */ (form.querySelector('[data-file]')).remove()
  show(word('record'))
  form.addEventListener('submit', (event) => {
    event.preventDefault()
    if (stop) stop()
    else if (kept) void send(kept)
    else void begin()
  })
}

const type =
  typeof MediaRecorder === 'function' && navigator.mediaDevices
    ? typeOf((t) => MediaRecorder.isTypeSupported(t))
    : undefined
for (const form of type ? document.querySelectorAll('form[data-voice]') : []) {
  enhance(/** @type {HTMLFormElement} */ (form), /** @type {string} */ (type))
}
