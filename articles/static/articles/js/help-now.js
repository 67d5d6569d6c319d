// A copy of the help lines for when one is offline. Nothing is kept before the button is pressed.

const COPY = "help-now"; // As in help_worker.js.
const asDay = (moment) => new Date(moment).toLocaleDateString(document.documentElement.lang, { dateStyle: "long" });

const banner = document.querySelector("[data-copied-at]");
if (banner.dataset.copiedAt) {
  banner.querySelector("b").textContent = asDay(banner.dataset.copiedAt);
  banner.hidden = false;
}

const part = document.querySelector("[data-offline-copy]");
const status = part.querySelector("[role=status]");
const [keep, remove] = part.querySelectorAll("button");
const { scope, worker } = part.dataset;

const show = async () => {
  const copy = await caches.match(scope, { cacheName: COPY });
  status.textContent = copy ? part.dataset.kept.replace("%day%", asDay(copy.headers.get("X-Copied-At"))) : "";
  keep.hidden = Boolean(copy);
  remove.hidden = !copy;
};

const forget = async () => {
  const registration = await navigator.serviceWorker.getRegistration(scope);
  await registration?.unregister();
  await caches.delete(COPY);
};

const isInstalled = (installing) =>
  new Promise((resolve, reject) => {
    // Redundant: a file could not be fetched, or there is no room.
    installing.addEventListener("statechange", () => {
      if (installing.state === "activated") resolve();
      if (installing.state === "redundant") reject();
    });
  });

keep.addEventListener("click", async () => {
  keep.disabled = true;
  try {
    const registration = await navigator.serviceWorker.register(worker, { scope });
    if (registration.installing) await isInstalled(registration.installing);
    await show();
    remove.focus();
  } catch {
    await forget();
    status.textContent = part.dataset.failed;
  }
  keep.disabled = false;
});

remove.addEventListener("click", async () => {
  await forget();
  await show();
  status.textContent = part.dataset.removed;
  keep.focus();
});

if (navigator.serviceWorker && window.caches) {
  part.hidden = false;
  show();
}
