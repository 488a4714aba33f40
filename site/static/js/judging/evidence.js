// Photos and films of a competitor. A photo is made small here already, and waits on the phone where there is no signal,
// as an event {attempt, url, photo, at} in the phone's store. A film is too large for that.
import { say, send } from "./sending.js";

const LONGEST_SIDE = 1600;
const QUALITY = 0.85;
const PHOTO_GIVE_UP_MS = 60000;
const FILM_GIVE_UP_MS = 300000;
const FILM_MAX_BYTES = 20 * 1024 * 1024;

function loaded(file) {
  return new Promise((resolve, reject) => {
    const picture = new Image();
    picture.onload = () => resolve(picture);
    picture.onerror = () => reject(new Error("no picture"));
    picture.src = URL.createObjectURL(file);
  });
}

// Returns the photo as JPEG with no side longer than 1600 pixels; as it is where the browser can't read it.
async function shrunk(file) {
  try {
    const picture = await loaded(file);
    const scale = Math.min(1, LONGEST_SIDE / Math.max(picture.naturalWidth, picture.naturalHeight));
    const canvas = document.createElement("canvas");
    canvas.width = Math.round(picture.naturalWidth * scale);
    canvas.height = Math.round(picture.naturalHeight * scale);
    canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
    URL.revokeObjectURL(picture.src);
    const small = await new Promise((resolve) => {
      canvas.toBlob(resolve, "image/jpeg", QUALITY);
    });
    return small && small.size < file.size ? small : file;
  } catch (error) {
    return file;
  }
}

function asForm(name, file, at) {
  const form = new FormData();
  form.append(name, file, file.name || `${name}.jpg`);
  form.append("taken_at", at);
  return form;
}

export function sendPhoto({ url, photo, at }) {
  return send(url, asForm("photo", photo, at), PHOTO_GIVE_UP_MS);
}

export class EvidenceBox {
  constructor(box, store, judging) {
    this.box = box;
    this.store = store;
    this.judging = judging;
    this.form = box.querySelector("[data-evidence]");
    this.note = box.querySelector("[data-evidence-note]");
    this.form.querySelector("button").hidden = true;
    for (const field of this.form.querySelectorAll("[type=file]")) this.asButton(field);
    this.form.elements.photo.addEventListener("change", (event) => this.taken(event.target, (file) => this.photo(file)));
    this.form.elements.film.addEventListener("change", (event) => this.taken(event.target, (file) => this.film(file)));
  }

  // What is taken goes off at once, so that the label alone is the button: no name of a file has to be shown.
  asButton(field) {
    const label = field.labels[0];
    label.classList.add("btn");
    label.dataset.wide = "";
    field.classList.add("sr");
  }

  async taken(field, keep) {
    const file = field.files[0];
    if (!file) return;
    field.disabled = true;
    await keep(file);
    field.value = "";
    field.disabled = false;
  }

  get url() {
    return new URL(this.form.action).pathname;
  }

  async photo(file) {
    const waiting = { attempt: this.judging, url: this.url, photo: await shrunk(file), at: Date.now() };
    const id = await this.store.put(waiting);
    try {
      const { kept, reason } = await sendPhoto(waiting);
      if (kept || reason) await this.store.remove([id]);
      if (reason) this.show(null, reason, "warn");
      else this.show(kept, kept ? this.box.dataset.sayKept : this.box.dataset.sayWaits);
    } catch (error) {
      const isHere = (await this.store.events(this.judging)).some((one) => one.id === id && one.photo instanceof Blob);
      if (isHere) this.show(null, this.box.dataset.sayWaits);
      else this.show(null, this.box.dataset.sayFilm, "warn");
    }
  }

  async film(file) {
    const { sayLarge, sayKept, sayFilm } = this.box.dataset;
    if (file.size > FILM_MAX_BYTES) {
      this.show(null, sayLarge, "warn");
      return;
    }
    try {
      const { kept, reason } = await send(this.url, asForm("film", file, Date.now()), FILM_GIVE_UP_MS);
      this.show(null, reason || (kept ? sayKept : sayFilm), kept ? "info" : "warn");
    } catch (error) {
      this.show(null, sayFilm, "warn");
    }
  }

  show(kept, words, tone = "info") {
    say(this.note, words, tone);
    for (const address of kept || []) {
      const item = document.createElement("li");
      const picture = document.createElement("img");
      picture.src = address;
      picture.alt = words;
      item.append(picture);
      this.box.querySelector("[data-evidence-list]").append(item);
    }
  }
}
