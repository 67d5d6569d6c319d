// What the site has to offer: pages, statements, pictures, and the sources as they stand in the form.
import { form, renewToken, room } from "../../../../desk/js/form-api.js";

async function asked(url, question = {}) {
  const answer = await fetch(`${url}?${new URLSearchParams(question)}`, { redirect: "manual", headers: { "X-Requested-With": "fetch" } });
  return answer.ok ? answer.json() : {};
}

export async function pages(query) {
  const { found = [] } = await asked(room.dataset.pagesUrl, { q: query });
  return found;
}

/** Each {word, detail}: medicines and words of the glossary. Undefined where the site did not answer. */
export async function wordsBeginning(letters) {
  return (await asked(room.dataset.wordsUrl, { q: letters }).catch(() => ({}))).found;
}

let known;

/** Each {name, title, words}; asked for once. */
export function statements() {
  known ??= asked(room.dataset.statementsUrl).then(({ found = [] }) => found);
  return known;
}

/** Each {name, words, address, width, height}, the newest first. */
export async function pictures(query) {
  const { pictures: found = [] } = await asked(room.dataset.picturesUrl, { q: query });
  return found;
}

const named = new Map();

export function pictureNamed(name) {
  if (!named.has(name)) named.set(name, pictures(name).then((found) => found.find((one) => one.name === name)));
  return named.get(name);
}

/** Stores a picture by the form of the register. Returns the picture, or what the form says is wrong. */
export async function uploadPicture(values) {
  const body = new FormData();
  await renewToken();
  for (const [name, value] of Object.entries(values)) body.append(name, value);
  body.append("csrfmiddlewaretoken", form.querySelector("[name=csrfmiddlewaretoken]").value);
  const answer = await fetch(room.dataset.newPictureUrl, { method: "POST", body, redirect: "manual" });
  if (answer.type === "opaqueredirect") return { picture: (await pictures(""))[0] };
  const page = new DOMParser().parseFromString((await answer.text()).replace(/<script\b[^]*?<\/script>|\sstyle="[^"]*"/g, ""), "text/html");
  return { faults: [...page.querySelectorAll("[data-error-summary] li")].map((one) => one.textContent.trim()) };
}

// The sources of this article

const ROWS = "#sources-group .inline-related:not(.empty-form)";
const fieldOf = (row, name) => row.querySelector(`[name$='-${name}']`);

/** The sources as they stand in the form, saved or not: {key, title, publisher}. */
export function sources() {
  const value = (row, name) => fieldOf(row, name)?.value.trim() ?? "";
  return [...form.querySelectorAll(ROWS)]
    .filter((row) => !fieldOf(row, "DELETE")?.checked)
    .map((row) => ({ key: value(row, "key"), title: value(row, "title"), publisher: value(row, "publisher") }))
    .filter(({ key }) => key);
}

export function matching(source, query) {
  const words = `${source.key} ${source.title} ${source.publisher}`.toLowerCase();
  return query.toLowerCase().split(/\s+/).every((word) => words.includes(word));
}

/** A key that no source has: the publisher's initials or first word, and the year. */
export function newKey({ publisher, title, published }) {
  const plain = (text) => text.normalize("NFKD").replace(/[\u0300-\u036f]/g, "");
  const words = plain(publisher || title).match(/[A-Za-z0-9]+/g) ?? ["source"];
  const capital = words.filter((word) => /^[A-Z]/.test(word));
  const short = words.find((word) => /^[A-Z]{3,}$/.test(word)) ?? (capital.length > 2 ? capital.map(([letter]) => letter).join("") : words[0]);
  const year = /\b(?:19|20)\d\d\b/.exec(published)?.[0];
  const base = [short.toLowerCase(), year].filter(Boolean).join("-");
  const taken = new Set(sources().map(({ key }) => key));
  let key = base;
  for (let number = 2; taken.has(key); number += 1) key = `${base}-${number}`;
  return key;
}

/** A new row in the form's sources, with a key of its own. Returns the key, or "" where no more rows fit. */
export function addSource(values) {
  const key = newKey(values);
  const isFree = (row) => ["key", "title", "url", "publisher"].every((name) => !fieldOf(row, name)?.value.trim());
  let row = [...form.querySelectorAll(ROWS)].find(isFree);
  if (!row) {
    form.querySelector("#sources-group .add-row a, #sources-group .addlink")?.click();
    row = [...form.querySelectorAll(ROWS)].find(isFree);
  }
  if (!row) return "";
  for (const [name, value] of Object.entries({ ...values, key })) {
    const field = fieldOf(row, name);
    if (!field) continue;
    field.value = value;
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }
  return key;
}

/** The number that readers will see for each source: by its first citation in the texts of the form. */
export function numbers() {
  const keys = new Set(sources().map(({ key }) => key));
  const found = new Map();
  for (const field of form.querySelectorAll("textarea[data-writing]")) {
    if (field.closest(".empty-form") || field.closest(".inline-related")?.querySelector("[name$='-DELETE']:checked")) continue;
    for (const [, key] of field.value.matchAll(/\[([a-z0-9][a-z0-9-]*)\](?!\()/g)) if (keys.has(key) && !found.has(key)) found.set(key, found.size + 1);
  }
  return found;
}
