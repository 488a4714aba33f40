// On pages that are opened after an exam: what the phone could not send then goes up now.
import { sendLeftovers } from "../exam/leftovers.js";

sendLeftovers().then((heard) => {
  if (heard > 0 && document.querySelector("[data-reload]")) location.reload();
}, () => {}); // no signal: the next page tries again
