// The grammar of a text as ProseMirror's schema: what may stand in what, as articles/markdown/blocks/ says.
import { Schema } from "../../../vendor/prosemirror/prosemirror.js";
import { targetOf } from "./addresses.js";
import { settingOf } from "../../../../desk/js/form-api.js";

const titlesOf = (name) => Object.fromEntries((settingOf(name) ?? []).map(({ name: kind, title }) => [kind, title]));
export const CALLOUTS = titlesOf("callouts");
export const ADVICE = titlesOf("advice");
export const MOST_COLUMNS = 8;
export const MOST_LEVELS = 2; // Of lists.
export const HEADING = "### ";

const isName = (name) => /^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(name);
const isKey = (key) => /^[a-z0-9][a-z0-9-]*$/.test(key);
// Of the attributes of what is pasted: it may come from anywhere.
const linkAttributes = (target) => {
  const found = targetOf(target);
  return found.target ? { target: found.target } : false;
};

const titled = (titles, kind) => ["h3", { class: "block-title", contenteditable: "false" }, titles[kind] ?? kind];

/** A block of one kind of several, with a title that nobody types. */
function kindOf(name, titles, content, outer, classOf) {
  return {
    content,
    group: "block",
    defining: true,
    attrs: { kind: {} },
    parseDOM: [
      { tag: `[data-${name}]`, getAttrs: (node) => (titles[node.dataset[name]] ? { kind: node.dataset[name] } : false), contentElement: ".block-content" },
    ],
    toDOM: ({ attrs: { kind } }) => [
      outer, { class: classOf(kind), [`data-${name}`]: kind, role: "group", "aria-label": titles[kind] ?? kind },
      titled(titles, kind), ["div", { class: "block-content" }, 0],
    ],
  };
}

const cellSpan = { colspan: { default: 1 }, rowspan: { default: 1 }, colwidth: { default: null } }; // prosemirror-tables reads them.

export const schema = new Schema({
  nodes: {
    doc: { content: "block+" },
    paragraph: { content: "inline*", group: "block", parseDOM: [{ tag: "p" }], toDOM: () => ["p", 0] },
    heading: { content: "inline*", group: "block", defining: true, parseDOM: [{ tag: "h3" }], toDOM: () => ["h3", 0] },
    bullet_list: {
      content: "list_item+",
      group: "block list",
      attrs: { loose: { default: false } },
      parseDOM: [{ tag: "ul" }],
      toDOM: () => ["ul", 0],
    },
    ordered_list: {
      content: "list_item+",
      group: "block list",
      attrs: { loose: { default: false }, start: { default: 1 } },
      parseDOM: [{ tag: "ol", getAttrs: (node) => ({ start: node.start }) }],
      toDOM: ({ attrs: { start } }) => ["ol", { start }, 0],
    },
    list_item: { content: "paragraph (paragraph | list)*", defining: true, parseDOM: [{ tag: "li" }], toDOM: () => ["li", 0] },
    callout: kindOf("callout", CALLOUTS, "(paragraph | list)+", "div", (kind) => `callout callout-${kind}`),
    advice: kindOf("advice", ADVICE, "list", "div", (kind) => `advice advice-${kind}`),
    details: {
      content: "summary (paragraph | list | table | picture)+",
      group: "block",
      defining: true,
      parseDOM: [{ tag: "div.details" }],
      toDOM: () => ["div", { class: "details" }, 0],
    },
    summary: { content: "text*", marks: "strong", defining: true, parseDOM: [{ tag: "p.summary", priority: 60 }], toDOM: () => ["p", { class: "summary" }, 0] },
    captioned: {
      content: "caption table",
      group: "block",
      defining: true,
      parseDOM: [{ tag: "div.captioned" }],
      toDOM: () => ["div", { class: "captioned" }, 0],
    },
    caption: { content: "inline*", defining: true, parseDOM: [{ tag: "p.caption", priority: 60 }], toDOM: () => ["p", { class: "caption" }, 0] },
    table: {
      content: "row row+",
      group: "block",
      tableRole: "table",
      isolating: true,
      parseDOM: [{ tag: "table" }],
      toDOM: () => ["div", { class: "table" }, ["table", ["tbody", 0]]],
    },
    row: { content: "cell+", tableRole: "row", parseDOM: [{ tag: "tr" }], toDOM: () => ["tr", 0] },
    cell: { content: "inline*", attrs: cellSpan, tableRole: "cell", isolating: true, parseDOM: [{ tag: "td" }, { tag: "th" }], toDOM: () => ["td", 0] },
    picture: {
      group: "block",
      attrs: { name: {}, words: { default: "" } },
      parseDOM: [{ tag: "[data-picture]", getAttrs: ({ dataset: { picture, words } }) => isName(picture) && { name: picture, words: words ?? "" } }],
      toDOM: ({ attrs: { name, words } }) => ["div", { "data-picture": name, "data-words": words }],
    },
    statement: {
      group: "block",
      attrs: { name: {} },
      parseDOM: [{ tag: "[data-statement]", getAttrs: ({ dataset: { statement } }) => isName(statement) && { name: statement } }],
      toDOM: ({ attrs: { name } }) => ["div", { "data-statement": name }],
    },
    citation: {
      group: "inline",
      inline: true,
      attrs: { key: {} },
      leafText: ({ attrs: { key } }) => `[${key}]`,
      parseDOM: [{ tag: "[data-citation]", getAttrs: ({ dataset: { citation } }) => isKey(citation) && { key: citation } }],
      toDOM: ({ attrs: { key } }) => ["span", { "data-citation": key }, `[${key}]`],
    },
    text: { group: "inline" },
  },
  marks: {
    link: {
      attrs: { target: {} },
      inclusive: false,
      parseDOM: [{ tag: "a[data-target]", getAttrs: ({ dataset }) => linkAttributes(dataset.target) }],
      // Without `href`, so that a click sets the cursor; the dialog opens the page.
      toDOM: ({ attrs: { target } }) => ["a", { class: "link", "data-target": target, title: target }, 0],
    },
    strong: { parseDOM: [{ tag: "strong" }, { tag: "b" }], toDOM: () => ["strong", 0] },
  },
});

export const { nodes, marks } = schema;

/** Whether one can go on writing behind it: after any other last block stands an empty line. */
export const holdsWords = (node) => Boolean(node) && [nodes.paragraph, nodes.heading, nodes.bullet_list, nodes.ordered_list].includes(node.type);
