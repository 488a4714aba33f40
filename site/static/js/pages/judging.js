// A judge's phone: big buttons beside the points, what is typed stays through a dead battery, and a sheet that can't be
// sent waits on the phone until it can. The pages of the competition are kept, so that they open without a signal.
//
// A waiting sheet is an event in the phone's store: {attempt, url, body, what, sent, at}, `body` as the form is sent, `what` whose
// sheet it is in words, `sent` what is said when it has gone off; for photos see judging/evidence.js, for what was refused judging/refused.js. `attempt` names the
// judge: on a phone that two judges share, nobody sends or sees what the other typed.
import { KEPT } from "../components/kept.js";
import { keepPage } from "../components/keep-page.js";
import { KeptForm } from "../components/kept-form.js";
import { openStore } from "../exam/store.js";
import { EvidenceBox } from "../judging/evidence.js";
import { say, send } from "../judging/sending.js";
import { rememberSent, showSent } from "../judging/sent.js";
import { Waiting } from "../judging/waiting.js";

const page = document.querySelector("[data-judge]");
const note = document.querySelector("[data-judging-note]");
const judging = `judging-${page.dataset.judge}`;

class Sheet {
  constructor(form, store) {
    this.form = form;
    this.store = store;
    this.kept = new KeptForm(form);
    this.kept.key += `:${judging}`;
    this.kept.restore();
    for (const step of form.querySelectorAll(".mark-step")) this.attach(step);
    form.addEventListener("input", () => this.changed());
    form.addEventListener("submit", (event) => this.submit(event));
    this.changed();
  }

  attach(step) {
    const field = step.querySelector("input[type=number]");
    const most = Number(field.max);
    const set = (points) => {
      field.value = Math.min(most, Math.max(0, Math.round(points * 100) / 100));
      this.changed();
    };
    step.querySelector("[data-less]").addEventListener("click", () => set(Number(field.value || most) - 1));
    step.querySelector("[data-more]").addEventListener("click", () => set(Number(field.value || 0) + 1));
    step.querySelector("[data-full]").addEventListener("click", () => set(most));
    for (const button of step.querySelectorAll("button")) button.hidden = false;
  }

  steps() {
    return [...this.form.querySelectorAll(".mark-step")].map((step) => {
      const field = step.querySelector("input[type=number]");
      const missed = step.querySelector("input[type=checkbox]");
      return { step, field, most: Number(field.max), isMissed: Boolean(missed && missed.checked) };
    });
  }

  changed() {
    this.kept.keep();
    for (const step of this.steps()) if ("missing" in step.step.dataset && !this.faultOf(step)) this.mark(step, "");
    const points = this.steps().map(({ field, isMissed }) => (isMissed ? 0 : Number(field.value || 0)));
    const sum = this.form.querySelector("[data-mark-sum]");
    const isOutside = this.steps().some((step) => step.field.value !== "" && this.faultOf(step));
    sum.hidden = isOutside;
    this.form.querySelector("[data-mark-outside]").hidden = !isOutside;
    sum.querySelector("b").textContent = String(Math.round(points.reduce((all, one) => all + one, 0) * 100) / 100);
  }

  faultOf({ field, most, isMissed }) {
    const { sayEmpty, sayMore } = this.form.dataset;
    if (field.value === "") return isMissed ? "" : sayEmpty;
    return Number(field.value) > most || Number(field.value) < 0 ? sayMore.replace("{}", most) : "";
  }

  mark({ step }, fault) {
    if (fault) step.dataset.missing = "";
    else delete step.dataset.missing;
    const says = step.querySelector("[data-step-says]");
    says.hidden = !fault;
    says.querySelector("span").textContent = fault;
  }

  // What the server would refuse is said before the sheet waits for a signal, at each step that is wrong.
  isFaulty() {
    const steps = this.steps();
    for (const step of steps) this.mark(step, this.faultOf(step));
    const first = steps.find((step) => this.faultOf(step));
    if (first) first.field.focus();
    return Boolean(first);
  }

  async submit(event) {
    event.preventDefault();
    say(note, "");
    if (this.isFaulty() || this.busy) return;
    this.busy = true;
    this.form.elements.filled_at.value = Date.now();
    const fields = new FormData(this.form);
    fields.delete("csrfmiddlewaretoken");
    const body = new URLSearchParams(fields).toString();
    const { what, saySent: sent } = this.form.dataset;
    const sheet = { attempt: judging, url: location.pathname, body, what, sent, at: Date.now() };
    const id = await this.store.put(sheet);
    this.kept.forget();
    try {
      const { kept, isOut, ...refusal } = await send(location.pathname, body);
      if (refusal.reason) {
        await this.refuse({ ...sheet, id }, refusal);
        return;
      }
      if (kept) await this.store.remove([id]);
      if (kept) rememberSent(judging, sent);
      if (isOut || kept) this.back();
    } catch (error) {
      say(note, this.form.dataset.sayOffline);
      note.scrollIntoView({ block: "center" });
      if (await isKept(this.form.dataset.back)) this.back();
    } finally {
      this.busy = false;
    }
  }

  // What can be put right stays open; a sheet that is taken no more can be read and not sent, and stays as evidence.
  async refuse(sheet, { reason, isFinal, stands }) {
    if (isFinal) {
      await this.store.put({ ...sheet, refused: reason, seen: true });
      for (const field of this.form.elements) field.disabled = true;
      for (const part of this.form.querySelectorAll("button, [data-sending]")) part.hidden = true;
    } else {
      await this.store.remove([sheet.id]);
      this.kept.keep();
    }
    say(note, reason, "warn");
    if (stands) this.showStanding(stands);
    note.scrollIntoView({ block: "center" });
  }

  showStanding(address) {
    const way = document.createElement("span");
    way.className = "row";
    const link = document.createElement("a");
    link.href = address;
    link.textContent = this.form.dataset.sayStands;
    way.append(link);
    note.querySelector("span").append(way);
  }

  back() {
    location.assign(this.form.dataset.back);
  }
}

async function isKept(address) {
  return "caches" in window && Boolean(await (await caches.open(KEPT)).match(address));
}

// The sheets that are still open, so that they can be filled in where there is no signal, and the way back from one.
async function keepSheets() {
  await keepPage();
  if (!("caches" in window)) return;
  try {
    const cache = await caches.open(KEPT);
    const form = document.querySelector("[data-mark-sheet]");
    const links = [...document.querySelectorAll("[data-sheet-link]")].map((link) => link.href);
    for (const link of form ? [form.dataset.back] : links) await cache.add(link);
    page.dataset.ready = ""; // for a place without a signal
  } catch (error) {
    // No signal while they are being kept: older copies stay.
  }
}

async function begin() {
  const store = await openStore();
  showSent(judging);
  const form = document.querySelector("[data-mark-sheet]");
  if (form) new Sheet(form, store);
  const box = document.querySelector("[data-evidence-box]");
  if (box) new EvidenceBox(box, store, judging);
  const waiting = new Waiting(store, judging, page, note);
  await waiting.sendAll();
  keepSheets();
}

begin();
