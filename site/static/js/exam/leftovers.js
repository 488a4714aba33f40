// What a sitting left behind on this phone: sent from wherever the phone has a signal, with no page of the exam open.
import { addressOf, nextBatch, post } from "./sending.js";
import { putAway, putAwayAll } from "./settling.js";
import { openStore } from "./store.js";

// Returns how many events the server heard; throws when there is no signal.
export async function sendLeftovers() {
  const store = await openStore();
  let heard = 0;
  for (const sitting of await store.sittings()) heard += await sendOne(store, sitting);
  return heard;
}

async function sendOne(store, sitting) {
  let queue = (await store.events(sitting.attempt)).filter((event) => !event.refused);
  let total = 0;
  while (queue.length > 0) {
    const batch = nextBatch(queue);
    const { isTaken, answer } = await post(addressOf(sitting, batch), sitting, batch);
    const heard = isTaken ? await putAway(store, sitting, batch, answer) : [];
    if (heard.length === 0) return total;
    if (answer.receipt) await putAwayAll(store, sitting, answer);
    queue = queue.filter((event) => !heard.includes(event));
    total += heard.length;
  }
  return total;
}
