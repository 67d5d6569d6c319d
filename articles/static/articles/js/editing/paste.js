// What is pasted into a text: as Markdown where it brings more than words, on lines of its own, and within the bound.
import { insertBlock } from "./markdown-blocks.js";
import { asMarkdown } from "./markdown-inline.js";
import { announce, element, say } from "../../../desk/js/form-api.js";
import { parsed } from "./paste-cleaner.js";

const BLOCKS = "p, div, li, h1, h2, h3, h4, h5, h6, td, th, blockquote, pre, section, article, dd, dt, figcaption";
const TELLS_MORE = "a, b, strong, h1, h2, h3, h4, h5, h6, li, table, sup, sub, del, s, strike, [data-style*='font-weight'], [class*=Mso]";

function isPlain(html) {
  const body = parsed(html);
  return !body.querySelector(TELLS_MORE) && body.querySelectorAll(BLOCKS).length < 2;
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
    insertBlock(field, text, place);
    announce(say("pasted", { count: text.length.toLocaleString() }));
  });
}
