// Beside the form: the checks and the page of what is being typed, and the way from a finding to its place.
import { LoggedOut, form, later, room, send } from "../../../desk/js/form-api.js";
import { goToField } from "../../../desk/js/to-field.js";

const CHECK_AFTER = 700; // Milliseconds without a key.
const DRAW_AFTER = 900;
const TOO_LARGE = 413; // Its answer is a list of checks too: the reason alone.
// The frame would refuse to run them, and say so in the console each time.
const SCRIPTS = /<script\b[^]*?<\/script>/g;
const beside = room.querySelector("[data-beside]");
const place = beside.querySelector("[data-checks-place]");
const said = beside.querySelector("[data-checks-said]");
const frame = beside.querySelector("[data-preview]");
const tabs = [...beside.querySelectorAll("[data-tab]")];
const wide = matchMedia("(min-width: 75rem)");

/** The newest answer alone counts. */
function newest(ask) {
  let asking;
  return async () => {
    asking?.abort();
    asking = new AbortController();
    try {
      await ask(asking.signal);
    } catch (fault) {
      if (!(fault instanceof LoggedOut || fault instanceof TypeError || fault.name === "AbortError")) throw fault;
    }
  };
}

// The checks

function tellChecks() {
  const { summary, blocking } = place.querySelector("[data-checks]").dataset;
  beside.querySelector("[data-blocking-count]").textContent = blocking === "0" ? "✓" : blocking;
  if (said.textContent !== summary) said.textContent = summary;
}

const check = newest(async (signal) => {
  const answer = await send(room.dataset.checksUrl, { signal });
  if (!answer.ok && answer.status !== TOO_LARGE) return;
  const text = await answer.text();
  const open = new Map([...place.querySelectorAll("[data-group]")].map((group) => [group.dataset.group, group.open]));
  const focused = place.contains(document.activeElement) ? document.activeElement.textContent : "";
  place.innerHTML = text;
  for (const group of place.querySelectorAll("[data-group]")) group.open = open.get(group.dataset.group) ?? group.open;
  if (focused) [...place.querySelectorAll("a, summary")].find((one) => one.textContent === focused)?.focus();
  tellChecks();
});

// The page

const draw = newest(async (signal) => {
  const answer = await send(room.dataset.previewUrl, { signal });
  if (!answer.ok) return;
  const scrolled = frame.contentWindow?.scrollY ?? 0;
  frame.hidden = false;
  frame.addEventListener("load", () => settle(scrolled), { once: true });
  frame.srcdoc = (await answer.text()).replaceAll(SCRIPTS, "");
});

function settle(scrolled) {
  frame.contentWindow.scrollTo(0, scrolled);
  // The frame has no script of its own. A link inside the page works; any other opens where it can be read.
  frame.contentDocument.addEventListener("click", (event) => {
    const link = event.target.closest("a[href]");
    if (!link || link.getAttribute("href").startsWith("#")) return;
    event.preventDefault();
    window.open(link.href, "_blank", "noopener");
  });
}

// The tabs

function show(name) {
  room.dataset.shown = name;
  for (const tab of tabs) {
    const isChosen = tab.dataset.tab === name;
    tab.setAttribute("aria-selected", isChosen);
    tab.tabIndex = isChosen ? 0 : -1;
  }
  if (name === "preview") draw();
}

function step(event) {
  const shown = tabs.filter((tab) => tab.offsetParent);
  const at = shown.indexOf(event.target);
  const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: shown.length - 1 }[event.key];
  if (to === undefined) return;
  event.preventDefault();
  const next = shown.at(to % shown.length);
  show(next.dataset.tab);
  next.focus();
}

// The way to a place

function selectWords(field, quote) {
  const wanted = quote.match(/[\p{L}\p{N}]+/gu);
  if (!wanted || field.selectionStart === undefined) return;
  const exact = field.value.indexOf(quote);
  const found = exact >= 0 ? { index: exact, 0: quote } : new RegExp(wanted.join("[^\\p{L}\\p{N}]+"), "iu").exec(field.value);
  if (found) field.setSelectionRange(found.index, found.index + found[0].length);
}

function fieldAt(id, quote) {
  const found = document.getElementById(id);
  if (!found || found.matches("input, select, textarea")) return found;
  const named = [...found.querySelectorAll("input[name$='-key']")].find((field) => quote && field.value === quote);
  return named ?? found.querySelector(":checked, .inline-related:not(.empty-form) input:not([type=hidden]), .add-row a, .addlink") ?? found;
}

function goTo(id, quote) {
  const field = fieldAt(id, quote);
  if (!field) return;
  if (!wide.matches) show("write");
  if (goToField(field, quote) && field.matches("textarea, input[type=text]")) selectWords(field, quote);
}

beside.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-quote]");
  if (!link) return;
  event.preventDefault();
  goTo(link.hash.slice(1), link.dataset.quote);
});
for (const tab of tabs) {
  tab.addEventListener("click", () => show(tab.dataset.tab));
  tab.addEventListener("keydown", step);
}
for (const part of beside.querySelectorAll("[data-part]")) {
  part.setAttribute("role", "tabpanel");
  part.querySelector("[data-ask=checks]")?.parentElement.setAttribute("hidden", "");
}
beside.querySelector("[data-tabs]").hidden = false;
wide.addEventListener("change", () => show(wide.matches ? "checks" : "write"));
show(wide.matches ? "checks" : "write");
tellChecks();

const checkSoon = later(check, CHECK_AFTER);
const drawSoon = later(() => room.dataset.shown === "preview" && draw(), DRAW_AFTER);
for (const event of ["input", "change"]) {
  form.addEventListener(event, checkSoon);
  form.addEventListener(event, drawSoon);
}
