// The start page of a shared tablet: nothing of the last one stays, and a badge can be shown to the camera.
//
// Where the browser reads no QR codes itself, the field takes what a scanner types, or a number.
import { sendLeftovers } from "../exam/leftovers.js";
import { isForTheFile } from "../exam/settling.js";
import { openStore } from "../exam/store.js";

document.documentElement.dataset.scripted = "";

const form = document.querySelector("[data-kiosk-who]");
const field = form.querySelector("[name=who]");
const scan = form.querySelector("[data-scan]");
const picture = form.querySelector("[data-scan-picture]");
const none = form.querySelector("[data-scan-none]");
const late = document.querySelector("[data-late]");
const LOOK_EVERY_MS = 200;
const FORGET_TYPED_MS = 60000;
const TRY_AGAIN_MS = 30000;

async function forgetPages() {
  if (!("caches" in window)) return;
  await Promise.all((await caches.keys()).map((name) => caches.delete(name)));
  if (!("serviceWorker" in navigator)) return;
  const workers = await navigator.serviceWorker.getRegistrations();
  await Promise.all(workers.map((worker) => worker.unregister()));
}

// Answers of an earlier sitting stay as long as they exist nowhere else: those that wait for a signal go up from here;
// of those that came too late their worker makes the answer file, on his receipt. Everything else of the last sitting
// goes.
async function forgetAnswers() {
  const store = await openStore();
  let isNeeded = false;
  for (const sitting of await store.sittings()) {
    const events = await store.events(sitting.attempt);
    const isLate = events.some((event) => isForTheFile(event, sitting.deadline));
    if (isLate) late.hidden = false;
    if (isLate || events.some((event) => !event.refused)) {
      isNeeded = true;
      await store.keep({ ...sitting, answers: {}, flags: {} });
    } else {
      await store.forget(sitting.attempt);
    }
  }
  if (!isNeeded) window.localStorage.clear();
}

async function bringAway() {
  await sendLeftovers().catch(() => setTimeout(bringAway, TRY_AGAIN_MS));
  await forgetAnswers();
}

async function lookForBadge() {
  const camera = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "user" } });
  const stop = () => camera.getTracks().forEach((track) => track.stop());
  addEventListener("pagehide", stop);
  picture.srcObject = camera;
  picture.hidden = false;
  scan.hidden = true;
  await picture.play();
  const detector = new BarcodeDetector({ formats: ["qr_code"] });
  const look = async () => {
    const [found] = await detector.detect(picture).catch(() => []);
    if (!found) {
      setTimeout(look, LOOK_EVERY_MS);
      return;
    }
    stop();
    field.value = found.rawValue;
    form.requestSubmit();
  };
  look();
}

async function offerCamera() {
  if (!("BarcodeDetector" in window) || !navigator.mediaDevices) return;
  if (!(await BarcodeDetector.getSupportedFormats()).includes("qr_code")) return;
  scan.hidden = false;
  scan.addEventListener("click", () => {
    lookForBadge().catch(() => {
      none.hidden = false;
      picture.hidden = true;
      scan.hidden = true;
      field.focus();
    });
  });
}

// Who typed a number and went away leaves it to nobody.
let typing = 0;
field.addEventListener("input", () => {
  clearTimeout(typing);
  typing = setTimeout(() => {
    field.value = "";
  }, FORGET_TYPED_MS);
});

addEventListener("pageshow", (event) => {
  if (event.persisted) location.reload();
});

forgetPages().catch(() => {});
bringAway().catch(() => {});
offerCamera().catch(() => {});
