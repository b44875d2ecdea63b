// Passkeys. A form with data-passkey asks the device for one, and is sent with what the device answers.
//   data-passkey="get" | "create"; data-options: id of the JSON with the server's options, or data-options-url.
// A form that needs a passkey is shown only where the browser knows of them.
const device = globalThis.webauthnJSON

const optionsFor = async (form) => {
  const { options, optionsUrl } = form.dataset
  if (options) return JSON.parse(document.getElementById(options).textContent)
  const answer = await fetch(optionsUrl, { headers: { accept: "application/json" } })
  if (!answer.ok) throw new Error(answer.statusText)
  return answer.json()
}

const alone = (options) => {
  const selection = options.publicKey.authenticatorSelection
  Object.assign(selection, { residentKey: "required", requireResidentKey: true, userVerification: "required" })
  return options
}

const ask = async (form) => {
  const given = await optionsFor(form)
  if (form.dataset.passkey === "get") return device.get(given.request_options)
  const options = given.creation_options
  return device.create(form.elements.passwordless?.checked ? alone(options) : options)
}

const start = (form) => {
  const said = form.querySelector("[data-said]")
  form.hidden = false
  form.addEventListener("submit", async (event) => {
    if (form.elements.credential.value) return
    event.preventDefault()
    said.textContent = said.dataset.waiting
    try {
      form.elements.credential.value = JSON.stringify(await ask(form))
      form.submit()
    } catch {
      said.textContent = said.dataset.failed
    }
  })
}

if (device?.supported()) document.querySelectorAll("form[data-passkey]").forEach(start)
