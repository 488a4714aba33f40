// Telling of one's own slip, with a script: what is tapped stays through a dead battery, a report that can't be sent waits
// on this phone and goes up by itself, and the page opens without a signal. What was refused, here or from another page
// (told-before.js), is said until it is sent anew or dropped. Without a script the form is sent as any other.
import { keepPage } from "../components/keep-page.js";
import { KeptForm } from "../components/kept-form.js";
import { sayMissing, sayNoMore } from "../components/missing.js";
import { AS_DATA, reasonOf } from "../components/told.js";
import { WaitingForm } from "../components/waiting-form.js";

const OTHER = "other";
const WORDS_OF = { slip: "words", place: "place_words", day: "happened_on" }; // what says more about OTHER
const OLDEST_DAYS = 31;

// As crypto.randomUUID(), which older phones lack.
function newKey() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}

function dayBefore(days) {
  const day = new Date();
  day.setDate(day.getDate() - days);
  return [day.getFullYear(), day.getMonth() + 1, day.getDate()].map((part) => String(part).padStart(2, "0")).join("-");
}

class SelfReport {
  constructor(form) {
    this.form = form;
    form.noValidate = true; // said in place, by sayMissing
    this.kept = new KeptForm(form, `${location.pathname}:${form.dataset.worker}`); // on a shared phone nobody sends another's
    this.notSent = document.querySelector("[data-not-sent]");
    document.documentElement.dataset.scripted = "";
    const kept = this.kept.restore() || {};
    // A page that was kept is opened many times: each report has a key of its own.
    form.elements.key.value = kept.key || newKey();
    this.waiting = Boolean(kept.filledAt);
    this.refused = kept.refused;
    if (this.waiting) form.elements.filled_at.value = kept.filledAt;
    form.addEventListener("input", (event) => this.changed(event.target));
    form.addEventListener("submit", (event) => this.submitted(event));
    this.notSent.querySelector("button").addEventListener("click", () => this.drop());
    this.sender = new WaitingForm(() => this.send());
    this.show();
    if (this.waiting) this.send();
  }

  keep() {
    const { key, filled_at: filledAt } = this.form.elements;
    this.kept.keep({ key: key.value, filledAt: this.waiting ? filledAt.value : "", refused: this.refused });
  }

  changed(field) {
    this.keep();
    sayNoMore(field);
    this.show();
  }

  show() {
    for (const [question, name] of Object.entries(WORDS_OF)) {
      const chosen = this.form.querySelector(`[name=${question}]:checked`);
      this.ask(this.form.elements[name], Boolean(chosen && chosen.value === OTHER));
    }
    this.notSent.hidden = this.refused === undefined;
    this.notSent.querySelector("[data-reason]").textContent = this.refused || "";
  }

  ask(field, isNeeded) {
    field.required = isNeeded;
    field.setCustomValidity(isNeeded && !field.value.trim() ? field.dataset.needed : "");
    const hint = this.form.querySelector(`label[for=${field.id}] [data-free]`);
    hint.textContent = isNeeded ? hint.dataset.wanted : hint.dataset.free;
    if (field.type !== "date") return;
    field.min = isNeeded ? dayBefore(OLDEST_DAYS) : "";
    field.max = isNeeded ? dayBefore(0) : "";
    field.closest("[data-other-day]").toggleAttribute("data-shown", isNeeded);
  }

  submitted(event) {
    event.preventDefault();
    if (sayMissing(this.form)) return;
    this.form.elements.filled_at.value = Date.now();
    this.waiting = true;
    this.refused = undefined;
    this.keep();
    this.show();
    this.send();
  }

  send() {
    return this.sender.send(new FormData(this.form), AS_DATA, (answer) => this.answered(answer));
  }

  async answered(answer) {
    if (answer.type === "opaqueredirect") {
      location.reload(); // to the door; what waits here is sent on the way back
      return;
    }
    if (answer.ok) {
      this.kept.forget();
      location.assign((await answer.json()).next);
      return;
    }
    this.waiting = false;
    this.refused = await reasonOf(answer);
    this.keep();
    if (!this.refused) {
      location.reload(); // a page that was open too long: read anew it can be sent again
      return;
    }
    this.show();
    this.notSent.scrollIntoView({ block: "center" });
  }

  drop() {
    this.kept.forget();
    location.reload();
  }
}

const form = document.querySelector("#self-report");
if (form) {
  new SelfReport(form);
  keepPage();
}
