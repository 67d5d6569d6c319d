// Keeps what was typed on the server while it is not saved: a session that ended or a browser that died costs no words.
// It is no version, and nobody else sees it.
import { LoggedOut, element, form, later, renewToken, room, say, send, typed } from "./form-api.js";

const PAUSE = 1_500; // Milliseconds without a key.
const RETRY = 10_000;
const status = form.querySelector("[data-autosave-status]");
const asText = () => {
  const now = typed();
  now.delete("csrfmiddlewaretoken");
  return now.toString();
};
let known = room.dataset.knownAutosave;
let kept = asText(); // As the page was opened; then as it was last kept.
const opened = "isBroughtBack" in room.dataset ? "" : kept;
let isLeaving = false;
let note;

const isUnsaved = () => asText() !== opened;

function tell(name, gaps) {
  status.textContent = say(name, gaps);
}

function tellLoggedOut() {
  if (note) return;
  const link = element("a", { href: room.dataset.loginUrl, target: "_blank" }, say("log_in"));
  note = element("p", { class: "errornote", role: "alert", tabindex: "-1" }, say("logged_out"), " ", link, ". ", say("then_save"));
  form.querySelector(".submit-row").before(note);
  note.focus();
}

async function keep() {
  const now = asText();
  if (now === kept || isLeaving) return;
  try {
    const answer = await send(room.dataset.autosaveUrl, { headers: { "X-Known-Autosave": known } });
    if (answer.ok) {
      kept = now;
      ({ known } = await answer.json());
      tell("kept", { time: new Date().toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" }) });
    } else if (answer.status === 409) tell("kept_elsewhere");
    else if (answer.status === 413) tell("too_long");
  } catch (fault) {
    if (fault instanceof LoggedOut) tellLoggedOut();
    else {
      tell("offline");
      setTimeout(keepSoon, RETRY);
    }
  }
}
const keepSoon = later(keep, PAUSE);

for (const event of ["input", "change"]) form.addEventListener(event, keepSoon);
document.addEventListener("visibilitychange", () => document.hidden && keepSoon.atOnce());

// Back from the log-in in another tab.
window.addEventListener("focus", async () => {
  if (!note) return;
  try {
    await renewToken();
  } catch {
    return;
  }
  note?.remove();
  note = undefined;
  tell("logged_in_again");
  keepSoon();
});

// Before a save leaves the page, whether somebody is still logged in: else the log-in page would swallow the text.
let isSure = false;
form.addEventListener("submit", async (event) => {
  if (event.submitter?.formTarget === "_blank") return;
  if (isSure) {
    isLeaving = true;
    return;
  }
  event.preventDefault();
  try {
    await renewToken();
  } catch (fault) {
    if (fault instanceof LoggedOut) tellLoggedOut();
    else tell("offline");
    return;
  }
  isSure = true;
  form.requestSubmit(event.submitter);
});

window.addEventListener("beforeunload", (event) => {
  if (!isLeaving && isUnsaved()) event.preventDefault();
});

const offer = room.querySelector("[data-offer]");
offer?.querySelector("[data-discard]").addEventListener("submit", async (event) => {
  event.preventDefault();
  const answer = await fetch(event.target.action, { method: "POST", body: new FormData(event.target), redirect: "manual" });
  if (!answer.ok && answer.type !== "opaqueredirect") return;
  offer.remove();
  form.querySelector("input:not([type=hidden]), select, textarea").focus();
  keepSoon();
});
offer?.addEventListener("submit", () => (isLeaving = true));
