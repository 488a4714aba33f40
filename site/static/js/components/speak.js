// Reads the page aloud with the phone's own voice. The button shows itself only where one may be, and says so if not.
//
// What is read stands in [data-spoken], paragraph by paragraph, so that stopping is at once and long texts are not cut.
const SPOKEN = "h1, h2, h3, p, li, dt, dd, legend, figcaption, .choice, .step-words";
const PICTURED = "img[alt]"; // of a picture what it shows in words is read
const UNSPOKEN = "[data-unspoken], [hidden], noscript, button, .sr";
const LANGUAGE = "zh-CN";
const SILENT_MS = 4000; // some phones have the interface and no voice

class Reader {
  constructor(button, synthesis) {
    this.button = button;
    this.synthesis = synthesis;
    this.label = button.querySelector("span");
    this.words = this.label.textContent;
    this.isReading = false;
    button.hidden = false;
    button.addEventListener("click", () => (this.isReading ? this.stop() : this.start()));
    addEventListener("pagehide", () => this.stop());
    addEventListener("hashchange", () => this.isReading && this.stop()); // another question, or a sheet over it
  }

  start() {
    const texts = spokenTexts();
    this.synthesis.cancel();
    this.show(true);
    this.watchdog = setTimeout(() => this.giveUp(), SILENT_MS);
    texts.forEach((text, number) => {
      const utterance = new SpeechSynthesisUtterance(text);
      utterance.lang = LANGUAGE;
      utterance.addEventListener("start", () => clearTimeout(this.watchdog));
      utterance.addEventListener("error", (event) => this.failed(event.error));
      if (number === texts.length - 1) utterance.addEventListener("end", () => this.show(false));
      this.synthesis.speak(utterance);
    });
  }

  stop() {
    clearTimeout(this.watchdog);
    this.synthesis.cancel();
    this.show(false);
  }

  failed(reason) {
    if (reason !== "canceled" && reason !== "interrupted") this.giveUp();
  }

  giveUp() {
    this.stop();
    this.button.disabled = true;
    this.label.textContent = this.button.dataset.sayNone;
  }

  show(isReading) {
    this.isReading = isReading;
    this.button.setAttribute("aria-pressed", String(isReading));
    this.label.textContent = isReading ? this.button.dataset.sayStop : this.words;
  }
}

function spokenTexts() {
  const parts = [...document.querySelectorAll("[data-spoken]")].flatMap((part) =>
    part.matches(SPOKEN) ? [part] : [...part.querySelectorAll(SPOKEN)]);
  return parts
    .filter((part) => !part.closest(UNSPOKEN) && !part.querySelector(SPOKEN))
    .map((part) => wordsOf(part).replace(/\s+/g, " ").trim())
    .filter(Boolean);
}

function wordsOf(part) {
  const pictures = [...part.querySelectorAll(PICTURED)].map((picture) => picture.alt);
  return [part.textContent, ...pictures].join(" ");
}

if ("speechSynthesis" in window && "SpeechSynthesisUtterance" in window) {
  for (const button of document.querySelectorAll("[data-speak]")) new Reader(button, window.speechSynthesis);
}
