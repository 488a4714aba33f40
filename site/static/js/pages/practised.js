// A question that is practised, with a script: an answer given without a signal stays on this phone and goes up when the
// signal is back, or when the page is opened again. Without it the form is sent as any other.
import { KeptForm } from "../components/kept-form.js";
import { WaitingForm } from "../components/waiting-form.js";
import { answerOf, putNumber } from "../exam/answers.js";

class Practised {
  constructor(form) {
    this.form = form;
    this.kept = new KeptForm(form);
    this.sender = new WaitingForm(() => this.send());
    form.addEventListener("change", (event) => {
      if (event.target.matches(".step-input")) putNumber(form.querySelector(".question"), event.target);
    });
    form.addEventListener("submit", (event) => this.submitted(event));
    if (this.kept.restore()) this.send();
  }

  // An empty answer, which the server refuses, is not worth keeping.
  submitted(event) {
    if (navigator.onLine && !answerOf(this.form.querySelector(".question")).isWhole) return;
    event.preventDefault();
    this.send();
  }

  send() {
    this.kept.keep();
    return this.sender.send(new FormData(this.form), {}, (answer) => this.answered(answer));
  }

  async answered(answer) {
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    this.kept.forget();
    if (answer.redirected || !answer.ok || !page.querySelector("#main")) location.assign(answer.url);
    else this.show(page);
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
