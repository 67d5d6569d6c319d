// Marks of the small grammar, for people who do not know them by heart. One stop of the tab key; arrows inside.
import { insertBlock, isCalloutMark, outsideCallouts, wholeLines } from "./markdown-blocks.js";
import { element, insert, say, settingOf } from "../../../desk/js/form-api.js";

const selected = (field) => field.value.slice(field.selectionStart, field.selectionEnd);

/** Gives each line its mark, or takes it away where all have it. The marks of callouts stay as they are. */
function markLines(field, pattern, markOf) {
  const [start, end] = wholeLines(field);
  const lines = field.value.slice(start, end).split("\n");
  if (lines.length === 1 && isCalloutMark(lines[0])) {
    insertBlock(field, markOf(0), [end, end]);
    return;
  }
  const isMarked = lines.some((line) => pattern.test(line)) && lines.every((line) => !line.trim() || isCalloutMark(line) || pattern.test(line));
  const bare = lines.map((line) => line.replace(/^(?:### |- |\d+\. )/, ""));
  if (isMarked) {
    insert(field, bare.join("\n"), [start, end]);
    return;
  }
  const filled = bare.length > 1 ? bare.filter((line) => line.trim()) : bare;
  insertBlock(field, filled.map((line, number) => (isCalloutMark(line) ? line : markOf(number) + line)).join("\n"), [start, end]);
}

function bold(field) {
  const { selectionStart: start, selectionEnd: end } = field;
  const isBold = field.value.slice(start - 2, start) === "**" && field.value.slice(end, end + 2) === "**";
  if (isBold) {
    insert(field, selected(field), [start - 2, end + 2]);
    field.setSelectionRange(start - 2, end - 2);
  } else {
    insert(field, `**${selected(field)}**`);
    field.setSelectionRange(start + 2, end + 2);
  }
}

function link(field) {
  const start = field.selectionStart;
  const words = selected(field) || say("link_words");
  insert(field, `[${words}](https://)`);
  const address = start + words.length + 3;
  field.setSelectionRange(address, address + "https://".length);
}

function callout(field, name) {
  const [start, end] = outsideCallouts(field);
  const words = field.value.slice(start, end);
  const opening = `::: ${name}\n`;
  const place = insertBlock(field, `${opening}${words}\n:::`, [start, end]) + opening.length;
  field.setSelectionRange(place, place + words.length);
}

const MARKS = [
  { name: "bold", shows: "B", key: "b", act: bold },
  { name: "heading", shows: "H", act: (field) => markLines(field, /^### /, () => "### ") },
  { name: "list", shows: "•", act: (field) => markLines(field, /^- /, () => "- ") },
  { name: "numbered", shows: "1.", act: (field) => markLines(field, /^\d+\. /, (number) => `${number + 1}. `) },
  { name: "link", shows: "Link", key: "k", act: link },
];

function button(name, shows, label) {
  return element("button", { type: "button", class: `mark-button is-${name}`, "aria-label": label, title: label, tabindex: "-1" }, shows);
}

function step(bar, event) {
  const buttons = [...bar.children];
  const at = buttons.indexOf(event.target);
  const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: -1 }[event.key];
  if (to === undefined) return;
  event.preventDefault();
  for (const one of buttons) one.tabIndex = -1;
  const next = buttons.at(to % buttons.length);
  next.tabIndex = 0;
  next.focus();
}

export function addToolbar(field, cite) {
  const bar = element("div", { class: "marks", role: "toolbar", "aria-label": say("toolbar"), "aria-controls": field.id });
  const callouts = (settingOf("callouts") ?? []).map(({ name, title }) => ({
    name: `callout-${name}`,
    shows: title,
    label: `${say("callout")}: ${title}`,
    act: (into) => callout(into, name),
  }));
  const marks = [...MARKS, { name: "cite", shows: say("cite"), act: cite }, ...callouts];
  for (const { name, shows, key, label, act } of marks) {
    const made = button(name, shows, (label ?? say(name)) + (key ? ` (Ctrl+${key.toUpperCase()})` : ""));
    made.addEventListener("click", () => act(field));
    bar.append(made);
  }
  bar.firstChild.tabIndex = 0;
  bar.addEventListener("keydown", (event) => step(bar, event));
  field.before(bar);
  field.addEventListener("keydown", (event) => {
    const mark = marks.find(({ key }) => key && key === event.key);
    if (!mark || !(event.ctrlKey || event.metaKey) || event.shiftKey || event.altKey) return;
    event.preventDefault();
    mark.act(field);
  });
}
