// What the server's answer to a batch changes in what the phone keeps.
const A_DAY = 24 * 3600 * 1000;

// What the server said of time goes into the record, for a page that is opened without a signal. What a sitting leaves on
// the phone stays as long as an answer file of it may be brought.
export function noteTime(sitting, { now, deadline, paused }) {
  const wall = Date.now();
  return Object.assign(sitting, { deadline, paused, server: now, wall, until: wall + sitting.fileDays * A_DAY });
}

const FOR_THE_FILE = ["answer", "submit"];

// Whether only an answer file can still bring it in: chosen in time, and not taken from the phone itself.
export function isForTheFile(event, deadline) {
  return event.kind === "answer" && event.refused !== undefined && event.at <= deadline;
}

export function isHeard(event, answer) {
  return answer.accepted.includes(event.seq) || event.seq in answer.refused;
}

// Puts away what was heard and returns it. Acknowledged answers stay in the record of the sitting: a page that is opened
// without a signal shows them. Refused ones, and a refused hand-in, stay as they are, marked, for the answer file.
export async function putAway(store, sitting, batch, answer) {
  const heard = batch.filter((event) => isHeard(event, answer));
  const refused = heard.filter(({ seq, kind }) => seq in answer.refused && FOR_THE_FILE.includes(kind));
  for (const { kind, slot, value } of heard.filter((event) => answer.accepted.includes(event.seq))) {
    if (kind === "answer") sitting.answers[slot] = value;
    if (kind === "flag") sitting.flags[slot] = value;
  }
  await store.keep(noteTime(sitting, answer));
  await Promise.all(refused.map((event) => store.put({ ...event, refused: answer.refused[event.seq] })));
  await store.remove(heard.filter((event) => !refused.includes(event) && event.id).map((event) => event.id));
  return heard;
}

// After the hand-in the receipt stays, and what the server did not take.
export function putAwayAll(store, sitting, receipt) {
  return store.keep({ ...sitting, receipt, answers: {}, flags: {} });
}
