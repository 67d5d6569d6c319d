/* Votes in place, by the same two steps that the forms take without this file. Nothing of an answer is kept here. */

for (const poll of document.querySelectorAll("[data-poll]")) {
  const step = poll.querySelector("[data-poll-step]");
  if (step) start(poll, step);
}

function start(poll, step) {
  const ballotPaper = step.innerHTML;
  const question = step.querySelector(".poll-question").outerHTML;

  poll.addEventListener("submit", (event) => {
    const form = event.target;
    if (!form.matches("[data-poll-form]")) return;
    event.preventDefault();
    if (!form.dataset.sending) send(poll, step, form, question);
  });

  poll.addEventListener("click", (event) => {
    const isBack = event.target.closest("[data-poll-back]") && ballotPaper.includes('type="radio"');
    if (!isBack) return;
    event.preventDefault();
    step.innerHTML = ballotPaper;
    say(poll, "");
    step.querySelector("input[type=radio]").focus();
  });

  const isOpen = step.querySelector("[data-poll-form]");
  if (isOpen && document.cookie.split("; ").includes(`voted_${poll.dataset.poll}=1`)) {
    step.innerHTML = question;
    say(poll, "You have voted from this browser.");
  }
}

async function send(poll, step, form, question) {
  form.dataset.sending = "yes";
  form.querySelector("button").setAttribute("aria-disabled", "true");
  say(poll, "One moment …");
  try {
    const answer = await fetch(form.action, { method: "POST", body: new URLSearchParams(new FormData(form)) });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (answer.ok && answer.redirected) thank(poll, step, page, question);
    else if (answer.ok || answer.status === 503) showNextStep(poll, step, page, answer.ok);
    else say(poll, textOf(page, "[data-poll-refusal] p"), "warn");
  } catch {
    say(poll, "We could not reach the site. Please press the button again: your vote counts only once.", "warn");
  }
  delete form.dataset.sending;
  form.querySelector("button").removeAttribute("aria-disabled");
}

/* The page "Check your answer", or the same page again because the database was away. */
function showNextStep(poll, step, page, isOk) {
  const next = page.querySelector("[data-poll-step]");
  if (next) step.innerHTML = next.innerHTML;
  if (poll.hasAttribute("data-poll-inside")) lowerHeading(step);
  say(poll, textOf(page, "[data-poll-refusal] p, [data-poll-status]"), isOk ? "" : "warn");
  if (isOk) step.querySelector(".poll-question").focus();
}

function thank(poll, step, page, question) {
  const results = poll.querySelector("[data-poll-results]");
  const fresh = page.querySelector("[data-poll-results]");
  if (!results || !fresh) {
    location.assign(`/polls/${poll.dataset.poll}/?voted=1#results`);
    return;
  }
  step.innerHTML = question;
  const heading = results.querySelector("h2, h3");
  fresh.querySelector("h2").replaceWith(heading);
  results.replaceChildren(...fresh.childNodes);
  poll.querySelector("[data-poll-chart]")?.replaceWith(page.querySelector("[data-poll-chart]"));
  say(poll, "Your vote is in the total. Thank you.");
  heading.tabIndex = -1;
  heading.focus();
}

/* In an article the poll's heading is one of many, not the page's own. */
function lowerHeading(step) {
  const heading = step.querySelector("h1");
  if (!heading) return;
  const lower = document.createElement("h2");
  for (const name of ["id", "class", "tabindex"]) lower.setAttribute(name, heading.getAttribute(name));
  lower.append(...heading.childNodes);
  heading.replaceWith(lower);
}

function textOf(page, selector) {
  return page.querySelector(selector)?.textContent.trim() ?? "";
}

function say(poll, text, tone = "") {
  const status = poll.querySelector("[data-poll-status]");
  status.textContent = text;
  status.dataset.tone = tone;
}
