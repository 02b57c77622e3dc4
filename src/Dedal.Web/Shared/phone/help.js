// Help stands at the same place on every screen: two or three sentences, read aloud where there is a voice.

import { listen } from './saying.js'
import { part, w } from './app.js'

/** @param {HTMLDialogElement} dialog */
export function help(dialog) {
  const name = location.pathname.split('/')[3] ?? 'hoy'
  const text = w('phone.help.' + name) || w('shop.help.' + name) || w('phone.help.hoy')
  part(dialog, 'help-text').textContent = text
  part(dialog, 'help-close').onclick = () => dialog.close()
  const old = part(dialog, 'help-listen')
  if (old) {
    const button = /** @type {HTMLElement} */ (old.cloneNode(true))
    old.replaceWith(button)
    listen(button, text)
  }
  dialog.showModal()
}
