// Keeps a leader's ticks on his phone, each with its moment, until the server says it has them; and the list itself, so
// that it opens in a hall without signal.
import { keepPage } from "../components/keep-page.js";

const RETRY_MS = 15000;

class Ticks {
  constructor(form) {
    this.form = form;
    this.key = `jingzhong:ticks:${form.dataset.ticks}`;
    this.waiting = new Map(this.kept());
    this.busy = false;
    for (const box of this.boxes()) {
      if (box.disabled) this.waiting.delete(box.value);
      else if (this.waiting.has(box.value)) box.checked = true;
    }
    form.addEventListener("change", (event) => this.changed(event.target));
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.send();
    });
    addEventListener("online", () => this.send());
    setInterval(() => this.send(), RETRY_MS);
    this.show();
    this.send();
  }

  boxes() {
    return [...this.form.querySelectorAll("[name=person]")];
  }

  kept() {
    try {
      return JSON.parse(localStorage.getItem(this.key) || "[]");
    } catch (error) {
      return [];
    }
  }

  keep() {
    try {
      localStorage.setItem(this.key, JSON.stringify([...this.waiting]));
    } catch (error) {
      // No storage: what is in memory still goes up while the page is open.
    }
    this.show();
  }

  changed(box) {
    if (box.name !== "person") return;
    if (box.checked) this.waiting.set(box.value, Date.now());
    else this.waiting.delete(box.value);
    this.keep();
  }

  say(words) {
    const note = this.form.querySelector("[data-ticks-note]");
    note.hidden = !words;
    note.querySelector("span").textContent = words;
  }

  show() {
    this.say(this.waiting.size > 0 ? this.form.dataset.sayWaiting.replace("{}", this.waiting.size) : "");
  }

  async send() {
    if (this.busy || this.waiting.size === 0) return;
    this.busy = true;
    const body = new FormData();
    body.set("csrfmiddlewaretoken", this.form.querySelector("[name=csrfmiddlewaretoken]").value);
    body.set("how", this.form.querySelector("[name=how]:checked").value);
    for (const [place, moment] of this.waiting) body.append("person", `${place}@${moment}`);
    try {
      const answer = await fetch("", { method: "POST", body, headers: { Accept: "application/json" }, redirect: "manual" });
      if (answer.type === "opaqueredirect" || answer.status === 403) this.say(this.form.dataset.sayDoor);
      else if (answer.status === 409) this.say((await answer.json()).reason);
      else if (answer.ok) this.acknowledged((await answer.json()).present);
    } catch (error) {
      this.show();
    } finally {
      this.busy = false;
    }
  }

  acknowledged(present) {
    for (const place of present) {
      const box = this.boxes().find((each) => each.value === String(place));
      if (box) {
        box.checked = true;
        box.disabled = true;
      }
      this.waiting.delete(String(place));
    }
    this.keep();
    if (this.waiting.size === 0) this.say(this.form.dataset.saySent);
  }
}

for (const form of document.querySelectorAll("[data-ticks]")) new Ticks(form);
addEventListener("load", () => keepPage());
