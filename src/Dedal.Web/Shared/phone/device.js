// This phone's own key in an organisation: made here, never leaves here, signs what the phone sends.
import { get, put } from './store.js'

/** @typedef {{ id: string, name: string, keys: CryptoKeyPair }} Device */

const KIND = { name: 'ECDSA', namedCurve: 'P-256' }
const HASH = { name: 'ECDSA', hash: 'SHA-256' }

/** @param {ArrayBuffer} buffer */
function base64url(buffer) {
  const plain = btoa(String.fromCharCode(...new Uint8Array(buffer)))
  return plain.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')
}

/** @param {ArrayBuffer} buffer */
const hex = (buffer) => Array.from(new Uint8Array(buffer), (b) => b.toString(16).padStart(2, '0')).join('')

/** Enrols this phone with a code from the organisation. Throws the server's sentence.
 * @param {string | null} org null when only the code was typed: it names the organisation
 * @param {string} code
 * @param {string} name what the organisation calls this phone
 * @returns {Promise<string>} the organisation */
export async function enrol(org, code, name) {
  // Not extractable: a script that got in could use the key while it is here, but not carry it away.
  const keys = /** @type {CryptoKeyPair} */ (await crypto.subtle.generateKey(KIND, false, ['sign', 'verify']))
  const key = base64url(await crypto.subtle.exportKey('spki', keys.publicKey))
  const answer = await fetch('/enrol', {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/json' },
    body: JSON.stringify({ org, code, name, key }),
  })
  const said = await answer.json()
  if (!answer.ok) throw new Error(said.sentence)
  await put('device', said.org, { id: said.device, name, keys })
  return said.org
}

/** This phone in an organisation; undefined where it is not enrolled.
 * @param {string} org
 * @returns {Promise<Device | undefined>} */
export const deviceOf = (org) => get('device', org)

/** A request that this phone signs. Without an enrolled phone it goes out unsigned, and the server says so.
 * @param {string} path from "/" on, of this site
 * @param {{ org: string, method?: string, body?: string, signal?: AbortSignal }} how */
export async function signedFetch(path, { org, method = 'GET', body, signal }) {
  /** @type {Record<string, string>} */
  const headers = { accept: 'application/json' }
  if (body !== undefined) headers['content-type'] = 'application/json'
  const device = await deviceOf(org)
  if (device) headers['Dedal-Device'] = `${device.id}.${await signature(device, method, path, body ?? '')}`
  return fetch(path, { method, headers, body, signal, cache: 'no-store' })
}

/** @param {Device} device @param {string} method @param {string} path @param {string} body */
async function signature(device, method, path, body) {
  const text = new TextEncoder()
  const { pathname, search } = new URL(path, location.href)
  const hash = hex(await crypto.subtle.digest('SHA-256', text.encode(body)))
  const signed = text.encode(`${method}\n${pathname}${search}\n${hash}`)
  return base64url(await crypto.subtle.sign(HASH, device.keys.privateKey, signed))
}
