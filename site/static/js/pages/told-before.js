// On other pages than the form's: what a worker told without a signal goes up from here, and what was refused is said.
import { KeptForm } from "../components/kept-form.js";
import { AS_DATA, reasonOf } from "../components/told.js";

class ToldBefore {
  constructor(notes) {
    this.notes = notes;
    this.address = notes.dataset.toldBefore;
    this.path = `${this.address}:${notes.dataset.worker}`;
    addEventListener("online", () => this.look());
    this.look();
  }

  async look() {
    const kept = new KeptForm(null, this.path).read();
    if (!kept || this.busy) return;
    if (kept.refused !== undefined) this.say("refused", kept.refused);
    if (!kept.filledAt) return;
    this.busy = true;
    await this.send().catch(() => this.say("waits")); // no signal
    this.busy = false;
  }

  // Fills in the form as it is now, with this visit's token, and sends it as it would itself.
  async send() {
    const page = await fetch(this.address);
    const form = new DOMParser().parseFromString(await page.text(), "text/html").querySelector("#self-report");
    if (!form) return this.say("waits");
    const kept = new KeptForm(form, this.path);
    const { key, filledAt } = kept.restore();
    form.elements.key.value = key;
    form.elements.filled_at.value = filledAt;
    const answer = await fetch(this.address, { method: "POST", body: new FormData(form), ...AS_DATA });
    if (answer.type === "opaqueredirect" || answer.status >= 500) return this.say("waits");
    if (answer.ok) {
      kept.forget();
      return location.reload(); // the server's thanks stand on it
    }
    const refused = await reasonOf(answer);
    kept.keep({ key, filledAt: "", refused });
    return this.say("refused", refused);
  }

  say(state, reason = "") {
    this.notes.hidden = false;
    for (const note of this.notes.children) note.hidden = note.dataset.state !== state;
    this.notes.querySelector("[data-reason]").textContent = reason;
  }
}

const notes = document.querySelector("[data-told-before]");
if (notes) new ToldBefore(notes);
