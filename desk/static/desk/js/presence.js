// Says who else has this form open, and what they saved since, before a save meets theirs.
import { form, room, say, send } from "./form-api.js";

const EVERY = 20_000; // Milliseconds. The server forgets who hasn't asked for a minute.
const place = document.createElement("p");
place.className = "who-is-here";
place.setAttribute("role", "status");
place.hidden = true;
form.before(place);

/** Only the token, and the version that the form was opened with. */
function opened() {
  const names = ["csrfmiddlewaretoken", "version_number"];
  return new URLSearchParams(names.filter((name) => form.elements[name]).map((name) => [name, form.elements[name].value]));
}

async function ask() {
  if (document.hidden) return;
  try {
    const answer = await send(room.dataset.presenceUrl, { fields: opened });
    if (!answer.ok) return;
    const { others, saved } = await answer.json();
    const words = [others.length ? say("here", { names: others.join(", ") }) : "", saved].filter(Boolean).join(" ");
    if (place.textContent !== words) place.textContent = words;
    place.hidden = !words;
  } catch {
    // Autosave tells of a lost session or network.
  }
}

if (room.dataset.presenceUrl) {
  ask();
  setInterval(ask, EVERY);
  document.addEventListener("visibilitychange", ask);
}
