// A row is taken by its handle, with a mouse, a pen or a finger. While it is held, all rows are folded to their heads, so
// that the whole order is in sight, and a line shows where it would go. Escape leaves it where it was.
const STARTS_AFTER = 4; // Pixels: less is a click.
const EDGE = 72; // Pixels from the window's edges, within which the page scrolls along.
const SCROLL = 12; // Pixels a frame.
const LINES = ["is-drop-before", "is-drop-after"];

/** `rows()`: all in their order. `dropped(place)`: asked to put the row at that place among the others, from 0. */
export function dragByHandle(handle, { group, row, rows, dropped }) {
  let pointer; // Where it was last; undefined while nothing is held.
  let shift = 0; // From the pointer to the middle of the row's head, where folding could not keep the one on the other.
  let isFolded = false;

  const head = row.querySelector("h3");
  const middleOf = (one) => {
    const { top, height } = one.getBoundingClientRect();
    return top + height / 2;
  };
  const others = () => rows().filter((one) => one !== row);
  const placeNow = () => others().filter((one) => middleOf(one) < pointer + shift).length;

  function fold(isOn) {
    isFolded = isOn;
    // The page keeps its length, or it would jump away under the pointer.
    group.style.minBlockSize = isOn ? `${group.offsetHeight}px` : "";
    group.classList.toggle("is-sorting", isOn);
    row.classList.toggle("is-dragged", isOn);
    window.scrollBy({ top: middleOf(head) - pointer, behavior: "instant" });
    shift = middleOf(head) - pointer;
  }

  function mark() {
    for (const one of rows()) one.classList.remove(...LINES);
    if (!isFolded) return;
    const place = placeNow();
    if (place === rows().indexOf(row)) return;
    const next = others()[place];
    if (next) next.classList.add("is-drop-before");
    else others().at(-1)?.classList.add("is-drop-after");
  }

  function scrollAlong() {
    if (pointer === undefined) return;
    if (isFolded && pointer < EDGE) window.scrollBy(0, -SCROLL);
    else if (isFolded && pointer > window.innerHeight - EDGE) window.scrollBy(0, SCROLL);
    mark();
    requestAnimationFrame(scrollAlong);
  }

  function letGo(place) {
    const hasMoved = isFolded && place !== undefined && place !== rows().indexOf(row);
    if (hasMoved) dropped(place);
    if (isFolded) fold(false);
    mark();
    pointer = undefined;
    document.removeEventListener("keydown", escape, true);
  }

  function escape(event) {
    if (event.key !== "Escape") return;
    event.preventDefault();
    letGo();
  }

  handle.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    event.preventDefault(); // Else the words around it would be selected.
    handle.setPointerCapture(event.pointerId);
    pointer = event.clientY;
    const start = pointer;
    handle.onpointermove = (moved) => {
      if (pointer === undefined) return;
      pointer = moved.clientY;
      if (isFolded || Math.abs(pointer - start) < STARTS_AFTER) return;
      fold(true);
      scrollAlong();
    };
    document.addEventListener("keydown", escape, true);
  });
  handle.addEventListener("pointerup", () => pointer !== undefined && letGo(placeNow()));
  handle.addEventListener("pointercancel", () => pointer !== undefined && letGo());
}
