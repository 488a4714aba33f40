// The start page of a shared tablet: nothing of the last one stays, and a badge can be shown to the camera.
//
// Where the browser reads no QR codes itself, the field takes what a scanner types, or a number.
document.documentElement.dataset.scripted = "";

const form = document.querySelector("[data-kiosk-who]");
const field = form.querySelector("[name=who]");
const scan = form.querySelector("[data-scan]");
const picture = form.querySelector("[data-scan-picture]");
const none = form.querySelector("[data-scan-none]");
const LOOK_EVERY_MS = 200;
const FORGET_TYPED_MS = 60000;

const promised = (request) => new Promise((resolve) => {
  request.onsuccess = () => resolve(request.result);
  request.onerror = () => resolve(null);
  request.onblocked = () => resolve(null);
});

async function forgetPages() {
  if (!("caches" in window)) return;
  await Promise.all((await caches.keys()).map((name) => caches.delete(name)));
  if (!("serviceWorker" in navigator)) return;
  const workers = await navigator.serviceWorker.getRegistrations();
  await Promise.all(workers.map((worker) => worker.unregister()));
}

// Answers that still wait for a signal stay, since they exist nowhere else; everything else of the last sitting goes.
async function forgetAnswers() {
  if (!("indexedDB" in window)) return;
  const db = await promised(indexedDB.open("jingzhong"));
  if (!db) return;
  const has = db.objectStoreNames.contains("events");
  const events = has ? await promised(db.transaction("events").objectStore("events").getAll()) : [];
  db.close();
  if (!events || events.some((event) => !event.refused)) return;
  await promised(indexedDB.deleteDatabase("jingzhong"));
  localStorage.clear();
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
forgetAnswers().catch(() => {});
offerCamera().catch(() => {});
