// The answer file: what a phone that can't get through saves for the safety officer. Two lines of ASCII, as
// exams/answer_files/format.py says: the answers as JSON, and two sums over exactly that line.
import { Sha256 } from "../components/sha256.js";

const BLOCK = 64;

const bytesOf = (ascii) => Uint8Array.from(ascii, (char) => char.charCodeAt(0));
const bytesOfHex = (hex) => Uint8Array.from(hex.match(/../g), (pair) => parseInt(pair, 16));

// HMAC with SHA-256 (RFC 2104) of two ASCII texts, the key exactly one block long; in hexadecimal.
function keyedSum(key, text) {
  const padded = new Uint8Array(BLOCK);
  padded.set(bytesOf(key));
  const inner = new Sha256().update(padded.map((byte) => byte ^ 0x36)).update(bytesOf(text)).hex();
  return new Sha256().update(padded.map((byte) => byte ^ 0x5c)).update(bytesOfHex(inner)).hex();
}

// Whatever program opens and keeps the file, ASCII stays as it is.
function asciiOf(data) {
  return JSON.stringify(data).replace(/[\u007f-\uffff]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

// `sitting` is {attempt, fileKey, exam, number}; `events` are the queue's {device, seq, kind, slot, value, at}.
export function answerFileText({ attempt, fileKey, exam, number }, events, now) {
  const line = asciiOf({
    format: "jingzhong-answers-1",
    attempt,
    exam,
    worker: number,
    saved: now,
    events: events.map(({ device, seq, kind, slot, value, at }) => ({ device, seq, kind, slot, value, at })),
  });
  return `${line}\nsha256:${new Sha256().update(bytesOf(line)).hex()} hmac:${keyedSum(fileKey, line)}`;
}

function download(name, text) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type: "text/plain" }));
  link.download = name;
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(link.href), 60000);
}

async function copy(area) {
  try {
    await navigator.clipboard.writeText(area.value);
    return true;
  } catch (error) {
    area.select();
    area.setSelectionRange(0, area.value.length);
    return document.execCommand("copy");
  }
}

// The box says what it is for: "signal" while there is none, "late" for what came too late.
export function sayWhy(box, why) {
  box.querySelectorAll("[data-why]").forEach((words) => {
    words.hidden = words.dataset.why !== why;
  });
}

// Makes the box [data-answer-file] work. `collect` resolves to the events that are still on this phone, `now` returns
// the server's time in milliseconds.
export function offerAnswerFile(box, collect, now) {
  const area = box.querySelector("textarea");
  const said = box.querySelector("[data-copied]");
  const { attempt, fileKey, title: exam, number } = box.dataset;
  box.querySelector("[data-save-file]").addEventListener("click", async () => {
    const moment = now();
    const text = answerFileText({ attempt, fileKey, exam, number }, await collect(), moment);
    const day = new Date(moment + 8 * 3600000).toISOString().replace(/\D/g, "").slice(2, 12);
    // a web view that blocks downloads says nothing: the text stands below as well
    area.value = text;
    box.querySelector("[data-file-text]").hidden = false;
    download(`${box.dataset.fileName}-${number}-${day}.txt`, text);
  });
  box.querySelector("[data-copy-file]").addEventListener("click", async () => {
    said.hidden = !(await copy(area));
  });
}
