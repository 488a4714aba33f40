// Keeps the invigilator's page up to date with what changes. When other people belong on the page, or something waits
// for a decision, it is fetched anew, unless somebody is writing in it.
import { keepAsking } from "../components/keep-asking.js";

const box = document.querySelector("[data-watch]");
const started = performance.now();
const serverNow = () => Number(box.dataset.now) + performance.now() - started;
let asks = null;

function draw(svg, people) {
  const total = Math.max(1, people.reduce((sum, each) => sum + each, 0));
  let x = 0;
  svg.querySelectorAll("[data-piece]").forEach((piece, place) => {
    const width = (people[place] * 100) / total;
    piece.setAttribute("x", x.toFixed(2));
    piece.setAttribute("width", width.toFixed(2));
    x += width;
  });
}

function showUnit([unit, ...people]) {
  const line = box.querySelector(`[data-unit="${unit}"]`);
  if (!line) return;
  draw(line.querySelector("svg"), people);
  const figures = line.querySelector("[data-figures]");
  const total = people.reduce((sum, each) => sum + each, 0);
  put(figures, figures.dataset.figures.replace("%n%", people[0]).replace("%total%", total));
}

function put(place, text) {
  if (place.textContent !== String(text)) place.textContent = text;
}

function heardWords(heard) {
  if (!heard) return "—";
  const minutes = Math.floor((serverNow() - heard) / 60000);
  return minutes < 1 ? box.dataset.sayNow : box.dataset.sayAgo.replace("%n%", minutes);
}

function showPerson([attempt, standing, answered, leaves, extra, heard, ends]) {
  const row = box.querySelector(`[data-person="${attempt}"]`);
  const cell = (name) => row.querySelector(`[data-cell="${name}"]`);
  const words = document.querySelector(`template[data-standing="${standing}"]`).content.cloneNode(true);
  if (words.textContent.trim() !== cell("standing").textContent.trim()) cell("standing").replaceChildren(words);
  row.toggleAttribute("data-mark", standing === "offline");
  if (standing === "offline") row.dataset.tone = "warn";
  else delete row.dataset.tone;
  put(cell("answered"), answered);
  put(cell("leaves"), leaves);
  put(cell("extra"), extra ? `+${extra}` : "");
  put(cell("ends"), ends || "—");
  cell("heard").dataset.heard = heard || "";
  put(cell("heard"), heardWords(heard));
}

function isSomebodyWriting() {
  return box.contains(document.activeElement) && document.activeElement.matches("input, select, textarea");
}

async function fetchAnew() {
  if (isSomebodyWriting()) return;
  const answer = await fetch(location.href, { credentials: "same-origin", cache: "no-store" });
  if (!answer.ok) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const fresh = page.querySelector("[data-watch]");
  if (!fresh) return;
  box.replaceChildren(...fresh.childNodes);
  asks = null;
}

async function show(state) {
  const shown = [...box.querySelectorAll("[data-person]")].map((row) => row.dataset.person);
  const now = state.people.map(([attempt]) => attempt);
  const waiting = JSON.stringify(state.asks);
  if (JSON.stringify(shown) !== JSON.stringify(now) || (asks !== null && asks !== waiting)) {
    await fetchAnew();
    return;
  }
  asks = waiting;
  box.querySelectorAll("[data-sum]").forEach((sum, place) => put(sum, state.totals[place]));
  const whole = box.querySelector("[data-whole] .watch-bar");
  if (whole) draw(whole, state.totals);
  state.units.forEach(showUnit);
  state.people.forEach(showPerson);
}

box.querySelectorAll("[data-heard]").forEach((cell) => put(cell, heardWords(Number(cell.dataset.heard))));
keepAsking(box.dataset.liveUrl, {
  headers: { Accept: "application/json" },
  note: () => box.querySelector("[data-watch-note]"),
  take: async (answer) => show(await answer.json()),
});
