// What the page shows of the answers: the answer sheet, the look before the hand-in, the state of every answer.
import { answerOf } from "./answers.js";

const MOST_LINKS = 12; // the answer sheet has them all

export class Look {
  constructor(page, questions) {
    this.page = page;
    this.questions = questions;
    this.cells = [...page.querySelectorAll("[data-cells] .cell")];
    this.words = page.querySelector("[data-cells]").dataset;
    this.sync = page.querySelector(".sync");
    this.progress = page.querySelector("[data-answered]");
  }

  isMarked(slot) {
    return "flag" in this.cells[slot].dataset;
  }

  mark(slot, isMarked) {
    if (isMarked) this.cells[slot].dataset.flag = "";
    else delete this.cells[slot].dataset.flag;
  }

  point(slot) {
    this.cells.forEach((cell, number) => {
      if (number === slot) cell.setAttribute("aria-current", "true");
      else cell.removeAttribute("aria-current");
    });
  }

  paint(journal, state) {
    const waiting = new Set(journal.waiting.map((event) => event.slot));
    const blank = this.cells.filter((cell, slot) => this.paintCell(cell, slot, waiting));
    const marked = this.cells.filter((cell) => "flag" in cell.dataset);
    const answered = this.cells.length - blank.length;
    this.progress.value = answered;
    this.sync.dataset.sync = state;
    this.sync.querySelector("[data-sync-text]").textContent = say(this.sync.dataset[state] || "", { n: waiting.size });
    this.count({ done: answered - waiting.size, queued: waiting.size, open: blank.length, flag: marked.length });
    this.paintHandIn(blank, marked, answered);
  }

  // Returns whether the question is not answered.
  paintCell(cell, slot, waiting) {
    const isAnswered = answerOf(this.questions[slot]).isWhole;
    const state = waiting.has(slot) ? "queued" : isAnswered ? "done" : "";
    if (state) cell.dataset.state = state;
    else delete cell.dataset.state;
    const said = [cell.textContent, { done: this.words.wordDone, queued: this.words.wordQueued }[state] || this.words.wordOpen];
    if ("flag" in cell.dataset) said.push(this.words.wordFlag);
    cell.setAttribute("aria-label", said.join(" "));
    return !isAnswered;
  }

  count(numbers) {
    this.page.querySelectorAll("[data-count]").forEach((place) => {
      place.textContent = Math.max(0, numbers[place.dataset.count]);
    });
  }

  paintHandIn(blank, marked, answered) {
    const find = (name) => this.page.querySelector(`[data-look="${name}"]`);
    find("blank").hidden = blank.length === 0;
    find("marked").hidden = marked.length === 0;
    find("first").hidden = blank.length === 0;
    find("answered").textContent = `${answered} / ${this.cells.length}`;
    find("sync").textContent = this.sync.querySelector("[data-sync-text]").textContent;
    for (const name of ["blank-words", "first"]) find(name).textContent = say(find(name).dataset.words, { n: blank.length });
    if (blank.length > 0) find("first").hash = blank[0].hash;
    this.linkTo(find("blank-links"), blank);
    this.linkTo(find("marked-links"), marked);
    const button = this.page.querySelector("[data-hand-in]");
    button.textContent = blank.length > 0 ? button.dataset.asItIs : button.dataset.whole;
    if (blank.length > 0) delete button.dataset.kind;
    else button.dataset.kind = "main";
  }

  linkTo(place, cells) {
    place.replaceChildren(...cells.slice(0, MOST_LINKS).map((cell) => {
      const link = document.createElement("a");
      link.className = "btn num";
      link.href = cell.hash;
      link.textContent = say(place.dataset.words, { n: cell.textContent });
      return link;
    }));
  }
}

// Puts numbers and times into words of the page: %n%, %total%, %time%.
export function say(words, values) {
  return words.replace(/%(\w+)%/g, (whole, name) => (name in values ? values[name] : whole));
}
