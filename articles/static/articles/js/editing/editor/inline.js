// Read one line or paragraph of the grammar as inline nodes, by the rules of articles/markdown/inline.py and CommonMark 0.31.
// What the grammar refuses isn't guessed at: a Refusal names it, and the text stays in its box.
import { marks, schema } from "./schema.js";

const CITATION = /\[([a-z0-9][a-z0-9-]*)\](?!\()/y;
const LINK = /\[([^[\]]+)\]\(([^\s()]*(?:\([^\s()]*\)[^\s()]*)*)\)/y;
const FACT = /\{\{\s*site\.\w+\s*\}\}/y;
const PICTURE = /!\[[^[\]]*\]\([^\s()]*\)/y;
const HTML = /<[A-Za-z/!?][^<>]*>/y;
const CODE = /(`+)(?!`)[^]*?(?<!`)\1(?!`)/y;
const STRUCK = /~~/y;
const ENTITY = /&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});/y;
const ESCAPED = /^\\[!-/:-@[-`{-~]/;
const PUNCTUATION = /[!-/:-@[-`{-~]|[\p{P}\p{S}]/u;
const WHITE = /[\s\u00a0]/;
// [pattern, the words that name it].
const REFUSED = [
  [FACT, "refused_fact"],
  [PICTURE, "refused_picture"],
  [HTML, "refused_html"],
  [CODE, "refused_code"],
  [STRUCK, "refused_struck"],
];

/** Why a text can't be shown in the editor without changing it. `words` names a string; `line` is the text's, from 1. */
export class Refusal extends Error {
  constructor(words, line) {
    super(words);
    Object.assign(this, { words, line });
  }
}

const inert = document.implementation.createHTMLDocument().body;

/** The character that a code like &nbsp; stands for, or the code itself where it is none. */
function decoded(code) {
  inert.innerHTML = code;
  return inert.textContent;
}

export function unescaped(text) {
  return text.replace(/\\([!-/:-@[-`{-~])|&(?:#\w+|\w+);/g, (whole, sign) => sign ?? decoded(whole));
}

function matchAt(pattern, text, place) {
  pattern.lastIndex = place;
  return pattern.exec(text);
}

/** Whether a run of stars can begin or end bold words: CommonMark 6.2. */
export function flanks(before, after, marker = "*") {
  const [white, punct] = [[before, after].map((sign) => !sign || WHITE.test(sign)), [before, after].map((sign) => Boolean(sign) && PUNCTUATION.test(sign))];
  const left = !white[1] && (!punct[1] || white[0] || punct[0]);
  const right = !white[0] && (!punct[0] || white[1] || punct[1]);
  const inWord = marker === "*";
  return { opens: left && (inWord || !right || punct[0]), closes: right && (inWord || !left || punct[1]) };
}

/** Pieces of the text: {text} or {key} or {label, target} or {marker, count, opens, closes}, each with its line. */
function pieces(text, firstLine) {
  const found = [];
  let plain = "";
  let line = firstLine;
  const push = (piece) => {
    if (plain) found.push({ text: plain, line });
    plain = "";
    if (piece) found.push({ ...piece, line });
  };
  for (let place = 0; place < text.length; ) {
    const sign = text[place];
    let match;
    const refused = REFUSED.find(([pattern]) => matchAt(pattern, text, place));
    if (sign === "\\" && text[place + 1] === "\n") throw new Refusal("refused_break", line);
    if (sign === "\\" && ESCAPED.test(text.slice(place, place + 2))) {
      plain += text[place + 1];
      place += 2;
      continue;
    }
    if (refused) throw new Refusal(refused[1], line);
    if (sign === "\n") {
      if (/ {2,}$/.test(text.slice(0, place))) throw new Refusal("refused_break", line);
      plain = `${plain.replace(/ +$/, "")} `;
      line += 1;
      place += 1;
      while (text[place] === " ") place += 1;
    } else if ((match = matchAt(CITATION, text, place))) {
      push({ key: match[1] });
      place += match[0].length;
    } else if ((match = matchAt(LINK, text, place))) {
      push({ label: unescaped(match[1]).replace(/\s+/g, " "), target: unescaped(match[2]) });
      place += match[0].length;
    } else if ((match = matchAt(ENTITY, text, place))) {
      plain += decoded(match[0]);
      place += match[0].length;
    } else if (sign === "*" || sign === "_") {
      let end = place;
      while (text[end] === sign) end += 1;
      push({ marker: sign, count: end - place, ...flanks(text[place - 1], text[end], sign) });
      place = end;
    } else {
      const [letter] = text.slice(place, place + 2); // A letter may take two code units.
      plain += letter ?? sign;
      place += (letter ?? sign).length;
    }
  }
  push();
  return found;
}

/** Marks what stands between two runs of stars as bold; gives what has no partner back as words. */
function paired(found) {
  const open = [];
  found.forEach((piece, place) => {
    if (!piece.marker) return;
    if (piece.closes) {
      const partner = open.findLastIndex((at) => found[at].marker === piece.marker);
      if (partner >= 0) {
        const opener = found[open[partner]];
        // Single stars, underscores and runs of three are not in the grammar: nobody here guesses what they meant.
        if (piece.marker === "_" || piece.count !== 2 || opener.count !== 2) throw new Refusal("refused_emphasis", piece.line);
        opener.begins = piece.ends = true;
        open.length = partner;
        return;
      }
    }
    if (piece.opens) open.push(place);
  });
}

/** Inline nodes of a text whose first line has this number. */
export function inlineNodes(text, line) {
  const found = pieces(text, line);
  paired(found);
  let depth = 0;
  const made = [];
  const bold = () => (depth ? [marks.strong.create()] : []);
  const push = (words, more = []) => words && made.push(schema.text(words, [...more, ...bold()]));
  for (const piece of found) {
    if (piece.begins) depth += 1;
    else if (piece.ends) depth -= 1;
    else if (piece.marker) push(piece.marker.repeat(piece.count));
    else if (piece.key) made.push(schema.node("citation", { key: piece.key }, null, bold()));
    else if (piece.target !== undefined) {
      push(piece.label, [marks.link.create({ target: piece.target })]);
    } else push(piece.text);
  }
  return made;
}
