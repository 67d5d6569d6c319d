/* Votes in place, by the same two steps that the forms take without this file. Nothing of an answer is kept here.
   Its words come from data-words-… of the poll, and from the pages that the site answers with. */

for (const poll of document.querySelectorAll("[data-poll]")) {
  const step = poll.querySelector("[data-poll-step]");
  if (step) start(poll, step);
}
for (const button of document.querySelectorAll("[data-copy]")) offerToCopy(button);

function start(poll, step) {
  const ballotPaper = step.innerHTML;
  const kept = step.querySelectorAll(".poll-question, [data-poll-notices]"); // The step of who has voted.
  const question = Array.from(kept, (part) => part.outerHTML).join("");
  const isBallotPaper = /type="(radio|checkbox)"/.test(ballotPaper);

  poll.addEventListener("submit", (event) => {
    const form = event.target;
    if (!form.matches("[data-poll-form]")) return;
    event.preventDefault();
    if (!form.dataset.sending) send(poll, step, form, question, ballotPaper);
  });

  poll.addEventListener("click", (event) => {
    if (!isBallotPaper || !event.target.closest("[data-poll-back]")) return;
    event.preventDefault();
    history.back();
  });

  // The browser's Back leads from the check to the answers. After the vote there is no way back to either.
  addEventListener("popstate", () => {
    history.scrollRestoration = "auto";
    if (!isBallotPaper || poll.dataset.isDone || isCheck(poll)) return;
    step.innerHTML = ballotPaper;
    say(poll, "");
    step.querySelector("input[name=choice]").focus();
  });

  if (isCheck(poll)) history.back(); // Loaded anew at the check, which is kept nowhere.
  if (step.querySelector("[data-poll-form]") && hasVoted(poll)) greet(poll, step, question);
}

function hasVoted(poll) {
  return document.cookie.split("; ").includes(`voted_${poll.dataset.poll}=1`);
}

function isCheck(poll) {
  return history.state?.check === poll.dataset.poll;
}

/* The page is the same for everybody: only here is it known whether this browser voted, and just now. */
function greet(poll, step, question) {
  poll.dataset.isDone = "yes";
  step.innerHTML = question;
  const thanks = poll.querySelector("[data-poll-thanks]");
  if (thanks && document.referrer.includes(`/polls/${poll.dataset.poll}/vote/`)) {
    thanks.textContent = poll.dataset.wordsThanks;
  } else say(poll, poll.dataset.wordsVoted);
  // An address that is passed on must not greet somebody else.
  if (thanks) history.replaceState(null, "", location.pathname + location.hash);
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
      const next = page.querySelector("[data-poll-step]")?.innerHTML;
      if (answer.status === 410) replaceStep(poll, step, next);
      if (answer.status === 400 && hasPermit) replaceStep(poll, step, next ?? ballotPaper);
      if (!step.querySelector("[name=permit]")) history.replaceState(null, "");
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
  history.scrollRestoration = "manual"; // Back changes the poll only; the page must not jump.
  history.pushState({ check: poll.dataset.poll }, "");
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
    location.replace(`/polls/${poll.dataset.poll}/?voted=1#results`);
    return;
  }
  poll.dataset.isDone = "yes";
  step.innerHTML = question;
  fresh.querySelector("h2").replaceWith(results.querySelector("h2, h3"));
  results.replaceChildren(...fresh.childNodes);
  const chart = page.querySelector("[data-poll-chart]");
  if (chart) poll.querySelector("[data-poll-chart]")?.replaceWith(chart);
  say(poll, poll.dataset.wordsThanks);
  const told = page.querySelector("[data-poll-status]");
  const thanks = told?.querySelector("[data-poll-thanks]");
  if (thanks) {
    thanks.textContent = poll.dataset.wordsThanks;
    poll.querySelector("[data-poll-status]").replaceChildren(...told.childNodes);
  }
  if (isCheck(poll)) history.back();
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
