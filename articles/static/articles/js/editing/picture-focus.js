// The focus of a picture, chosen with the pointer upon it; the two numbers say the same to a keyboard.
const [across, down] = ["x", "y"].map((name) => document.getElementById(`id_focus_${name}`));
const stored = document.querySelector("img.picture-whole");
const upload = document.getElementById("id_upload");
const WIDEST = 480; // Pixels, of a picture that is not stored yet.

function show(picture) {
  const mark = document.createElement("span");
  const place = document.createElement("span");
  mark.className = "focus-mark";
  place.className = "focus-place";
  picture.replaceWith(place);
  place.append(picture, mark);
  const draw = () => {
    mark.style.insetInlineStart = `${across.value || 50}%`;
    mark.style.insetBlockStart = `${down.value || 50}%`;
  };
  const take = (event) => {
    const box = picture.getBoundingClientRect();
    const percent = (at, size) => Math.round(Math.min(Math.max(at / size, 0), 1) * 100);
    across.value = percent(event.clientX - box.left, box.width);
    down.value = percent(event.clientY - box.top, box.height);
    for (const field of [across, down]) field.dispatchEvent(new Event("input", { bubbles: true }));
  };
  place.addEventListener("pointerdown", (event) => {
    if (event.button) return;
    event.preventDefault();
    place.setPointerCapture(event.pointerId);
    take(event);
  });
  place.addEventListener("pointermove", (event) => place.hasPointerCapture(event.pointerId) && take(event));
  for (const field of [across, down]) field.addEventListener("input", draw);
  draw();
  return place;
}

if (across && stored) show(stored);

let shown;
upload?.addEventListener("change", async () => {
  const canvas = document.createElement("canvas");
  const bitmap = await createImageBitmap(upload.files[0]).catch(() => undefined); // What is no picture, the form refuses.
  shown?.remove();
  if (!bitmap) return;
  canvas.width = Math.min(bitmap.width, WIDEST);
  canvas.height = Math.round((canvas.width * bitmap.height) / bitmap.width);
  canvas.getContext("2d").drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  upload.closest(".flex-container").after(canvas);
  shown = show(canvas);
});
