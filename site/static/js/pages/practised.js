// A question that is practised, with a script: an answer given without a signal stays on this phone and goes up when the
// signal is back, or when the page is opened again. Without it the form is sent as any other.
import { KeptForm } from "../components/kept-form.js";
import { answerOf, putNumber } from "../exam/answers.js";

const PATIENCE_MS = 12000;

class Practised {
  constructor(form) {
    this.form = form;
    this.kept = new KeptForm(form);
    this.waits = document.querySelector("[data-waits]");
    form.addEventListener("change", (event) => {
      if (event.target.matches(".step-input")) putNumber(form.querySelector(".question"), event.target);
    });
    form.addEventListener("submit", (event) => this.submitted(event));
    this.waits.querySelector("[data-again]").addEventListener("click", () => this.send());
    addEventListener("online", () => !this.waits.hidden && this.send());
    if (this.kept.restore()) this.send();
  }

  // An empty answer, which the server refuses, is not worth keeping.
  submitted(event) {
    if (navigator.onLine && !answerOf(this.form.querySelector(".question")).isWhole) return;
    event.preventDefault();
    this.send();
  }

  async send() {
    if (this.busy) return;
    this.busy = true;
    this.kept.keep();
    const body = new FormData(this.form);
    const patience = new AbortController();
    const timer = setTimeout(() => patience.abort(), PATIENCE_MS);
    try {
      const answer = await fetch("", { method: "POST", body, signal: patience.signal });
      if (answer.status >= 500) throw new Error(String(answer.status));
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      this.kept.forget();
      if (answer.redirected || !answer.ok || !page.querySelector("#main")) location.assign(answer.url);
      else this.show(page);
    } catch (error) {
      this.waits.hidden = false;
      this.waits.scrollIntoView({ block: "nearest" });
    } finally {
      clearTimeout(timer);
      this.busy = false;
    }
  }

  show(page) {
    for (const part of ["#main", ".dock"]) document.querySelector(part).replaceWith(page.querySelector(part));
    scrollTo(0, 0);
    const heading = document.querySelector("#main h1");
    heading.tabIndex = -1;
    heading.focus();
  }
}

const form = document.querySelector("#answer");
if (form) new Practised(form);
