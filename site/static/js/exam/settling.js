// What the server's answer to a batch changes in what the phone keeps.
export const A_DAY = 24 * 3600 * 1000; // so long after the last that was heard, nothing can count any more

export function isHeard(event, answer) {
  return answer.accepted.includes(event.seq) || event.seq in answer.refused;
}

// Puts away what was heard and returns it. Acknowledged answers stay in the record of the sitting: a page that is opened
// without a signal shows them. Refused ones stay as they are, marked, for the answer file.
export async function putAway(store, sitting, batch, answer) {
  const heard = batch.filter((event) => isHeard(event, answer));
  const refused = heard.filter((event) => event.seq in answer.refused && event.kind === "answer");
  for (const { kind, slot, value } of heard.filter((event) => answer.accepted.includes(event.seq))) {
    if (kind === "answer") sitting.answers[slot] = value;
    if (kind === "flag") sitting.flags[slot] = value;
  }
  Object.assign(sitting, { deadline: answer.deadline, server: answer.now, wall: Date.now(), until: Date.now() + A_DAY });
  await store.keep(sitting);
  await Promise.all(refused.map((event) => store.put({ ...event, refused: answer.refused[event.seq] })));
  await store.remove(heard.filter((event) => !refused.includes(event) && event.id).map((event) => event.id));
  return heard;
}

// After the hand-in the receipt stays for a day, and what the server did not take.
export function putAwayAll(store, sitting, receipt) {
  return store.keep({ ...sitting, receipt, answers: {}, flags: {} });
}
