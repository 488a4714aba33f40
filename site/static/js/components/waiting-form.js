// Sends a form that must not be lost. Where it can't get through, the page's note [data-waits] says so, and it is sent
// again by itself: when the signal is back, every little while, and when the note's button is tapped.

const PATIENCE_MS = 12000;
const RETRY_MS = 15000;

export class WaitingForm {
  // `again` sends the form as it stands then.
  constructor(again) {
    this.note = document.querySelector("[data-waits]");
    this.note.addEventListener("click", (event) => event.target.closest("[data-again]") && again());
    addEventListener("online", () => !this.note.hidden && again());
    setInterval(() => !this.note.hidden && again(), RETRY_MS);
  }

  // Hands the answer of a server that is in order to `taken`. Does nothing while it is on its way already.
  async send(body, how, taken) {
    if (this.busy) return;
    this.busy = true;
    const patience = new AbortController();
    const timer = setTimeout(() => patience.abort(), PATIENCE_MS);
    try {
      const answer = await fetch("", { method: "POST", body, ...how, signal: patience.signal });
      if (answer.status >= 500) throw new Error(String(answer.status));
      await taken(answer);
      this.note.hidden = true;
    } catch (error) {
      if (!this.note.hidden) return; // it was read; trying again does not move the page
      this.note.hidden = false;
      this.note.scrollIntoView({ block: "nearest" });
    } finally {
      clearTimeout(timer);
      this.busy = false;
    }
  }
}
