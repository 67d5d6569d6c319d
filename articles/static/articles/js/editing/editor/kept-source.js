// Keep the very text of each block that nobody touched: only what was changed is written anew.
import { blocksOf } from "./blocks.js";
import { holdsWords, nodes } from "./schema.js";
import { grouped, textOf } from "./serializer.js";

/** A body, as a document to change and as text again. Throws Refusal where the grammar has no such block. */
export class Body {
  constructor(text) {
    this.text = text;
    this.read = blocksOf(text);
    const found = this.read.map(({ node }) => node);
    this.doc = nodes.doc.create(null, holdsWords(found.at(-1)) ? found : [...found, nodes.paragraph.create()]);
    this.places = new Map(this.read.map(({ node }, place) => [node, place]));
  }

  /** Where the node was in the text that was read, or -1. An undone change makes an equal node, not the same. */
  placeOf(node, expected) {
    return this.places.get(node) ?? (this.read[expected]?.node.eq(node) ? expected : this.read.findIndex((one) => one.node.eq(node)));
  }

  /** The text of a document that began as this body's. */
  write(doc) {
    if (doc.eq(this.doc)) return this.text;
    let [made, before] = ["", -1];
    const groups = grouped(doc.content.content);
    groups.forEach((group, number) => {
      const place = group.length === 1 ? this.placeOf(group[0], before + 1) : -1;
      const text = place >= 0 ? this.read[place].text : textOf(group);
      if (!text) return;
      const isNext = place >= 0 && place === before + 1;
      made += isNext ? this.read[place].gap : made ? "\n\n" : "";
      made += text;
      before = place >= 0 ? place : -2;
      if (number === groups.length - 1 && place === this.read.length - 1) made += this.read.end;
    });
    return made;
  }
}
