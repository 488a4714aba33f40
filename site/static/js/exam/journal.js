// The phone's side of the answer journal: every choice is an event, kept here until the server says it has it.
//
// Events are numbered within one opening of the page (`device`), so a number is never used twice. They are sent in the
// order they were made; a batch that was sent twice is harmless. Storage is IndexedDB, else localStorage, else memory.

const BATCH = 100;
const SEND_AFTER_MS = 700;
const FIRST_RETRY_MS = 1500;
const LONGEST_RETRY_MS = 30000;
const GIVE_UP_MS = 12000;

function asPromise(request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

async function indexedStore(attempt) {
  const opening = indexedDB.open("jingzhong", 1);
  opening.onupgradeneeded = () => {
    opening.result.createObjectStore("events", { keyPath: "id", autoIncrement: true }).createIndex("attempt", "attempt");
  };
  const db = await asPromise(opening);
  const events = (mode) => db.transaction("events", mode).objectStore("events");
  return {
    all: () => asPromise(events("readonly").index("attempt").getAll(attempt)),
    add: (event) => asPromise(events("readwrite").add({ ...event, attempt })),
    remove: async (ids) => {
      const store = events("readwrite");
      await Promise.all(ids.map((id) => asPromise(store.delete(id))));
    },
  };
}

function plainStore(attempt, storage) {
  const key = `jingzhong:${attempt}`;
  let memory = [];
  let last = 0;
  try {
    memory = JSON.parse(storage.getItem(key) || "[]");
    last = memory.reduce((highest, event) => Math.max(highest, event.id), 0);
  } catch (error) {
    memory = [];
  }
  const keep = () => {
    try {
      storage.setItem(key, JSON.stringify(memory));
    } catch (error) {
      // No room or no storage at all: what is in memory still goes up while the page is open.
    }
  };
  return {
    all: async () => memory.slice(),
    add: async (event) => {
      last += 1;
      memory.push({ ...event, id: last });
      keep();
      return last;
    },
    remove: async (ids) => {
      memory = memory.filter((event) => !ids.includes(event.id));
      keep();
    },
  };
}

async function openStore(attempt) {
  try {
    return await indexedStore(attempt);
  } catch (error) {
    let storage = { getItem: () => null, setItem: () => {} };
    try {
      storage = window.localStorage;
    } catch (blocked) {
      // A web view may forbid it outright.
    }
    return plainStore(attempt, storage);
  }
}

// The server's time, carried on by a clock that nobody can set.
export class ServerClock {
  constructor(now) {
    this.set(now);
  }

  set(now) {
    this.server = now;
    this.here = performance.now();
  }

  now() {
    return Math.round(this.server + performance.now() - this.here);
  }
}

export class Journal {
  constructor({ url, token, attempt, device, clock, changed }) {
    Object.assign(this, { url, token, attempt, device, clock, changed });
    this.queue = [];
    this.seq = 0;
    this.retry = FIRST_RETRY_MS;
    this.offline = false;
    this.sending = null;
    this.timer = 0;
  }

  // Returns what an earlier opening of this page could not send.
  async open() {
    this.store = await openStore(this.attempt);
    this.queue = await this.store.all();
    addEventListener("online", () => this.send());
    addEventListener("pagehide", () => this.send());
    return this.queue.slice();
  }

  async add(kind, slot, value) {
    const event = { device: this.device, seq: this.seq, kind, slot, value, at: this.clock.now() };
    this.seq += 1;
    this.queue.push(event);
    this.changed({});
    event.id = await this.store.add(event);
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.send(), SEND_AFTER_MS);
  }

  get waiting() {
    return this.queue.filter((event) => event.kind === "answer");
  }

  // Resolves when nothing is left to send, or when sending failed for now.
  send() {
    if (!this.sending) {
      this.sending = this.sendAll().finally(() => {
        this.sending = null;
      });
    }
    return this.sending;
  }

  async sendAll() {
    clearTimeout(this.timer);
    while (this.queue.length > 0) {
      const device = this.queue[0].device;
      const batch = this.queue.filter((event) => event.device === device).slice(0, BATCH);
      const answer = await this.post(device, batch);
      if (!answer) return;
      await this.settle(batch, answer);
    }
  }

  async post(device, batch) {
    const body = JSON.stringify({
      token: this.token,
      device,
      events: batch.map(({ seq, kind, slot, value, at }) => ({ seq, kind, slot, value, at })),
    });
    const patience = new AbortController();
    const timer = setTimeout(() => patience.abort(), GIVE_UP_MS);
    try {
      const response = await fetch(this.url, {
        method: "POST",
        body,
        headers: { "Content-Type": "application/json" },
        credentials: "omit",
        keepalive: true,
        signal: patience.signal,
      });
      if (response.status >= 500) throw new Error(String(response.status));
      const answer = await response.json();
      if (!response.ok) {
        this.changed({ reason: answer.reason });
        return null;
      }
      this.retry = FIRST_RETRY_MS;
      this.offline = false;
      return answer;
    } catch (error) {
      this.later();
      return null;
    } finally {
      clearTimeout(timer);
    }
  }

  async settle(batch, answer) {
    const heard = batch.filter((event) => answer.accepted.includes(event.seq) || event.seq in answer.refused);
    this.queue = this.queue.filter((event) => !heard.includes(event));
    await this.store.remove(heard.map((event) => event.id).filter((id) => id !== undefined));
    this.clock.set(answer.now);
    const reasons = Object.values(answer.refused);
    this.changed({ ...answer, reason: reasons[0] });
  }

  later() {
    this.offline = true;
    const wait = this.retry * (0.5 + Math.random());
    this.retry = Math.min(this.retry * 2, LONGEST_RETRY_MS);
    this.timer = setTimeout(() => this.send(), wait);
    this.changed({});
  }
}
