// The code of an invitation stands behind the # of its link; it goes into the form and out of the address.
const code = /** @type {HTMLInputElement | null} */ (document.querySelector('input[name=code]'))
if (code && location.hash) {
  code.value = location.hash.slice(1)
  history.replaceState(null, '', location.pathname)
}
