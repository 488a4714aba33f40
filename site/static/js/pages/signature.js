// A field to sign in with a finger, a pen or the mouse. Without this script the photo of a signature will do.

const INK = "#14232b";
const WIDTH = 3.4;

class SignatureField {
  constructor(form) {
    this.field = form.querySelector("[data-field]");
    this.canvas = this.field.querySelector("canvas");
    this.kept = form.elements.drawn_png;
    this.isEmpty = true;
    this.field.hidden = false;
    this.fit();
    this.canvas.addEventListener("pointerdown", (event) => this.begin(event));
    this.canvas.addEventListener("pointermove", (event) => this.draw(event));
    for (const end of ["pointerup", "pointercancel"]) this.canvas.addEventListener(end, () => (this.last = null));
    form.querySelector("[data-clear]").addEventListener("click", () => this.fit());
    form.addEventListener("submit", () => (this.kept.value = this.isEmpty ? "" : this.canvas.toDataURL("image/png")));
  }

  // As many points as the screen has, so that the line is smooth on paper too.
  fit() {
    const scale = Math.max(2, window.devicePixelRatio || 1);
    const { width, height } = this.canvas.getBoundingClientRect();
    Object.assign(this.canvas, { width: width * scale, height: height * scale });
    this.pen = this.canvas.getContext("2d");
    this.pen.scale(scale, scale);
    Object.assign(this.pen, { lineWidth: WIDTH, lineCap: "round", lineJoin: "round", strokeStyle: INK });
    this.isEmpty = true;
  }

  begin(event) {
    event.preventDefault();
    this.canvas.setPointerCapture(event.pointerId);
    this.last = this.place(event);
  }

  draw(event) {
    if (!this.last) return;
    const place = this.place(event);
    this.pen.beginPath();
    this.pen.moveTo(...this.last);
    this.pen.lineTo(...place);
    this.pen.stroke();
    this.last = place;
    this.isEmpty = false;
  }

  place(event) {
    const { left, top } = this.canvas.getBoundingClientRect();
    return [event.clientX - left, event.clientY - top];
  }
}

for (const form of document.querySelectorAll("[data-signature]")) new SignatureField(form);
