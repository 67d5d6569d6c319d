// Plain text from a PDF file, a mail or a chat, as HTML: its paragraphs, and lines that a program broke.
const LINE_BEGINS = /^\s*(?:[•·▪◦‣⁃●○■–—-]\s|\d{1,2}[.)]\s)/u;
const LONG_LINE = 55; // Characters: lines as long as this were broken by a program, not by a person.
// Words that keep their hyphen at the end of a line.
const KEEP_HYPHEN = /(?:^|[\s(])(?:self|well|long|short|non|anti|co|follow|face|half|high|low|full|part|over|under|one|two|three|four|day|year|side|mid|early|late|cross|evidence)-$/i;

const escaped = (text) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");

function joined(words, line) {
  const isCut = /\p{Ll}-$/u.test(words) && /^\p{Ll}/u.test(line);
  if (isCut && !KEEP_HYPHEN.test(words)) return words.slice(0, -1) + line;
  return isCut ? words + line : `${words} ${line}`;
}

/** The paragraphs of lines that no empty line parts. */
function paragraphsOf(lines) {
  const isWrapped = lines.slice(0, -1).some((line) => line.trim().length >= LONG_LINE || /\p{Ll}-$/u.test(line.trim()));
  const found = [];
  for (const line of lines.map((one) => one.trim())) {
    const isNew = !found.length || LINE_BEGINS.test(line) || !isWrapped;
    // An item goes on in its next line, where lines are broken at all.
    if (isNew) found.push(line);
    else found.push(joined(found.pop(), line));
  }
  return found;
}

export function asHtml(text) {
  const blocks = text.replace(/\r\n?/g, "\n").replaceAll("\f", "\n\n").split(/\n[ \t]*\n/);
  return blocks.flatMap((block) => paragraphsOf(block.split("\n").filter((line) => line.trim()))).map((words) => `<p>${escaped(words)}</p>`).join("");
}
