// After the questions: the hand-in that waits for a signal, time that is up, and the receipt, all on the same page.
import { say } from "./look.js";

const PARTS_OF_CLOSING = ["handing", "late", "done"];

export class Closing {
  constructor(page) {
    this.page = page;
    this.box = page.querySelector("[data-closing]");
    this.state = "";
  }

  static isClosed(state) {
    return PARTS_OF_CLOSING.includes(state);
  }

  show(state, journal) {
    const isClosed = Closing.isClosed(state);
    this.page.querySelectorAll("[data-while-open]").forEach((part) => {
      part.hidden = isClosed;
    });
    this.box.hidden = !isClosed;
    this.box.querySelectorAll("[data-part]").forEach((part) => {
      part.hidden = !part.dataset.part.split(" ").includes(state);
    });
    this.tell(journal);
    if (journal.receipt) this.showReceipt(journal.receipt);
    if (isClosed && state !== this.state) this.enter(state);
    this.state = state;
  }

  enter(state) {
    if (location.hash) location.replace("#"); // a sheet that is open closes
    scrollTo(0, 0);
    this.box.querySelector(`[data-part~="${state}"] h1`).focus();
  }

  tell(journal) {
    const last = this.moment(journal.deadline + Number(this.page.dataset.grace) * 1000, { hour: "2-digit", minute: "2-digit" });
    const questions = new Set(journal.waiting.map((event) => event.slot)); // one of them may have been changed many times
    this.box.querySelectorAll("[data-say]").forEach((place) => {
      place.textContent = say(place.dataset.say, { n: questions.size, time: last });
    });
    this.box.querySelector("[data-no-signal]").hidden = !journal.isOffline;
  }

  showReceipt({ receipt, finished, by, received, total, result }) {
    const put = (name, text) => {
      this.box.querySelector(`[data-receipt="${name}"]`).textContent = text;
    };
    const whole = { month: "long", day: "numeric", hour: "2-digit", minute: "2-digit", second: "2-digit" };
    put("code", receipt);
    put("finished", this.moment(finished, whole));
    const words = this.box.querySelector("[data-received]");
    words.textContent = say(words.dataset.received, { n: received, total });
    this.box.querySelectorAll("[data-by]").forEach((line) => {
      line.hidden = line.dataset.by !== by;
    });
    const link = this.box.querySelector("[data-result]"); // there is none where the result is shown later
    if (link) link.href = result;
  }

  // A moment of the server's, in the server's zone and not in the phone's.
  moment(milliseconds, parts) {
    const { lang } = document.documentElement;
    return new Date(milliseconds).toLocaleString(lang, { ...parts, hour12: false, timeZone: this.page.dataset.zone });
  }
}
