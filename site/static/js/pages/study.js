// Tells the server how long this page was seen and what its film played; the server's clock decides what of it counts.
//
// A message goes off every two minutes, when the page is left, and when the time should be up. What a message without
// signal did not deliver is in the next one.

const EVERY_MS = 120000;
const RETRY_MS = 10000;
const ASK_AFTER_SECONDS = 600; // of film without a sign of life
const JUMP = 2; // seconds that a player's own rounding may move

class Study {
  constructor(box) {
    this.box = box;
    this.seconds = Number(box.dataset.seconds);
    this.needed = Number(box.dataset.needed);
    this.done = box.dataset.state !== "";
    this.unsent = 0;
    this.film = null;
    this.busy = false;
    this.stopped = false;
  }

  get seen() {
    return document.visibilityState === "visible" && (!this.film || this.film.isPlaying);
  }

  get hasNews() {
    return this.unsent > 0 || Boolean(this.film && this.film.hasPlayed);
  }

  tick() {
    if (this.stopped) return;
    if (this.seen) this.unsent += 1;
    if (this.done) return;
    this.show();
    if (!this.film && this.unsent > 0 && this.seconds + this.unsent >= this.needed) this.sendSoon();
  }

  show() {
    const bar = this.box.querySelector("[data-study-bar]");
    if (!bar) return;
    const value = this.film ? this.film.furthest : this.seconds + this.unsent;
    bar.value = Math.min(value, bar.max);
    const minutes = Math.ceil((bar.max - value) / 60);
    const { sayLeft, sayNearly } = this.box.dataset;
    const words = bar.max - value < 60 ? sayNearly : sayLeft.replace("{}", minutes);
    const text = this.box.querySelector("[data-study-text]");
    if (text && text.textContent !== words) text.textContent = words;
  }

  say(words) {
    const note = this.box.querySelector("[data-study-note]");
    note.hidden = !words;
    note.querySelector("span").textContent = words || "";
  }

  message() {
    const played = this.film ? this.film.take() : { from: 0, to: 0 };
    return { token: this.box.dataset.token, seconds: this.unsent, ...played };
  }

  sendSoon() {
    const now = Date.now();
    if (now - (this.triedAt || 0) < RETRY_MS) return;
    this.triedAt = now;
    this.send();
  }

  async send() {
    if (this.busy || this.stopped || !this.hasNews) return;
    const body = this.message();
    this.busy = true;
    try {
      const answer = await fetch(this.box.dataset.beatUrl, { method: "POST", body: JSON.stringify(body), keepalive: true });
      if (answer.status >= 500) throw new Error(String(answer.status));
      const said = await answer.json();
      this.take(answer.ok, body, said);
    } catch (error) {
      if (this.film) this.film.putBack(body);
      this.say(this.box.dataset.sayOffline);
    } finally {
      this.busy = false;
    }
  }

  take(accepted, body, said) {
    if (!accepted) {
      this.stopped = true;
      this.say(said.reason);
      return;
    }
    this.say("");
    this.unsent -= body.seconds;
    this.seconds = said.seconds;
    if (this.film) this.film.believe(said.reached);
    if (said.read && !this.done) this.finish();
  }

  finish() {
    this.done = true;
    const bar = this.box.querySelector(".progress");
    if (bar) bar.hidden = true;
    this.box.querySelector("[data-study-done]").hidden = false;
  }

  leave() {
    if (this.stopped || !this.hasNews) return;
    const body = this.message();
    if (navigator.sendBeacon && navigator.sendBeacon(this.box.dataset.beatUrl, JSON.stringify(body))) this.unsent = 0;
    else if (this.film) this.film.putBack(body);
  }
}

class Film {
  constructor(box, study) {
    this.box = box;
    this.video = box.querySelector("video");
    this.study = study;
    this.first = "first" in box.dataset;
    this.furthest = Number(box.dataset.reached);
    this.from = null;
    this.at = 0;
    this.silent = 0;
    this.listen();
  }

  get isPlaying() {
    return !this.video.paused && !this.video.ended;
  }

  get hasPlayed() {
    return this.from !== null && Math.floor(this.at) > this.from;
  }

  listen() {
    const start = Number(this.box.dataset.position);
    this.video.addEventListener("loadedmetadata", () => {
      if (start > 0 && start < this.video.duration - JUMP) this.video.currentTime = start;
    });
    this.video.addEventListener("play", () => {
      this.from = Math.floor(this.video.currentTime);
      this.at = this.video.currentTime;
    });
    this.video.addEventListener("timeupdate", () => this.move());
    this.video.addEventListener("seeking", () => this.jump());
    this.video.addEventListener("ratechange", () => {
      if (this.first && this.video.playbackRate > 1) this.video.playbackRate = 1;
    });
    for (const pause of ["pause", "ended"]) this.video.addEventListener(pause, () => this.study.send());
    this.box.querySelector("[data-film-ask] button").addEventListener("click", () => {
      this.box.querySelector("[data-film-ask]").hidden = true;
      this.silent = 0;
      this.video.play();
    });
  }

  move() {
    const time = this.video.currentTime;
    if (this.video.seeking || Math.abs(time - this.at) > JUMP) return;
    this.silent += Math.max(0, time - this.at);
    this.at = time;
    this.furthest = Math.max(this.furthest, time);
    if (this.silent > ASK_AFTER_SECONDS && !this.video.ended) {
      this.video.pause();
      this.box.querySelector("[data-film-ask]").hidden = false;
    }
  }

  jump() {
    const time = this.video.currentTime;
    if (Math.abs(time - this.at) <= JUMP) return;
    if (this.first && time > this.furthest + JUMP) {
      this.study.say(this.box.dataset.saySkip);
      this.video.currentTime = this.furthest;
      return;
    }
    this.study.send();
    this.from = Math.floor(time);
    this.at = time;
    this.silent = 0;
  }

  take() {
    if (!this.hasPlayed) return { from: 0, to: 0 };
    const played = { from: this.from, to: Math.floor(this.at) };
    this.from = played.to;
    return played;
  }

  putBack({ from, to }) {
    if (to > from && this.from === to) this.from = from;
  }

  believe(reached) {
    if (!this.first || this.furthest <= reached + JUMP * 5) return;
    this.furthest = reached;
    this.video.currentTime = reached;
  }
}

for (const box of document.querySelectorAll("[data-study]")) {
  const study = new Study(box);
  const film = document.querySelector("[data-film]");
  if (film) study.film = new Film(film, study);
  const word = box.querySelector("[data-study-word]");
  if (word) word.hidden = true;
  study.show();
  setInterval(() => study.tick(), 1000);
  setInterval(() => study.send(), EVERY_MS);
  addEventListener("pagehide", () => study.leave());
  // A reload opens the page anew, and what comes after that no longer counts: tell it before.
  addEventListener("beforeunload", () => study.leave());
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible") return;
    if (study.film) study.film.video.pause();
    study.leave();
  });
}
