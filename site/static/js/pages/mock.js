// A mock exam with a script: its answers stay on this phone until it is handed in, with or without a signal; a counter, a
// clock, and a look at what is blank before it goes. Without it the page is one long form.
import { keepPage } from "../components/keep-page.js";
import { KeptForm } from "../components/kept-form.js";
import { WaitingForm } from "../components/waiting-form.js";
import { answerOf, putNumber } from "../exam/answers.js";
import "../components/sheet.js";

const AS_DATA = { headers: { Accept: "application/json" }, redirect: "manual" };
const WARN_SECONDS = 300;

class MockExam {
  constructor(form) {
    this.form = form;
    this.kept = new KeptForm(form);
    this.questions = [...form.querySelectorAll(".question")];
    this.cells = document.querySelector("#look .cells");
    this.clock = document.querySelector(".clock");
    const before = this.kept.restore() || {};
    this.handing = Boolean(before.handing);
    this.endsAt = before.endsAt || (this.clock && Date.now() + Number(this.clock.dataset.clock) * 1000);
    form.addEventListener("change", (event) => this.changed(event.target));
    form.addEventListener("input", () => this.keep());
    form.addEventListener("submit", (event) => this.submitted(event));
    this.sender = new WaitingForm(() => this.send());
    if (this.clock) setInterval(() => this.tick(), 1000);
    this.count();
    if (this.handing) this.send();
  }

  changed(field) {
    if (field.matches(".step-input")) putNumber(field.closest(".question"), field);
    this.keep();
    this.count();
  }

  keep() {
    this.kept.keep({ endsAt: this.endsAt, handing: this.handing });
  }

  count() {
    const answered = this.questions.map((question) => answerOf(question).isWhole);
    const done = answered.filter(Boolean).length;
    const counter = document.querySelector("[data-counter]");
    counter.textContent = counter.dataset.counter.replace("{}", done).replace("{}", answered.length);
    document.querySelector(".exam-head progress").value = done;
    const blank = document.querySelector("[data-blank]");
    blank.hidden = done === answered.length;
    blank.querySelector("span").textContent = blank.dataset.blank.replace("{}", answered.length - done);
    document.querySelector("[data-all-answered]").hidden = done < answered.length;
    [...this.cells.children].forEach((cell, place) => {
      cell.dataset.state = answered[place] ? "done" : "";
      if (answered[place]) cell.removeAttribute("aria-label");
      else cell.setAttribute("aria-label", `${cell.textContent} ${this.cells.dataset.wordOpen}`);
    });
  }

  tick() {
    const left = Math.max(0, Math.ceil((this.endsAt - Date.now()) / 1000));
    const parts = [Math.floor(left / 60), left % 60];
    this.clock.querySelector("time").textContent = parts.map((part) => String(part).padStart(2, "0")).join(":");
    if (left <= WARN_SECONDS) this.clock.dataset.tone = "warn";
    if (left === 0 && !this.handing) this.handIn();
  }

  submitted(event) {
    event.preventDefault();
    if (event.submitter && event.submitter.name === "sure") this.handIn();
    else location.hash = "#look";
  }

  handIn() {
    this.handing = true;
    this.keep();
    if (location.hash === "#look") location.hash = "";
    this.send();
  }

  send() {
    const body = new FormData(this.form);
    body.set("sure", "1");
    return this.sender.send(body, AS_DATA, (answer) => this.answered(answer));
  }

  answered(answer) {
    this.handing = false;
    if (answer.status === 204) this.kept.forget();
    else this.keep();
    location.replace(location.pathname); // the result; or, signed out meanwhile, the door, with the answers still kept
  }
}

const form = document.querySelector("[data-mock]");
if (form) new MockExam(form);
addEventListener("load", () => keepPage()); // the paper opens without a signal; handed in, its result takes its place
