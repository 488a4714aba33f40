// Sheets and photos that wait on the phone: sent one after the other as soon as there is a signal, and shown as waiting
// until they are. What is refused is no longer sent, nor counted.
import { sendPhoto } from "./evidence.js";
import { showRefused } from "./refused.js";
import { say, send } from "./sending.js";
import { rememberSent } from "./sent.js";

const RETRY_MS = 15000;

// Without IndexedDB a photo is not kept: what stands there of it is nothing.
function isWhole(waiting) {
  return !waiting.photo || waiting.photo instanceof Blob;
}

export class Waiting {
  constructor(store, judging, page, note) {
    Object.assign(this, { store, judging, page, note, busy: false });
    addEventListener("online", () => this.sendAll());
    setInterval(() => this.sendAll(), RETRY_MS);
  }

  get isList() {
    return Boolean(this.page.dataset.sayWaiting);
  }

  async events() {
    return (await this.store.events(this.judging)).filter(isWhole);
  }

  async sendAll() {
    if (this.busy) return;
    this.busy = true;
    let isOut = false;
    let hasChanged = false;
    try {
      for (const sheet of (await this.events()).filter((one) => !one.refused)) {
        const answer = await (sheet.photo ? sendPhoto(sheet) : send(sheet.url, sheet.body));
        isOut = Boolean(answer.isOut);
        if (isOut) break;
        if (answer.kept) {
          await this.store.remove([sheet.id]);
          rememberSent(this.judging, sheet.sent);
        } else await this.store.put({ ...sheet, refused: answer.reason, stands: answer.stands });
        hasChanged = hasChanged || this.isList || sheet.url === location.pathname;
      }
    } catch (error) {
      // No signal: the next round tries again.
    } finally {
      this.busy = false;
    }
    // The server's page shows what was received, and what is still to be done.
    if (hasChanged && !isOut) location.reload();
    else await this.show(isOut);
  }

  async show(isOut) {
    const all = await this.events();
    const refused = all.filter((one) => one.refused && !one.seen && (this.isList || one.url === location.pathname));
    const left = all.filter((one) => !one.refused);
    showRefused(refused, this.store);
    if (this.isList) this.showRows(left, refused);
    const { sayDoor, sayWaiting } = this.page.dataset;
    if (isOut && sayDoor) say(this.note, sayDoor, "warn");
    else if (this.isList) say(this.note, left.length > 0 ? sayWaiting.replace("{}", left.length) : "");
  }

  // A sheet that waits is not offered as the next one to fill in, and not counted as one.
  showRows(left, refused) {
    const { sayOne, sayRefused, sayLeft, sayNone } = this.page.dataset;
    const waits = new Set(left.map((one) => one.url));
    const isRefused = new Set(refused.map((one) => one.url));
    const open = [...document.querySelectorAll("[data-sheet-link][data-open]")];
    for (const link of open) {
      link.dataset.what = link.dataset.what || link.textContent;
      link.dataset.kind = waits.has(link.pathname) ? "quiet" : "";
      const words = waits.has(link.pathname) ? sayOne : isRefused.has(link.pathname) ? sayRefused : "{}";
      link.textContent = words.replace("{}", link.dataset.what);
    }
    const free = open.filter((link) => !waits.has(link.pathname));
    if (free.length > 0) free[0].dataset.kind = "main";
    if (open.length > 0) {
      document.querySelector("[data-left]").textContent = free.length > 0 ? sayLeft.replace("{}", free.length) : sayNone;
    }
  }
}
