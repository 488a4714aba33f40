// One batch of events on its way to the server.

const BATCH = 100;
const GIVE_UP_MS = 12000;
const TOO_MANY = 429;
const BROKEN = 500;

// Events of one device, in the order they were made; the device whose events are oldest comes first.
export function nextBatch(queue, most = BATCH) {
  return queue.filter((event) => event.device === queue[0].device).slice(0, most);
}

export function addressOf(sitting, batch) {
  return batch.some((event) => event.kind === "submit") ? sitting.submitUrl : sitting.saveUrl;
}

// Returns {isTaken, status, answer}; throws when there is no signal, or nobody who speaks as our server does.
export async function post(url, sitting, batch) {
  const { device } = batch[0] || sitting;
  const events = batch.map(({ seq, kind, slot, value, at }) => ({ seq, kind, slot, value, at }));
  const patience = new AbortController();
  const alarm = setTimeout(() => patience.abort(), GIVE_UP_MS);
  try {
    const response = await fetch(url, {
      method: "POST",
      body: JSON.stringify({ token: sitting.token, device, events }),
      headers: { "Content-Type": "application/json" },
      credentials: "omit",
      keepalive: true,
      signal: patience.signal,
    });
    if (response.status >= BROKEN || response.status === TOO_MANY) throw new Error(String(response.status));
    const answer = await response.json();
    if (response.ok ? !Array.isArray(answer.accepted) : !answer.reason) throw new Error("not ours");
    return { isTaken: response.ok, status: response.status, answer };
  } finally {
    clearTimeout(alarm);
  }
}
