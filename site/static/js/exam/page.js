// The exam page with a script: one question at a time, the journal, the clock. Without it the page is one long form.
import { asItCame, askForLeftovers, dropCopy, freshPage, isCopy, keepCopy, keepPart } from "./copy.js";
import { allow, answerOf, putNumber, showAnswer } from "./answers.js";
import { ServerClock } from "./clock.js";
import { Closing } from "./closing.js";
import { Journal } from "./journal.js";
import { Look, say } from "./look.js";
import { newDevice } from "./device.js";
import { letPutAway, listen, tell } from "./news.js";
import { bringPictures } from "./pictures.js";
import "../components/sheet.js";
import "../components/speak.js";
import "../components/text-size.js";

const WARN_MS = 5 * 60 * 1000;
const WRITING_MS = 1200;
const TOGETHER_AT_THE_END_MS = 5000; // the end of the window is the same moment for everybody
const A_COPY_LASTS_MS = 24 * 3600 * 1000; // after the end: it may have been put off while there was no signal
const FILE_AFTER_MS = 5000; // what few ever need comes when the first question is long there

const page = document.querySelector("[data-exam]");
const questions = [...page.querySelectorAll(".question")];
const clockBox = page.querySelector(".clock");
const next = page.querySelector("[data-next]");
const nextWords = next.textContent;
const markButton = page.querySelector("[data-mark]");
const place = page.querySelector("[data-place]");
const look = new Look(page, questions);
const closing = new Closing(page);
const fileBox = page.querySelector("[data-answer-file]");
const notice = (name) => page.querySelector(`[data-notice="${name}"]`);

const clock = new ServerClock(Number(page.dataset.now));
const { attempt, token, saveUrl, submitUrl } = page.dataset;
const fileDays = Number(page.dataset.fileDays);
const sitting = { attempt, token, saveUrl, submitUrl, fileDays, device: page.dataset.device, answers: {}, flags: {} };
const deadline = Number(page.dataset.deadline);
const journal = new Journal({ sitting, clock, deadline, pausedAt: Number(page.dataset.paused) || null, changed: show });
let here = 0;
let leftAt = 0;
let isReady = false;
let isStale = isCopy;
let couldAnswer = true;
let answerFile = null; // its script, once it is there

// ---- What is where ---------------------------------------------------------------------------------------------------

function turnTo(index) {
  here = Math.min(Math.max(index, 0), questions.length - 1);
  questions.forEach((question, number) => {
    question.hidden = number !== here;
  });
  look.point(here);
  place.textContent = say(place.dataset.place, { n: here + 1, total: questions.length });
  page.querySelector("[data-back]").disabled = here === 0;
  next.textContent = here === questions.length - 1 ? next.dataset.lastWords : nextWords;
  markButton.setAttribute("aria-pressed", String(look.isMarked(here)));
  scrollTo(0, 0);
}

function followAddress() {
  const found = /^#q(\d+)$/.exec(location.hash);
  if (found) turnTo(Number(found[1]) - 1);
}

const go = (index) => {
  location.hash = index < questions.length ? `#q${index + 1}` : "#look";
};

// ---- What is saved -----------------------------------------------------------------------------------------------------

function stateNow() {
  if (journal.receipt) return "done";
  if (!isReady) return "opening";
  if (journal.isEnding || journal.isOver) return journal.isHandedIn || !journal.isOver ? "handing" : "late";
  if (journal.isTaken) return "taken";
  if (journal.waiting.length === 0) return "saved";
  return journal.isOffline && journal.storing === 0 ? "queued" : "saving";
}

function letAnswer(mayAnswer) {
  if (mayAnswer === couldAnswer) return;
  couldAnswer = mayAnswer;
  questions.forEach((question) => allow(question, mayAnswer));
}

function show({ reason, messages } = {}) {
  const state = stateNow();
  const wasOpen = !Closing.isClosed(page.dataset.state || "");
  page.dataset.state = state;
  letAnswer(!Closing.isClosed(state) && state !== "taken" && state !== "opening");
  notice("taken").hidden = state !== "taken";
  notice("offline").hidden = !journal.isOffline;
  notice("paused").hidden = !journal.pausedAt;
  if (messages) tell(notice("told"), messages);
  if (reason) {
    page.querySelectorAll("[data-notice=refused]").forEach((box) => {
      box.hidden = false;
      box.querySelector("[data-refusal]").textContent = reason;
    });
  }
  look.paint(journal, state);
  closing.show(state, journal);
  showAnswerFile();
  if (journal.isOffline && journal.queue.length > 0) askForLeftovers();
  if (state === "late" && wasOpen) journal.later(Math.random() * TOGETHER_AT_THE_END_MS);
  if (state === "done") dropCopy();
  else if (isStale && isReady && !journal.isOffline && journal.queue.length === 0) catchUp();
}

// ---- The answer file ----------------------------------------------------------------------------------------------------

async function bringAnswerFile() {
  try {
    answerFile = await import(fileBox.dataset.script);
    answerFile.offerAnswerFile(fileBox, () => journal.unsent(), () => clock.now());
    await keepPart(fileBox.dataset.script);
  } catch (error) {
    addEventListener("online", bringAnswerFile, { once: true });
  }
  show();
}

function showAnswerFile() {
  const isStuck = journal.isOffline && journal.queue.length > 0;
  const isHelped = !journal.receipt || journal.receipt.by !== "worker"; // after his own hand-in nothing more counts
  fileBox.hidden = !(answerFile && (journal.isTooLate ? isHelped : isStuck));
  if (!fileBox.hidden) answerFile.sayWhy(fileBox, journal.isTooLate ? "late" : "signal");
}

// ---- What the worker does ------------------------------------------------------------------------------------------------

const kept = new Map(); // what was last written to the journal, by question, so that nothing is written twice

function keep(question) {
  const { value } = answerOf(question);
  const text = JSON.stringify(value);
  if (kept.get(question) === text) return;
  kept.set(question, text);
  journal.add("answer", Number(question.dataset.slot), value);
}

page.addEventListener("change", (event) => {
  const question = event.target.closest(".question");
  if (!question) return;
  if (event.target.matches("select")) putNumber(question, event.target);
  keep(question);
});

// Words are kept while they are being written: who leaves the page in the middle of one loses none.
let writing = null;
let writingTimer = 0;
function keepWriting() {
  clearTimeout(writingTimer);
  if (writing) keep(writing);
  writing = null;
}
page.addEventListener("input", (event) => {
  writing = event.target.closest(".question[data-kind=fill]");
  clearTimeout(writingTimer);
  writingTimer = setTimeout(keepWriting, WRITING_MS);
});

page.querySelector("[data-paper]").addEventListener("submit", (event) => {
  event.preventDefault();
  go(here + 1); // the phone's keyboard has a key that says so
});
page.querySelector("[data-hand-in]").addEventListener("click", () => {
  keepWriting();
  journal.handIn();
});
page.querySelector("[data-back]").addEventListener("click", () => go(here - 1));
page.querySelector("[data-go-on]").addEventListener("click", () => location.reload());
next.addEventListener("click", () => go(here + 1));
letPutAway(notice("told"));

markButton.addEventListener("click", () => {
  const isMarked = !look.isMarked(here);
  look.mark(here, isMarked);
  markButton.setAttribute("aria-pressed", String(isMarked));
  journal.add("flag", here, isMarked);
});

document.addEventListener("visibilitychange", () => {
  if (document.hidden) keepWriting();
  if (Closing.isClosed(page.dataset.state) || journal.isTaken) return;
  if (document.hidden) {
    leftAt = clock.now();
    journal.add("leave", null, null);
    journal.send();
  } else if (leftAt) {
    journal.add("back", null, Math.round((clock.now() - leftAt) / 1000));
  }
});

addEventListener("hashchange", followAddress);
addEventListener("load", () => scrollTo(0, 0)); // not to where a question of the address stood

// ---- Time ------------------------------------------------------------------------------------------------------------------

function tick() {
  const left = Math.max(0, journal.deadline - (journal.pausedAt || clock.now()));
  const seconds = Math.ceil(left / 1000);
  const parts = [Math.floor(seconds / 60), seconds % 60];
  clockBox.querySelector("time").textContent = parts.map((part) => String(part).padStart(2, "0")).join(":");
  const isSoon = left <= WARN_MS;
  if (isSoon) clockBox.dataset.tone = "warn";
  else delete clockBox.dataset.tone;
  notice("soon").hidden = !isSoon || left === 0;
  if (Closing.isClosed(stateNow()) !== Closing.isClosed(page.dataset.state)) show();
}

// ---- News ------------------------------------------------------------------------------------------------------------------

// A sitting that was ended, and not by the worker, may be given time again: then the server has its paper once more.
function hear(news) {
  if (!journal.receipt) journal.hear(news);
  else if (news.state === "in_progress") location.reload();
}

function canBeOpenedNoMore() {
  if (!journal.receipt) return false;
  return journal.receipt.by === "worker" || clock.now() > journal.deadline + Number(page.dataset.grace) * 1000;
}

// ---- What was before -------------------------------------------------------------------------------------------------------

function restore(answers, flags, events) {
  Object.entries(answers).forEach(([slot, value]) => questions[slot] && showAnswer(questions[slot], value));
  Object.entries(flags).forEach(([slot, isMarked]) => questions[slot] && look.mark(slot, isMarked));
  for (const { kind, slot, value } of events.filter((event) => questions[event.slot])) {
    if (kind === "answer") showAnswer(questions[slot], value);
    if (kind === "flag") look.mark(slot, value);
  }
}

// A copy shows what this phone knows. As soon as there is a signal, what was chosen on another one comes in.
async function catchUp() {
  isStale = false;
  try {
    const fresh = await freshPage(sitting.device);
    if (!fresh) return;
    const untouched = (slot) => !journal.queue.some((event) => event.slot === slot);
    [...fresh.querySelectorAll(".question")].forEach((question, slot) => {
      if (!untouched(slot)) return;
      sitting.answers[slot] = answerOf(question).value;
      showAnswer(questions[slot], sitting.answers[slot]);
    });
    show();
  } catch (error) {
    isStale = true;
  }
}

async function begin() {
  document.documentElement.dataset.scripted = "";
  page.querySelector("[data-without-script]").hidden = true;
  turnTo(0);
  followAddress();
  show();
  bringPictures([...page.querySelectorAll(".question img")]);
  const { known, queued } = await journal.open(isCopy);
  // A number is used once: a page that opens a second time speaks as another device.
  if (isCopy || (known && known.device === sitting.device)) sitting.device = newDevice();
  restore(isCopy ? sitting.answers : {}, sitting.flags, queued);
  isReady = true;
  await journal.begin();
  if (!journal.isEnding && !journal.receipt) journal.add("open", null, null);
  show();
  markButton.setAttribute("aria-pressed", String(look.isMarked(here)));
  tick();
  setInterval(tick, 1000);
  setTimeout(bringAnswerFile, FILE_AFTER_MS);
  listen({ url: page.dataset.newsUrl, token, lastHeard: () => journal.heardAt, heard: hear, isDone: canBeOpenedNoMore });
  if (!journal.receipt) keepCopy(Date.now() + journal.deadline - clock.now() + A_COPY_LASTS_MS);
}

begin();
