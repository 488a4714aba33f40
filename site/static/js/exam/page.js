// The exam page with a script: one question at a time, the journal, the clock. Without it the page is one long form.
import { Journal, ServerClock } from "./journal.js";
import { answerOf, giveUp, putNumber, show as showAnswer } from "./answers.js";
import { listen, tell } from "./news.js";
import { bringPictures } from "./pictures.js";
import "../components/sheet.js";

const WARN_MS = 5 * 60 * 1000;
const WRITING_MS = 1200;

const form = document.querySelector("[data-exam]");
const questions = [...form.querySelectorAll(".question")];
const cells = [...form.querySelectorAll("[data-cells] .cell")];
const words = form.querySelector("[data-cells]").dataset;
const sync = form.querySelector(".sync");
const clockBox = form.querySelector(".clock");
const timer = clockBox.querySelector("time");
const next = form.querySelector("[data-next]");
const nextWords = next.textContent;
const mark = form.querySelector("[data-mark]");
const place = form.querySelector("[data-place]");
const notice = (name) => form.querySelector(`[data-notice="${name}"]`);

const clock = new ServerClock(Number(form.dataset.now));
let deadline = Number(form.dataset.deadline);
let pausedAt = Number(form.dataset.paused) || 0;
let heardAt = performance.now();
let here = 0;
let leaving = false;
let leftAt = 0;

const journal = new Journal({
  url: form.dataset.saveUrl,
  token: form.dataset.token,
  attempt: form.dataset.attempt,
  device: form.dataset.device,
  clock,
  changed: show,
});

// ---- What is where ---------------------------------------------------------------------------------------------------

function turnTo(index) {
  here = Math.min(Math.max(index, 0), questions.length - 1);
  questions.forEach((question, number) => {
    question.hidden = number !== here;
  });
  cells.forEach((cell, number) => {
    if (number === here) cell.setAttribute("aria-current", "true");
    else cell.removeAttribute("aria-current");
  });
  place.textContent = place.dataset.place.replace("%n%", here + 1).replace("%total%", questions.length);
  form.querySelector("[data-back]").disabled = here === 0;
  next.textContent = here === questions.length - 1 ? next.dataset.lastWords : nextWords;
  mark.setAttribute("aria-pressed", String("flag" in cells[here].dataset));
  scrollTo(0, 0);
}

function followAddress() {
  const found = /^#q(\d+)$/.exec(location.hash);
  if (found) turnTo(Number(found[1]) - 1);
}

const go = (index) => {
  location.hash = `#q${index + 1}`;
};

// ---- What is saved -----------------------------------------------------------------------------------------------------

function paintCells() {
  const waiting = new Set(journal.waiting.map((event) => event.slot));
  cells.forEach((cell, slot) => {
    const answered = answerOf(questions[slot]).isWhole;
    const state = waiting.has(slot) ? "queued" : answered ? "done" : "";
    if (state) cell.dataset.state = state;
    else delete cell.dataset.state;
    const said = [cell.textContent, { done: words.wordDone, queued: words.wordQueued }[state] || words.wordOpen];
    if ("flag" in cell.dataset) said.push(words.wordFlag);
    cell.setAttribute("aria-label", said.join(" "));
  });
  form.querySelector("[data-answered]").value = questions.filter((question) => answerOf(question).isWhole).length;
}

function paintSync(taken) {
  const count = journal.waiting.length;
  const overtime = isOver();
  const state = taken ? "taken" : count === 0 ? "saved" : overtime ? "late" : journal.offline ? "queued" : "saving";
  sync.dataset.sync = state;
  sync.querySelector("[data-sync-text]").textContent = sync.dataset[state].replace("%n%", count);
}

// What only the server knows: until when, whether the clock stands, what the invigilator says.
function hear({ deadline: newDeadline, paused, messages }) {
  heardAt = performance.now();
  if (newDeadline) deadline = newDeadline;
  pausedAt = paused || 0;
  notice("paused").hidden = !pausedAt;
  tell(notice("told"), messages);
  // More time after the end: the questions that were closed open again.
  if (!notice("over").hidden && !isOver() && journal.queue.length === 0) location.reload();
}

const isOver = () => !pausedAt && clock.now() > deadline;

function show({ taken, state, reason, ...answer }) {
  if (state) hear(answer);
  if (taken !== undefined) notice("taken").hidden = !taken;
  notice("offline").hidden = !journal.offline;
  if (reason) {
    notice("refused").hidden = false;
    form.querySelector("[data-refusal]").textContent = reason;
  }
  paintCells();
  paintSync(taken);
  const closed = state && state !== "in_progress";
  if ((closed || leaving || isOver()) && journal.queue.length === 0) depart(closed);
}

function depart(closed) {
  const over = closed || isOver();
  location.assign(over ? form.dataset.endUrl : form.dataset.reviewUrl);
}

async function handIn() {
  leaving = true;
  await journal.send();
  if (journal.queue.length === 0) depart(false);
  else show({});
}

// ---- What the worker does ------------------------------------------------------------------------------------------------

const kept = new Map(); // what was last written to the journal, by question, so that nothing is written twice

function keep(question) {
  const { value } = answerOf(question);
  const text = JSON.stringify(value);
  if (kept.get(question) === text) return;
  kept.set(question, text);
  leaving = false;
  journal.add("answer", Number(question.dataset.slot), value);
}

form.addEventListener("change", (event) => {
  const question = event.target.closest(".question");
  if (!question) return;
  if (event.target.matches("select")) putNumber(question, event.target);
  keep(question);
});

// Words are kept while they are being written: who leaves the page in the middle of one loses none.
let writing = 0;
form.addEventListener("input", (event) => {
  const question = event.target.closest(".question[data-kind=fill]");
  if (!question) return;
  clearTimeout(writing);
  writing = setTimeout(() => keep(question), WRITING_MS);
});

form.addEventListener("submit", (event) => {
  event.preventDefault();
  handIn();
});

form.querySelector("[data-back]").addEventListener("click", () => go(here - 1));
next.addEventListener("click", () => (here === questions.length - 1 ? handIn() : go(here + 1)));

mark.addEventListener("click", () => {
  const flagged = !("flag" in cells[here].dataset);
  if (flagged) cells[here].dataset.flag = "";
  else delete cells[here].dataset.flag;
  mark.setAttribute("aria-pressed", String(flagged));
  journal.add("flag", here, flagged);
});

document.addEventListener("visibilitychange", () => {
  if (document.hidden) {
    leftAt = clock.now();
    journal.add("leave", null, null);
    journal.send();
  } else if (leftAt) {
    journal.add("back", null, Math.round((clock.now() - leftAt) / 1000));
  }
});

addEventListener("hashchange", followAddress);

// ---- Time ------------------------------------------------------------------------------------------------------------------

function tick() {
  const left = Math.max(0, deadline - (pausedAt || clock.now()));
  const seconds = Math.ceil(left / 1000);
  timer.textContent = `${String(Math.floor(seconds / 60)).padStart(2, "0")}:${String(seconds % 60).padStart(2, "0")}`;
  if (left <= WARN_MS) {
    clockBox.dataset.tone = "warn";
    notice("soon").hidden = left === 0;
  }
  if (isOver() && notice("over").hidden) {
    notice("over").hidden = false;
    questions.forEach(giveUp);
    journal.send().then(() => show({}));
  }
}

function restore(events) {
  for (const { kind, slot, value } of events) {
    if (kind === "answer" && questions[slot]) showAnswer(questions[slot], value);
  }
}

async function begin() {
  document.documentElement.dataset.scripted = "";
  form.querySelector("[data-without-script]").hidden = true;
  bringPictures([...form.querySelectorAll(".question img")]);
  restore(await journal.open());
  turnTo(0);
  followAddress();
  journal.add("open", null, null);
  listen({ url: form.dataset.newsUrl, token: form.dataset.token, clock, lastHeard: () => heardAt, heard: show });
  tick();
  setInterval(tick, 1000);
}

begin();
