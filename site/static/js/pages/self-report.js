// Telling of one's own slip, with a script: what is tapped stays through a dead battery, a report that can't be sent waits
// on this phone and goes up by itself, and the page opens without a signal. Without it the form is sent as any other.
import { keepPage } from "../components/keep-page.js";
import { KeptForm } from "../components/kept-form.js";
import { WaitingForm } from "../components/waiting-form.js";

const AS_DATA = { headers: { Accept: "application/json" }, redirect: "manual" };

// As crypto.randomUUID(), which older phones lack.
function newKey() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}

class SelfReport {
  constructor(form) {
    this.form = form;
    this.kept = new KeptForm(form);
    this.kept.key += `:${form.dataset.worker}`; // on a shared phone nobody sends what another tapped
    this.otherDay = form.querySelector("[data-other-day]");
    document.documentElement.dataset.scripted = "";
    const kept = this.kept.restore();
    // A page that was kept is opened many times: each report has a key of its own.
    form.elements.key.value = (kept && kept.key) || newKey();
    this.waiting = Boolean(kept && kept.filledAt);
    if (this.waiting) form.elements.filled_at.value = kept.filledAt;
    form.addEventListener("input", () => this.changed());
    form.addEventListener("submit", (event) => this.submitted(event));
    this.sender = new WaitingForm(() => this.send());
    this.show();
    if (this.waiting) this.send();
  }

  keep() {
    const { key, filled_at: filledAt } = this.form.elements;
    this.kept.keep({ key: key.value, filledAt: this.waiting ? filledAt.value : "" });
  }

  changed() {
    this.keep();
    this.show();
  }

  show() {
    const chosen = this.form.querySelector("[name=day]:checked");
    this.otherDay.toggleAttribute("data-shown", Boolean(chosen && chosen.value === "other"));
  }

  submitted(event) {
    event.preventDefault();
    this.form.elements.filled_at.value = Date.now();
    this.waiting = true;
    this.keep();
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
    this.keep();
    this.refused(new DOMParser().parseFromString(await answer.text(), "text/html"));
  }

  // What the server asks for is shown in place; what was tapped stays.
  refused(page) {
    const said = page.querySelector("[role=alert]");
    const before = document.querySelector("[role=alert]");
    if (before) before.remove();
    if (!said) {
      location.reload();
      return;
    }
    this.form.before(said);
    said.scrollIntoView({ block: "center" });
  }
}

const form = document.querySelector("#self-report");
if (form) {
  new SelfReport(form);
  keepPage();
}
