// HTML that was tidied becomes the site's small Markdown: words, bold, lists, headings, links.
import { room } from "../../../desk/js/form-api.js";
import { tidy } from "./paste-cleaner.js";

const TRACKING = /^(?:utm_|mc_|fbclid|gclid|dclid|msclkid|igshid|yclid|_hs)/i;
const LINE = /^(### |- |\d+\. )?(.*)$/gm;
const UNSEEN = /[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]/g;
const WORD = /[\p{L}\p{N}]/u;

let turndown;

/** Loaded when it is first needed: most people type. */
async function service() {
  turndown ??= import(room.dataset.turndownUrl).then(({ default: TurndownService }) => {
    const made = new TurndownService({ headingStyle: "atx", bulletListMarker: "-", strongDelimiter: "**", emDelimiter: "" });
    made.escape = escape;
    made.addRule("plain", { filter: ["em", "i", "u", "code", "pre", "blockquote", "hr"], replacement: (content) => content });
    made.addRule("bold", { filter: ["b", "strong"], replacement: bold });
    made.addRule("heading", { filter: ["h1", "h2", "h3", "h4", "h5", "h6"], replacement: heading });
    made.addRule("item", { filter: "li", replacement: item });
    made.addRule("link", { filter: (node) => node.nodeName === "A", replacement: link });
    return made;
  });
  return turndown;
}

/** Words that would be read as marks. */
function escape(text) {
  return text
    .replace(/[[\]`]|\*\*|~~|\{\{|\{%|<(?=[a-z/!?])/gi, "\\$&")
    .replace(/(^|[^\p{L}\p{N}*_\\])([*_])(?=[^\s*_][^*_]*[*_])/gu, "$1\\$2")
    .replace(/^(?=[-+*] |#{1,6} |:::|>|---)/, "\\")
    .replace(/^(\d+)(?=[.)] )/, "$1\\");
}

/** Each line for itself. A mark between a word and what is no letter would be no mark: such letters go outside. */
function bold(content, node) {
  if (node.parentNode.closest("b, strong, h1, h2, h3, h4, h5, h6")) return content;
  const [before, after] = [node.previousSibling?.textContent.at(-1) ?? "", node.nextSibling?.textContent[0] ?? ""];
  return content.replace(LINE, (whole, mark = "", words) => {
    if (mark === "### " || !words.trim()) return whole;
    const lead = WORD.test(before) ? /^[^\p{L}\p{N}]*/u.exec(words)[0] : /^\s*/.exec(words)[0];
    const inner = words.slice(lead.length);
    const tail = WORD.test(after) ? /[^\p{L}\p{N}]*$/u.exec(inner)[0] : /\s*$/.exec(inner)[0];
    const core = inner.slice(0, inner.length - tail.length).replace(/(?<!\\)\*\*/g, "");
    return core ? `${mark}${lead}**${core}**${tail}` : whole;
  });
}

function heading(content) {
  const words = content.replace(/\*\*/g, "").replace(/\s+/g, " ").trim();
  return words ? `\n\n### ${words}\n\n` : "";
}

/** The grammar has a list item on one line. */
function item(content, node) {
  const list = node.parentNode;
  const words = content.trim().replace(/\s*\n\s*/g, " ").replace(/\s+(?=[,;:] )/g, "");
  const mark = list.nodeName === "OL" ? `${[...list.children].indexOf(node) + 1}. ` : "- ";
  return words ? `${mark}${words}${node.nextElementSibling ? "\n" : ""}` : "";
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

export async function asMarkdown(html) {
  const text = (await service()).turndown(tidy(html));
  return text
    .replace(UNSEEN, "")
    .replace(/[ \u00a0\u2007\u202f]+/g, " ")
    .replace(/^[ \t]+|[ \t]+$/gm, "")
    .replace(/(?<!\\)\*\*([ \t]*)\*\*/g, "$1") // Two bold runs side by side are one.
    .replace(/\n{3,}/g, "\n\n")
    .trim();
}
