// The phone's side of the answer journal: every choice is an event, kept here until the server says it has it.
//
// Events are numbered within one opening of the page (`device`), so a number is never used twice. They are sent in the
// order they were made; a batch that was sent twice is harmless. The hand-in is the last of them.
import { addressOf, nextBatch, post } from "./sending.js";
import { isForTheFile, noteTime, putAway, putAwayAll } from "./settling.js";
import { openStore } from "./store.js";

const SEND_AFTER_MS = 700;
const FIRST_RETRY_MS = 1500;
const LONGEST_RETRY_MS = 20000;
const TOGETHER_MS = 3000; // when a mast comes back, everybody has a signal in the same moment
const MALFORMED = 400;
const UNDER_WAY = "in_progress";

export class Journal {
  constructor({ sitting, clock, deadline, pausedAt, changed }) {
    Object.assign(this, { sitting, clock, deadline, pausedAt, changed });
    this.queue = [];
    this.aside = []; // what the server could not read; tried again when the page is opened again
    this.seq = 0;
    this.storing = 0; // how many the phone has not written down yet
    this.most = undefined;
    this.retry = FIRST_RETRY_MS;
    this.isOffline = navigator.onLine === false;
    this.isEnding = false;
    this.isTaken = false;
    this.isTooLate = false; // something chosen in time was refused: it can count by an answer file alone
    this.receipt = null;
    this.heardAt = performance.now();
    this.opened = new Promise((resolve) => {
      this.nowOpen = resolve;
    });
  }

  // Returns {known, queued}: the record that an earlier opening of this page left, and the events that it could not send.
  // A copy knows what the record says of time and receipt; a page that comes from the server knows better.
  async open(isCopy) {
    this.store = await openStore();
    const known = await this.store.sitting(this.sitting.attempt);
    const stored = await this.store.events(this.sitting.attempt);
    const queued = stored.filter((event) => !event.refused);
    this.queue = [...queued, ...this.queue];
    this.isEnding = this.isHandedIn;
    if (known) Object.assign(this.sitting, { answers: known.answers, flags: known.flags });
    if (isCopy && known) this.goOnFrom(known);
    this.isTooLate = stored.some((event) => isForTheFile(event, this.deadline));
    return { known, queued };
  }

  goOnFrom({ server, wall, deadline, paused, receipt }) {
    this.clock.set(server + Math.max(0, Date.now() - wall));
    this.deadline = deadline;
    this.pausedAt = paused;
    this.receipt = receipt || null;
  }

  async begin() {
    if (this.receipt) return;
    const { deadline, pausedAt: paused } = this;
    await this.store.keep(noteTime(this.sitting, { now: this.clock.now(), deadline, paused }));
    this.nowOpen();
    addEventListener("online", () => this.later(Math.random() * TOGETHER_MS));
    addEventListener("offline", () => this.lost());
    addEventListener("pagehide", () => this.send());
    if (this.isEnding) this.send();
  }

  async add(kind, slot, value) {
    const { attempt, device } = this.sitting;
    const event = { attempt, device, seq: this.seq, kind, slot, value, at: this.clock.now() };
    this.seq += 1;
    this.queue.push(event);
    this.storing += 1;
    this.changed({});
    await this.opened;
    event.id = await this.store.put(event);
    this.storing -= 1;
    this.changed({});
    if (this.queue.includes(event)) this.later(SEND_AFTER_MS);
    else await this.store.remove([event.id]); // it was faster there than here
  }

  // The worker's own hand-in. Like an answer it waits here for a signal.
  handIn() {
    this.isEnding = true;
    return this.add("submit", null, null).then(() => this.send());
  }

  // What an answer file is made of: everything on this phone that the server has not taken. A web view that can store
  // nothing has it in the page's memory only.
  async unsent() {
    const stored = await this.store.events(this.sitting.attempt);
    const isStored = ({ device, seq }) => stored.some((event) => event.device === device && event.seq === seq);
    return [...stored, ...this.queue.filter((event) => !isStored(event))];
  }

  get waiting() {
    return [...this.queue, ...this.aside].filter((event) => event.kind === "answer");
  }

  get isHandedIn() {
    return this.queue.some((event) => event.kind === "submit");
  }

  get isOver() {
    return !this.pausedAt && this.clock.now() > this.deadline;
  }

  later(wait) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.send(true), wait);
  }

  // Resolves when nothing is left to send, or when sending failed for now. Told to ask, it sends an empty batch too.
  send(asks = false) {
    this.sending = this.sending || this.sendAll(asks).finally(() => {
      this.sending = null;
    });
    return this.sending;
  }

  async sendAll(asks) {
    await this.opened;
    if (this.receipt) return;
    const nothing = this.queue.length === 0 && !this.isEnding;
    if (nothing && (!asks || !(await this.exchange([], this.sitting.saveUrl)))) return;
    while (this.queue.length > 0) {
      const batch = nextBatch(this.queue, this.most);
      if (!(await this.exchange(batch, addressOf(this.sitting, batch)))) return;
    }
    this.most = undefined;
    if (this.isEnding && !this.receipt) await this.exchange([], this.sitting.submitUrl);
  }

  // Returns whether there is any use in going on.
  async exchange(batch, url) {
    clearTimeout(this.timer);
    try {
      const { isTaken, status, answer } = await post(url, this.sitting, batch);
      if (isTaken) return await this.settle(batch, answer);
      if (status === MALFORMED && batch.length > 0) return this.findFault(batch, answer.reason);
      this.changed({ reason: answer.reason });
    } catch (error) {
      this.lost();
    }
    return false;
  }

  async settle(batch, answer) {
    const heard = await putAway(this.store, this.sitting, batch, answer);
    if (heard.length === 0 && batch.length > 0) throw new Error("nothing heard");
    this.queue = this.queue.filter((event) => !heard.includes(event));
    this.retry = FIRST_RETRY_MS;
    this.isOffline = false;
    this.isTaken = answer.taken && answer.state === UNDER_WAY;
    this.learn(answer);
    if (answer.receipt) {
      this.receipt = answer;
      await putAwayAll(this.store, this.sitting, answer);
    }
    const refused = heard.find((event) => event.kind === "answer" && event.seq in answer.refused);
    this.isTooLate ||= heard.some((event) => isForTheFile({ ...event, refused: answer.refused[event.seq] }, answer.deadline));
    this.changed({ reason: refused && answer.refused[refused.seq], messages: answer.messages });
    return true;
  }

  // What only the server knows: what time it is, until when, whether the clock stands, whether it is over.
  learn({ now, deadline, paused, state }) {
    this.heardAt = performance.now();
    this.clock.set(now);
    this.deadline = deadline;
    this.pausedAt = paused;
    const isOver = state !== UNDER_WAY || (!paused && now > deadline);
    this.isEnding = isOver || this.isHandedIn;
  }

  // The same, when a phone that had nothing to save asked for news.
  async hear(news) {
    this.learn(news);
    await this.store.keep(noteTime(this.sitting, news));
    if (this.isEnding && !this.receipt) this.later(Math.random() * TOGETHER_MS);
    this.changed({ messages: news.messages });
  }

  // One event that can't be read must not hold up the others: they go singly until it is found.
  findFault(batch, reason) {
    this.most = 1;
    if (batch.length === 1) {
      this.queue = this.queue.filter((event) => event !== batch[0]);
      this.aside.push(batch[0]);
      this.changed({ reason });
    }
    return true;
  }

  lost() {
    if (this.receipt) return;
    this.isOffline = true;
    this.later(this.retry * (0.5 + Math.random()));
    this.retry = Math.min(this.retry * 2, LONGEST_RETRY_MS);
    this.changed({});
  }
}
