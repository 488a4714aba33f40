// What the phone keeps of its sittings: events that the server has not acknowledged, and a record of each sitting.
//
// A record is {attempt, saveUrl, submitUrl, token, device, deadline, paused, server, wall, until, answers, flags}: `server`
// is the server's time at the phone's own `wall`, `paused` since when the clock stands, `until` when all of it may go,
// `answers` and `flags` what was acknowledged, by slot. An
// event with `refused` was not taken by the server, and is no longer sent. Storage is IndexedDB, else localStorage, else
// memory. All times are milliseconds.

const NAME = "jingzhong";
const VERSION = 2;
const PATIENCE_MS = 2000; // some web views never answer
const TO_THE_DISK = { durability: "strict" }; // a phone may be without power in the next moment

export async function openStore() {
  let store;
  try {
    store = await indexedStore();
  } catch (error) {
    store = plainStore(plainStorage());
  }
  store = forgiving(store);
  await dropOld(store);
  return store;
}

// A store that breaks while the page is open stops nothing: what is in the page's memory still goes up.
function forgiving(store) {
  const tried = (name, method) => async (...given) => {
    try {
      return await method(...given);
    } catch (error) {
      return name.endsWith("s") ? [] : undefined; // events and sittings are lists
    }
  };
  return Object.fromEntries(Object.entries(store).map(([name, method]) => [name, tried(name, method)]));
}

async function dropOld(store) {
  const old = (await store.sittings()).filter((sitting) => sitting.until < Date.now());
  await Promise.all(old.map((sitting) => store.forget(sitting.attempt)));
}

function asPromise(request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
    request.onblocked = () => reject(new Error("blocked"));
  });
}

function written(transaction) {
  return new Promise((resolve, reject) => {
    transaction.oncomplete = resolve;
    transaction.onabort = () => reject(transaction.error);
  });
}

function inTime(promise) {
  return Promise.race([
    promise,
    new Promise((resolve, reject) => {
      setTimeout(() => reject(new Error("late")), PATIENCE_MS);
    }),
  ]);
}

async function indexedStore() {
  const opening = indexedDB.open(NAME, VERSION);
  opening.onupgradeneeded = () => {
    const db = opening.result;
    [...db.objectStoreNames].forEach((name) => db.deleteObjectStore(name));
    db.createObjectStore("events", { keyPath: "id", autoIncrement: true }).createIndex("attempt", "attempt");
    db.createObjectStore("sittings", { keyPath: "attempt" });
  };
  const db = await inTime(asPromise(opening));
  db.onversionchange = () => db.close();
  const inside = (name, mode, how) => db.transaction(name, mode, how).objectStore(name);
  const remove = async (ids) => {
    const events = inside("events", "readwrite");
    await Promise.all(ids.map((id) => asPromise(events.delete(id))));
  };
  const events = (attempt) => asPromise(inside("events", "readonly").index("attempt").getAll(attempt));
  return {
    events,
    remove,
    put: async (event) => {
      const events = inside("events", "readwrite", TO_THE_DISK);
      const [id] = await Promise.all([asPromise(events.put(event)), written(events.transaction)]);
      return id;
    },
    sittings: () => asPromise(inside("sittings", "readonly").getAll()),
    sitting: (attempt) => asPromise(inside("sittings", "readonly").get(attempt)),
    keep: (sitting) => asPromise(inside("sittings", "readwrite").put(sitting)),
    forget: async (attempt) => {
      await remove((await events(attempt)).map((event) => event.id));
      await asPromise(inside("sittings", "readwrite").delete(attempt));
    },
  };
}

function plainStorage() {
  try {
    return window.localStorage;
  } catch (error) {
    return null; // a web view may forbid it outright
  }
}

function plainStore(storage) {
  let memory = { last: 0, events: [], sittings: {} };
  const read = () => {
    try {
      memory = JSON.parse(storage.getItem(NAME)) || memory;
    } catch (error) {
      // What is in memory still goes up while the page is open.
    }
    return memory;
  };
  const change = async (how) => {
    const result = how(read());
    try {
      storage.setItem(NAME, JSON.stringify(memory));
    } catch (error) {
      // No room, or no storage at all.
    }
    return result;
  };
  return {
    events: async (attempt) => read().events.filter((event) => event.attempt === attempt),
    remove: (ids) => change((all) => {
      all.events = all.events.filter((event) => !ids.includes(event.id));
    }),
    put: (event) => change((all) => {
      const id = event.id || all.last + 1;
      all.last = Math.max(all.last, id);
      all.events = [...all.events.filter((other) => other.id !== id), { ...event, id }].sort((a, b) => a.id - b.id);
      return id;
    }),
    sittings: async () => Object.values(read().sittings),
    sitting: async (attempt) => read().sittings[attempt],
    keep: (sitting) => change((all) => {
      all.sittings[sitting.attempt] = sitting;
    }),
    forget: (attempt) => change((all) => {
      delete all.sittings[attempt];
      all.events = all.events.filter((event) => event.attempt !== attempt);
    }),
  };
}
