// Passkeys: forms with `data-passkey` ask the browser for a credential and send it as JSON in `credential`.
// What it says comes from the page (psyweb/access/words.py).
// `data-passkey` names the <script type="application/json"> that holds the options, or is "fetch".

const WORDS = JSON.parse(document.getElementById("passkey-words").textContent);

class NoAnswer extends Error {
  name = "NoAnswer";
}

const isNew = (form) => form.hasAttribute("data-passkey-new");

async function optionsFor(form) {
  if (form.dataset.passkey !== "fetch") {
    return JSON.parse(document.getElementById(form.dataset.passkey).textContent);
  }
  const answer = await fetch(form.action, { headers: { Accept: "application/json" } });
  if (!answer.ok) throw new NoAnswer();
  return answer.json();
}

async function askBrowser(form, options) {
  if (isNew(form)) {
    const { publicKey } = options.creation_options;
    const withoutPassword = form.elements.passwordless?.checked ?? false;
    publicKey.authenticatorSelection = {
      ...publicKey.authenticatorSelection,
      residentKey: withoutPassword ? "required" : "discouraged",
      requireResidentKey: withoutPassword,
      ...(withoutPassword && { userVerification: "required" }),
    };
    return navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(publicKey) });
  }
  const { publicKey } = options.request_options;
  return navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(publicKey) });
}

const inWords = ({ name, message }) => WORDS[name] ?? message;

async function send(event) {
  event.preventDefault();
  const form = event.currentTarget;
  const note = form.querySelector("[data-passkey-error]");
  note.hidden = true;
  try {
    const credential = await askBrowser(form, await optionsFor(form));
    form.elements.credential.value = JSON.stringify(credential);
    form.submit();
  } catch (error) {
    note.textContent = inWords(error);
    note.hidden = false;
  }
}

if (window.PublicKeyCredential?.parseCreationOptionsFromJSON) {
  for (const form of document.querySelectorAll("form[data-passkey]")) {
    form.hidden = false;
    form.addEventListener("submit", send);
  }
}
