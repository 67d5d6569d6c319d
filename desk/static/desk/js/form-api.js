// What a form of the desk is made of, and what all of its scripts need. Without them the form works as ever.
export const room = document.querySelector("[data-writing-room]");
export const form = room?.querySelector("form[id$=_form]");
const wordList = JSON.parse(document.getElementById("desk-words")?.textContent ?? "{}");

/** A sentence of the page's own language, with its {gaps} filled. */
export function say(name, gaps = {}) {
  return wordList[name].replace(/\{(\w+)\}/g, (_whole, gap) => gaps[gap]);
}

export function settingOf(name) {
  return wordList[name];
}

/** Calls `act` once, when nothing has asked for it during `pause` milliseconds. */
export function later(act, pause) {
  let waiting;
  const ask = () => {
    clearTimeout(waiting);
    waiting = setTimeout(act, pause);
  };
  ask.atOnce = () => {
    clearTimeout(waiting);
    return act();
  };
  return ask;
}

export function typed() {
  return new URLSearchParams([...new FormData(form)].filter(([, value]) => typeof value === "string"));
}

export class LoggedOut extends Error {}

/** Log-in in another tab changes the token that forms carry. Throws LoggedOut. */
export async function renewToken() {
  const answer = await fetch(room.dataset.tokenUrl, { redirect: "manual", headers: { "X-Requested-With": "fetch" } });
  if (!answer.ok) throw new LoggedOut();
  const { token } = await answer.json();
  for (const field of document.querySelectorAll("[name=csrfmiddlewaretoken]")) field.value = token;
}

/** Posts the form as it stands, or what `fields` gives, to an address of its own. Throws LoggedOut, or TypeError where
 *  there is no network. */
export async function send(url, { headers = {}, signal, fields = typed } = {}) {
  const post = () =>
    fetch(url, { method: "POST", body: fields(), redirect: "manual", signal, headers: { "X-Requested-With": "fetch", ...headers } });
  const answer = await post();
  if (answer.status !== 403 && answer.type !== "opaqueredirect") return answer;
  await renewToken();
  return post();
}

const voice = document.createElement("p");
voice.className = "visually-hidden";
voice.setAttribute("role", "status");
room?.append(voice);

/** For those who hear the page. */
export function announce(text) {
  voice.textContent = text;
}

export function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}
