// Writing hazards: the picture with its squares lies below the field, and a tap puts a square into the line of the
// cursor or takes it out. Without a script the lines are written by hand; the server reads them alike.

const COLUMNS = "ABCDEF";
const MOST_ROWS = 8;
const SHOWN_WIDTH = 288; // as exams/hazard_grid.py has it
const TOUCH = 44;
const HAZARD = "hazard";
const NAME = /[^:：]*[:：]?/;

class HazardField {
  constructor(form) {
    this.kind = form.querySelector("[name=kind]");
    this.text = form.querySelector("[name=hazards]");
    this.file = form.querySelector('[name="picture-stem"]');
    this.fields = [...form.querySelectorAll("[name=options], [name=answer], .question-pictures")];
    this.board = document.createElement("div");
    this.board.className = "hazard-board";
    this.board.hidden = true;
    this.text.after(this.board);
    this.kind.addEventListener("change", () => this.show());
    this.text.addEventListener("input", () => this.paint());
    this.file.addEventListener("change", () => this.read());
    const known = this.file.closest(".question-pictures-row").querySelector("img");
    if (known) this.take(known.getAttribute("src"));
    this.show();
  }

  show() {
    const isHazard = this.kind.value === HAZARD;
    wrapper(this.text).hidden = !isHazard;
    this.fields.forEach((field) => {
      wrapper(field).hidden = isHazard;
    });
  }

  read() {
    const [file] = this.file.files;
    if (!file) return;
    const reader = new FileReader();
    reader.addEventListener("load", () => this.take(reader.result));
    reader.readAsDataURL(file);
  }

  take(address) {
    const picture = new Image();
    picture.alt = "";
    picture.addEventListener("load", () => this.lay(picture));
    picture.src = address;
  }

  lay(picture) {
    const most = Math.floor((SHOWN_WIDTH * picture.naturalHeight) / (picture.naturalWidth * TOUCH));
    const rows = Math.max(1, Math.min(MOST_ROWS, most));
    const grid = document.createElement("div");
    grid.className = "hazard-squares";
    for (let row = 1; row <= rows; row += 1) {
      for (const column of COLUMNS) grid.append(this.square(`${column}${row}`));
    }
    this.board.replaceChildren(picture, grid);
    this.board.hidden = false;
    this.paint();
  }

  square(name) {
    const square = document.createElement("button");
    square.type = "button";
    square.textContent = name;
    square.dataset.square = name;
    square.addEventListener("click", () => this.tap(name));
    return square;
  }

  lines() {
    return this.text.value.split("\n");
  }

  here() {
    return this.text.value.slice(0, this.text.selectionStart).split("\n").length - 1;
  }

  tap(name) {
    const lines = this.lines();
    const here = this.here();
    const taken = lines.findIndex((line) => squaresOf(line).includes(name));
    if (taken >= 0) lines[taken] = written(lines[taken], squaresOf(lines[taken]).filter((square) => square !== name));
    if (taken !== here) lines[here] = written(lines[here], [...squaresOf(lines[here]), name]);
    this.text.value = lines.join("\n");
    const end = lines.slice(0, here + 1).join("\n").length;
    this.text.setSelectionRange(end, end);
    this.paint();
  }

  paint() {
    const lines = this.lines().filter((line) => line.trim());
    for (const square of this.board.querySelectorAll("[data-square]")) {
      const number = lines.findIndex((line) => squaresOf(line).includes(square.dataset.square)) + 1;
      square.setAttribute("aria-pressed", String(number > 0));
      square.dataset.hazard = number || "";
    }
  }
}

function wrapper(field) {
  return field.closest(".w-panel, .w-field__wrapper, li") || field;
}

function squaresOf(line) {
  const said = line.normalize("NFKC").toUpperCase().replace(NAME, "");
  return said.match(/[A-F][1-8]/g) || [];
}

function written(line, squares) {
  const name = NAME.exec(line)[0].replace(/[:：]$/, "").trim();
  return `${name}：${squares.join(" ")}`;
}

const text = document.querySelector("textarea[name=hazards]");
if (text) new HazardField(text.form);
