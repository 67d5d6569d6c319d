// Finds a picture that is not among the newest, or was just uploaded. The chosen one stays where it is.
import { announce, element, form, later, room, say } from "../../../desk/js/form-api.js";

const list = form.querySelector("#id_picture");
const PAUSE = 300; // Milliseconds without a key.

if (list) {
  const input = element("input", { type: "search", class: "vTextField picture-search", "aria-label": say("find_picture"), placeholder: say("find_picture"), "aria-controls": "id_picture" });
  const find = async () => {
    const chosen = list.querySelector("input:checked");
    const question = new URLSearchParams({ q: input.value, chosen: chosen?.value ?? "" });
    const answer = await fetch(`${room.dataset.picturesUrl}?${question}`, { redirect: "manual" });
    if (!answer.ok) return;
    const { pictures } = await answer.json();
    const kept = [...list.children].filter((row) => row.contains(chosen) || row.querySelector("input").value === "");
    list.replaceChildren(...kept, ...pictures.map(choice));
    announce(say("pictures_found", { count: pictures.length }));
  };
  const findSoon = later(find, PAUSE);
  input.addEventListener("input", (event) => {
    event.stopPropagation();
    findSoon();
  });
  input.addEventListener("change", (event) => event.stopPropagation());
  input.addEventListener("keydown", (event) => event.key === "Enter" && event.preventDefault());
  list.before(input);

  // Back from the tab in which another was uploaded.
  let isAway = false;
  form.querySelector("[data-upload]")?.addEventListener("click", () => (isAway = true));
  window.addEventListener("focus", () => {
    if (!isAway) return;
    isAway = false;
    input.value = "";
    find();
  });
}

function choice({ id, words, address, width, height }) {
  const radio = element("input", { type: "radio", name: "picture", value: id, id: `id_picture_found_${id}` });
  const image = element("img", { class: "picture-choice", src: address, alt: "", width, height, loading: "lazy" });
  return element("div", {}, element("label", { for: radio.id }, radio, " ", image, " ", words));
}
