// Copy the address, share by what the device offers, print the page or the questions alone. Each button stays hidden
// where the browser cannot do what it says.
const status = document.querySelector("[data-share-status]");

const show = (part, act) => {
  part.hidden = false;
  part.querySelector("button").addEventListener("click", act);
};

const copy = (part) => {
  const button = part.querySelector("button");
  const words = button.textContent;
  show(part, async () => {
    await navigator.clipboard.writeText(part.dataset.copy);
    button.textContent = part.dataset.done;
    status.textContent = part.dataset.done;
    setTimeout(() => (button.textContent = words), 4000);
  });
};

const share = (part) => {
  const { title, address } = part.dataset;
  show(part, () => navigator.share({ title, url: address }).catch(() => {})); // Whoever thinks better of it is no fault.
};

const print = (part) =>
  show(part, () => {
    document.documentElement.dataset.printed = part.dataset.print;
    window.print();
  });

addEventListener("afterprint", () => delete document.documentElement.dataset.printed);
document.querySelectorAll("[data-print]").forEach(print);
if (navigator.clipboard) document.querySelectorAll("[data-copy]").forEach(copy);
if (navigator.share) document.querySelectorAll("[data-share]").forEach(share);
