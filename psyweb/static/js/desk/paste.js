// What is pasted from Word or a web page becomes the site's small Markdown: words, bold, lists, headings, links.
import { announce, element, insert, room, say } from "./room.js";

const DROPPED = "script, style, meta, link, title, xml, img, svg, video, iframe, form, button, input, [hidden], del, sup[class*=reference], .mw-editsection";
const TRACKING = /^(?:utm_|mc_|fbclid|gclid|dclid|msclkid|igshid|yclid|_hs)/i;
const BOLD = /(?:^|[;\s])font-weight:\s*(?:bold|[6-9]00)/;
const NOT_BOLD = /(?:^|[;\s])font-weight:\s*(?:normal|400)/;
const BLOCKS = "p, div, li, h1, h2, h3, h4, h5, h6, td, th, blockquote, pre, section, article, dd, dt, figcaption";

let turndown;

/** Loaded when it is first needed: most people type. */
async function service() {
  turndown ??= import(room.dataset.turndownUrl).then(({ default: TurndownService }) => {
    const made = new TurndownService({ headingStyle: "atx", bulletListMarker: "-", strongDelimiter: "**", emDelimiter: "" });
    made.escape = (text) => text.replace(/[[\]]/g, "\\$&").replace(/\*\*/g, "\\*\\*").replace(/^(?=- |#|:::|\d+\. )/, "\\");
    made.addRule("plain", { filter: ["em", "i", "u", "code", "pre", "blockquote", "hr"], replacement: (content) => content });
    made.addRule("heading", { filter: ["h1", "h2", "h3", "h4", "h5", "h6"], replacement: (content) => `\n\n### ${content.replace(/\*\*/g, "")}\n\n` });
    made.addRule("item", { filter: "li", replacement: item });
    made.addRule("link", { filter: (node) => node.nodeName === "A", replacement: link });
    return made;
  });
  return turndown;
}

/** The grammar has a list item on one line. */
function item(content, node) {
  const list = node.parentNode;
  const mark = list.nodeName === "OL" ? `${[...list.children].indexOf(node) + 1}. ` : "- ";
  return `${mark}${content.trim().replace(/\s*\n\s*/g, " ")}${node.nextElementSibling ? "\n" : ""}`;
}

function link(content, node) {
  const target = addressOf(node.getAttribute("href") ?? "");
  const words = content.trim().replace(/\\?[[\]]/g, "").replace(/\s+/g, " ");
  return target && words ? `[${words.replace(/\*\*/g, "")}](${target})` : content;
}

/** Without what tells who followed it; of this site's own pages, their short form. Empty for what may not be linked. */
function addressOf(href) {
  let address;
  try {
    address = new URL(href);
  } catch {
    return "";
  }
  if (/(?:^|\.)google\.[a-z.]+$/.test(address.hostname) && address.pathname === "/url") {
    return addressOf(address.searchParams.get("q") ?? address.searchParams.get("url") ?? "");
  }
  const own = address.origin === location.origin && /^\/(article|notice)s\/([a-z0-9-]+)\/$/.exec(address.pathname);
  if (own) return `${own[1]}:${own[2]}`;
  if (address.protocol !== "https:") return "";
  for (const name of [...address.searchParams.keys()]) if (TRACKING.test(name)) address.searchParams.delete(name);
  return address.href.replace(/[\s()]/g, encodeURIComponent);
}

/** Without what browsers would apply or run even here, so that the page's policy has nothing to report. */
function parsed(html) {
  const quiet = html
    .replace(/<(script|style)\b[^]*?<\/\1>/gi, "")
    .replace(/<[^>]+>/g, (tag) => tag.replace(/\s(style|on\w+)\s*=/gi, " data-$1="));
  return new DOMParser().parseFromString(quiet, "text/html").body;
}

/** Made in the parsed document, where nothing that was pasted is loaded or run. */
function inert(body, name, children) {
  const made = body.ownerDocument.createElement(name);
  made.append(...children);
  return made;
}

/** Word writes lists as paragraphs that say in their style at which level they stand. */
function makeWordLists(body) {
  for (const line of body.querySelectorAll("p[data-style*='mso-list'], p[class*='MsoListParagraph']")) {
    const mark = line.querySelector("[data-style*='mso-list:Ignore'], [data-style*='mso-list: Ignore']");
    const isNumbered = /\d/.test(mark?.textContent ?? "");
    mark?.remove();
    const made = inert(body, "li", line.childNodes);
    const kind = isNumbered ? "ol" : "ul";
    const before = line.previousElementSibling;
    if (before?.dataset.isWordList === kind) {
      before.append(made);
      line.remove();
    } else {
      const list = inert(body, kind, [made]);
      list.dataset.isWordList = kind;
      line.replaceWith(list);
    }
  }
}

/** A list inside a list goes behind the item it stands in: the grammar has one level. */
function flattenLists(body) {
  for (let inner = body.querySelector(":is(ul, ol) :is(ul, ol)"); inner; inner = body.querySelector(":is(ul, ol) :is(ul, ol)")) {
    const around = inner.parentElement.closest("li");
    if (around) around.after(...inner.children);
    else inner.before(...inner.children);
    inner.remove();
  }
}

function clean(html) {
  const body = parsed(html);
  makeWordLists(body);
  for (const node of body.querySelectorAll(DROPPED)) node.remove();
  // Elements of Office carry a colon in their name: o:p, w:sdt, v:shape.
  for (const node of [...body.querySelectorAll("*")].filter(({ localName }) => localName.includes(":"))) node.replaceWith(...node.childNodes);
  for (const node of body.querySelectorAll("[data-style*='display:none'], [data-style*='display: none'], [data-style*='mso-hide']")) node.remove();
  // Google Docs wraps everything in a bold that is not bold; Word marks bold by style alone.
  for (const node of body.querySelectorAll("b[data-style], strong[data-style]")) {
    if (NOT_BOLD.test(node.dataset.style)) node.replaceWith(...node.childNodes);
  }
  for (const node of body.querySelectorAll("span[data-style]")) {
    if (BOLD.test(node.dataset.style)) node.replaceWith(inert(body, "strong", node.childNodes));
  }
  for (const cell of body.querySelectorAll("td, th")) cell.replaceWith(inert(body, "p", cell.childNodes));
  flattenLists(body);
  return body;
}

async function asMarkdown(html) {
  const text = (await service()).turndown(clean(html));
  return text.replace(/\u00a0/g, " ").replace(/[ \t]+\n/g, "\n").replace(/\n{3,}/g, "\n\n").replace(/\*\*\s*\*\*/g, "").trim();
}

function isPlain(html) {
  const body = parsed(html);
  return !body.querySelector(`a, b, strong, h1, h2, h3, h4, h5, h6, li, table, [data-style*='font-weight'], [class*=Mso]`) && body.querySelectorAll(BLOCKS).length < 2;
}

function fits(field, text) {
  const most = Number(field.dataset.longest);
  const rest = field.value.length - (field.selectionEnd - field.selectionStart);
  field.parentElement.querySelector(".paste-refused")?.remove();
  if (!most || rest + text.length <= most) return true;
  const why = say("pasted_too_long", { count: text.length.toLocaleString(), most: most.toLocaleString() });
  field.before(element("p", { class: "errorlist paste-refused", role: "alert" }, why));
  return false;
}

export function cleanPaste(field) {
  field.addEventListener("paste", async (event) => {
    const html = event.clipboardData.getData("text/html");
    const plain = event.clipboardData.getData("text/plain");
    if (!fits(field, plain)) {
      event.preventDefault();
      return;
    }
    if (!html || isPlain(html)) return;
    event.preventDefault();
    const place = [field.selectionStart, field.selectionEnd];
    const text = await asMarkdown(html);
    if (!fits(field, text)) return;
    insert(field, text, place);
    announce(say("pasted", { count: text.length.toLocaleString() }));
  });
}
