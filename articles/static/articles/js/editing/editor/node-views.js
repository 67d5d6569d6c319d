// Draw what stands for something else: citations as numbers, statements with their words, pictures as pictures.
import { element, form, later, say } from "../../../../desk/js/form-api.js";
import { numbers, pictureNamed, sources, statements } from "./library.js";

const PAUSE = 250; // Milliseconds without a change before the numbers are counted anew.
const chips = new Set();

/** A citation: the number that readers see, with its source in words for screen readers and the mouse. */
class Chip {
  constructor(node) {
    this.key = node.attrs.key;
    this.dom = element("span", { class: "chip", contenteditable: "false", role: "img", "data-citation": this.key });
    this.draw();
    chips.add(this);
  }

  draw(counted = numbers(), known = sources()) {
    const source = known.find(({ key }) => key === this.key);
    const words = source
      ? say("source_named", { number: counted.get(this.key) ?? "", title: [source.publisher, source.title].filter(Boolean).join(": ") })
      : say("source_missing", { key: this.key });
    if (this.dom.title === words) return;
    this.dom.textContent = source ? (counted.get(this.key) ?? "·") : this.key;
    this.dom.classList.toggle("is-missing", !source);
    this.dom.title = words;
    this.dom.setAttribute("aria-label", words);
  }

  ignoreMutation() {
    return true;
  }

  destroy() {
    chips.delete(this);
  }
}

const recount = later(() => {
  const [counted, known] = [numbers(), sources()];
  for (const chip of chips) chip.draw(counted, known);
}, PAUSE);
for (const event of ["input", "change"]) form?.addEventListener(event, recount);
document.addEventListener("formset:added", recount);

/** A block without words of its own, which one selects as a whole. `fill(dom, attrs)` draws what it shows. */
function block(className, fill) {
  return (node) => {
    const dom = element("div", { class: `block-view ${className}`, contenteditable: "false" });
    fill(dom, node.attrs);
    return { dom, ignoreMutation: () => true, update: (next) => next.type === node.type && next.eq(node) };
  };
}

async function fillStatement(dom, { name }) {
  const title = element("p", { class: "block-title" }, say("statement_named", { name }));
  dom.append(title);
  const found = (await statements()).find((one) => one.name === name);
  if (!found) {
    dom.append(element("p", { class: "is-missing" }, say("statement_missing")));
    return;
  }
  title.append(` – ${found.title}`);
  dom.append(...found.words.split("\n").map((words) => element("p", {}, words)));
}

async function fillPicture(dom, { name, words }) {
  const caption = element("p", { class: "block-title" }, say("picture_named", { name }));
  dom.append(caption);
  const found = await pictureNamed(name);
  if (found) dom.prepend(element("img", { src: found.address, alt: words || found.words, loading: "lazy" }));
  dom.append(element("p", { class: found ? "" : "is-missing" }, found ? words || found.words : say("picture_missing")));
}

export const nodeViews = {
  citation: (node) => new Chip(node),
  statement: block("statement-view", fillStatement),
  picture: block("picture-view", fillPicture),
};
