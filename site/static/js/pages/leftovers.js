// On pages that are opened after an exam: what the phone could not send then goes up now.
import { sendLeftovers } from "../exam/leftovers.js";
import { isForTheFile } from "../exam/settling.js";
import { openStore } from "../exam/store.js";

// What came too late to be taken by itself can still be saved as a file.
async function offerWhatIsLeft() {
  const box = document.querySelector("[data-answer-file]");
  if (!box) return;
  const store = await openStore();
  const { attempt, script } = box.dataset;
  const known = await store.sitting(attempt);
  const collect = () => store.events(attempt);
  if (!known || !(await collect()).some((event) => isForTheFile(event, known.deadline))) return;
  const { offerAnswerFile, sayWhy } = await import(script);
  offerAnswerFile(box, collect, () => known.server + Date.now() - known.wall);
  sayWhy(box, "late");
  box.hidden = false;
}

async function bringWhatIsLeft() {
  const heard = await sendLeftovers();
  if (heard > 0 && document.querySelector("[data-reload]")) location.reload();
  else await offerWhatIsLeft();
}

bringWhatIsLeft().catch(() => {}); // no signal: the next page tries again
