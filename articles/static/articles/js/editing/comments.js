// Comments beside a text: the words that one marks become the quotation, and beside the form nothing leaves the page.
import { LoggedOut, announce, room, say, send } from "../../../desk/js/form-api.js";

const AROUND = 80; // Characters that tell this place from others with the same words.
const place = document.querySelector("[data-comments-place]");
const tab = document.querySelector("[data-tab=comments]");
let marked;

const panel = () => place.querySelector("[data-comments]");
const typedTexts = () => [...place.querySelectorAll("form[data-key] textarea, form[data-key] select")];

function around(text, from, to) {
  return { exact: text.slice(from, to), prefix: text.slice(Math.max(0, from - AROUND), from), suffix: text.slice(to, to + AROUND) };
}

/** The words of a piece of the page, without the numbers of sources. */
function wordsOf(range) {
  const copy = range.cloneContents();
  for (const number of copy.querySelectorAll(".citation")) number.replaceWith(" ");
  for (const block of copy.querySelectorAll("p, li, h3, td, th, summary, figcaption")) block.append(" ");
  return copy.textContent.replace(/\s+/g, " ");
}

/** What is marked in a field of the form, or in the text that one reads. */
function markedNow() {
  const field = document.activeElement;
  if (field?.matches("textarea, input[type=text]") && !place.contains(field)) {
    const { value, selectionStart, selectionEnd } = field;
    return selectionStart < selectionEnd ? around(value, selectionStart, selectionEnd) : undefined;
  }
  const selection = getSelection();
  const read = !selection.isCollapsed && selection.anchorNode?.parentElement?.closest(".signing-text");
  if (!read) return undefined;
  const range = selection.getRangeAt(0);
  const [before, after] = [range.cloneRange(), range.cloneRange()];
  before.collapse(true);
  before.setStart(read, 0);
  after.collapse(false);
  after.setEnd(read, read.childNodes.length);
  return { exact: wordsOf(range), prefix: wordsOf(before).slice(-AROUND), suffix: wordsOf(after).slice(0, AROUND) };
}

/** With all letters of the first and the last word: half a word stands nowhere. */
function wholeWords({ exact, prefix, suffix }) {
  const [head] = /^[\p{L}\p{N}]/u.test(exact) ? /[\p{L}\p{N}]*$/u.exec(prefix) : [""];
  const [tail] = /[\p{L}\p{N}]$/u.test(exact) ? /^[\p{L}\p{N}]*/u.exec(suffix) : [""];
  return { exact: head + exact + tail, prefix: prefix.slice(0, prefix.length - head.length), suffix: suffix.slice(tail.length) };
}

function takeWords() {
  const form = place.querySelector("form[data-key=new-thread]");
  for (const [name, words] of Object.entries(marked ? wholeWords(marked) : {})) form.elements[name].value = words.trim();
  form.elements[marked ? "text" : "exact"].focus();
}

function showThread(id) {
  tab?.click();
  const thread = place.querySelector(`#thread-${id}`);
  thread?.closest("details")?.setAttribute("open", "");
  thread?.scrollIntoView({ block: "nearest" });
  thread?.focus();
}

function drawn() {
  place.querySelector("[data-take-words]").hidden = !(room || document.querySelector(".signing-text"));
  const count = document.querySelector("[data-thread-count]");
  if (count) count.textContent = Number(panel().dataset.open) || "";
  document.dispatchEvent(new Event("comments-drawn"));
}

/** Draws the panel anew, and gives back what stands unsent in its other fields. */
function draw(html, sent) {
  const key = (field) => `${field.form.dataset.key}/${field.name}`;
  const kept = new Map(typedTexts().filter((field) => field.form !== sent && field.value).map((field) => [key(field), field.value]));
  place.innerHTML = html;
  for (const field of typedTexts()) {
    if (!kept.has(key(field))) continue;
    field.value = kept.get(key(field));
    field.closest("details")?.setAttribute("open", "");
  }
  drawn();
}

async function post(form, button) {
  const fields = () => new URLSearchParams([...new FormData(form, button)]);
  try {
    const answer = await send(form.action, { fields });
    if (!answer.ok && answer.status !== 400) return;
    draw(await answer.text(), answer.ok ? form : undefined);
    const { touched, said } = panel().dataset;
    announce(said);
    (place.querySelector("[role=alert]") ?? document.getElementById(touched) ?? place.querySelector("#new-thread")).focus();
  } catch (fault) {
    announce(say(fault instanceof LoggedOut ? "logged_out" : "offline"));
  }
}

if (place) {
  drawn();
  document.addEventListener("selectionchange", () => (marked = markedNow() ?? marked));
  document.addEventListener("words-marked", ({ detail }) => (marked = detail));
  document.addEventListener("comment-wanted", () => {
    tab?.click();
    takeWords();
  });
  document.addEventListener("thread-wanted", ({ detail }) => showThread(detail));
  place.addEventListener("click", ({ target }) => target.closest("[data-take-words]") && takeWords());
  // The words that were taken may be mended by hand: then what stood around them is no longer known.
  place.addEventListener("input", ({ target }) => {
    if (target.name === "exact") for (const name of ["prefix", "suffix"]) target.form.elements[name].value = "";
  });
  if (room) {
    place.addEventListener("submit", (event) => {
      event.preventDefault();
      post(event.target, event.submitter);
    });
    window.addEventListener("beforeunload", (event) => typedTexts().some((field) => field.name === "text" && field.value.trim()) && event.preventDefault());
  }
  const asked = /^#thread-(\d+)$/.exec(location.hash);
  if (asked) showThread(asked[1]);
}
