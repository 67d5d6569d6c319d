/* Votes in place, by the same two steps that the forms take without this file. Nothing of an answer is kept here.
   Its words come from data-words-… of the poll, and from the pages that the site answers with. */

for (const poll of document.querySelectorAll("[data-poll]")) {
  const step = poll.querySelector("[data-poll-step]");
  if (step) start(poll, step);
}
for (const button of document.querySelectorAll("[data-copy]")) offerToCopy(button);

function start(poll, step) {
  const ballotPaper = step.innerHTML;
  const question = step.querySelector(".poll-question").outerHTML;

  poll.addEventListener("submit", (event) => {
    const form = event.target;
    if (!form.matches("[data-poll-form]")) return;
    event.preventDefault();
    if (!form.dataset.sending) send(poll, step, form, question, ballotPaper);
  });

  poll.addEventListener("click", (event) => {
    const isBack = event.target.closest("[data-poll-back]") && /type="(radio|checkbox)"/.test(ballotPaper);
    if (!isBack) return;
    event.preventDefault();
    step.innerHTML = ballotPaper;
    say(poll, "");
    step.querySelector("input[name=choice]").focus();
  });

  const isOpen = step.querySelector("[data-poll-form]");
  if (isOpen && document.cookie.split("; ").includes(`voted_${poll.dataset.poll}=1`)) {
    step.innerHTML = question;
    say(poll, poll.dataset.wordsVoted);
  }
}

async function send(poll, step, form, question, ballotPaper) {
  const hasPermit = form.elements.permit !== undefined;
  form.dataset.sending = "yes";
  form.querySelector("button").setAttribute("aria-disabled", "true");
  say(poll, poll.dataset.wordsWait);
  try {
    const answer = await fetch(form.action, { method: "POST", body: new URLSearchParams(new FormData(form)) });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (answer.ok && answer.redirected) thank(poll, step, page, question);
    else if (answer.ok && page.querySelector("[data-poll-step]")) askToCheck(poll, step, page);
    else {
      // Gone, or a permit that has become too old: what can be done next is on the page that says so.
      if (answer.status === 410) replaceStep(poll, step, page.querySelector("[data-poll-step]")?.innerHTML);
      if (answer.status === 400 && hasPermit) replaceStep(poll, step, ballotPaper);
      complain(poll, form, textOf(page, "[data-poll-refusal] p") || textOf(page, "[data-poll-status]"));
    }
  } catch {
    complain(poll, form, poll.dataset.wordsAway);
  }
  delete form.dataset.sending;
  form.querySelector("button").removeAttribute("aria-disabled");
}

function askToCheck(poll, step, page) {
  replaceStep(poll, step, page.querySelector("[data-poll-step]").innerHTML);
  say(poll, "");
  step.querySelector(".poll-question").focus();
}

/* The form stays as it is, with its permit, so that sending it again counts only once. */
function complain(poll, form, words) {
  form.querySelector("button").textContent = poll.dataset.wordsAgain;
  say(poll, words || poll.dataset.wordsOdd, "warn");
  focusOn(poll.querySelector("[data-poll-status]"));
}

function thank(poll, step, page, question) {
  const results = poll.querySelector("[data-poll-results]");
  const fresh = page.querySelector("[data-poll-results]");
  if (!results || !fresh) {
    location.assign(`/polls/${poll.dataset.poll}/?voted=1#results`);
    return;
  }
  step.innerHTML = question;
  fresh.querySelector("h2").replaceWith(results.querySelector("h2, h3"));
  results.replaceChildren(...fresh.childNodes);
  const chart = page.querySelector("[data-poll-chart]");
  if (chart) poll.querySelector("[data-poll-chart]")?.replaceWith(chart);
  say(poll, poll.dataset.wordsThanks);
  focusOn(poll.querySelector("[data-poll-status]"));
}

/* In an article the poll's heading is one of many, not the page's own. */
function replaceStep(poll, step, html) {
  if (!html) return;
  step.innerHTML = html;
  const heading = poll.hasAttribute("data-poll-inside") && step.querySelector("h1");
  if (!heading) return;
  const lower = document.createElement("h2");
  for (const { name, value } of heading.attributes) lower.setAttribute(name, value);
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

function focusOn(element) {
  element.tabIndex = -1;
  element.focus();
}

function offerToCopy(button) {
  if (!navigator.clipboard) return;
  button.hidden = false;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).value);
    button.textContent = button.dataset.copied;
  });
}
