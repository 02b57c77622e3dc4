// Passkeys: asks the server for a challenge, lets the device answer it, brings the answer back. A button says with
// data-passkey what it is for ("sign-in" or "register"), where it leads after, and which sentences to show.

/** @param {string} text */
function bytes(text) {
  const plain = atob(text.replaceAll('-', '+').replaceAll('_', '/'))
  return Uint8Array.from(plain, (c) => c.charCodeAt(0))
}

/** @param {ArrayBuffer | null} buffer */
function text(buffer) {
  if (!buffer) return undefined
  const plain = String.fromCharCode(...new Uint8Array(buffer))
  return btoa(plain).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')
}

/** Sends JSON; what the server refuses is thrown with its sentence.
 * @param {string} path
 * @param {unknown} [body] */
async function post(path, body) {
  const answer = await fetch(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/json' },
    body: JSON.stringify(body ?? {}),
  })
  const said = await answer.json()
  if (!answer.ok) throw new Error(said.sentence)
  return said
}

async function register() {
  const options = await post('/me/passkeys/options')
  options.challenge = bytes(options.challenge)
  options.user.id = bytes(options.user.id)
  for (const known of options.excludeCredentials ?? []) known.id = bytes(known.id)
  const made = /** @type {PublicKeyCredential} */ (await navigator.credentials.create({ publicKey: options }))
  const response = /** @type {AuthenticatorAttestationResponse} */ (made.response)
  await post('/me/passkeys', {
    ...shared(made),
    response: {
      clientDataJSON: text(response.clientDataJSON),
      attestationObject: text(response.attestationObject),
      transports: response.getTransports?.() ?? [],
    },
  })
}

async function signIn() {
  const options = await post('/sign-in/passkey/options')
  options.challenge = bytes(options.challenge)
  for (const known of options.allowCredentials ?? []) known.id = bytes(known.id)
  const got = /** @type {PublicKeyCredential} */ (await navigator.credentials.get({ publicKey: options }))
  const response = /** @type {AuthenticatorAssertionResponse} */ (got.response)
  await post('/sign-in/passkey', {
    ...shared(got),
    response: {
      clientDataJSON: text(response.clientDataJSON),
      authenticatorData: text(response.authenticatorData),
      signature: text(response.signature),
      userHandle: text(response.userHandle),
    },
  })
}

/** @param {PublicKeyCredential} credential */
function shared(credential) {
  return { id: credential.id, rawId: text(credential.rawId), type: credential.type, clientExtensionResults: {} }
}

/** @param {HTMLButtonElement} button */
async function run(button) {
  const said = /** @type {HTMLElement} */ (document.querySelector('[data-passkey-said]'))
  said.hidden = true
  button.disabled = true
  try {
    await (button.dataset.passkey === 'register' ? register() : signIn())
    location.assign(button.dataset.next ?? '/')
  } catch (fault) {
    // The device's own errors (closed, timed out, not there) have no sentence of ours and are all one to her.
    const ours = fault instanceof Error && !(fault instanceof DOMException) && !(fault instanceof TypeError)
    said.textContent = (ours && fault.message) || said.dataset.passkeySaid || ''
    said.hidden = false
    button.disabled = false
  }
}

// Passkeys belong to a name: at a bare address browsers refuse them.
const bareAddress = /^[\d.]+$|:/.test(location.hostname)
if ('PublicKeyCredential' in window && !bareAddress) {
  for (const button of document.querySelectorAll('button[data-passkey]')) {
    const one = /** @type {HTMLButtonElement} */ (button)
    one.hidden = false
    one.addEventListener('click', () => run(one))
  }
}
