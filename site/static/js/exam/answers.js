// What stands in a question of the paper, by its kind: options that are chosen, a text, or steps with numbers.

const INPUTS = ".choice-input, .written-input, .step-input";

export function answerOf(question) {
  if (question.dataset.kind === "fill") {
    const text = question.querySelector(".written-input").value.replace(/\s+/g, " ").replace(/\p{C}/gu, "").trim();
    return { value: text ? [text] : [], isWhole: text !== "" };
  }
  if (question.dataset.kind === "order") {
    const steps = [...question.querySelectorAll(".step-input")];
    const given = steps.filter((step) => step.value).sort((one, other) => one.value - other.value);
    return { value: given.map((step) => step.dataset.key), isWhole: given.length === steps.length };
  }
  const value = [...question.querySelectorAll("input:checked")].map((input) => input.value).sort();
  return { value, isWhole: value.length > 0 };
}

export function showAnswer(question, value) {
  question.querySelectorAll(".choice-input").forEach((input) => {
    input.checked = value.includes(input.value);
  });
  question.querySelectorAll(".written-input").forEach((input) => {
    input.value = value[0] || "";
  });
  question.querySelectorAll(".step-input").forEach((step) => {
    step.value = String(value.indexOf(step.dataset.key) + 1 || "");
    step.dataset.number = step.value;
  });
}

// Two steps can't have one number: the other one takes the number that this one had.
export function putNumber(question, step) {
  const before = step.dataset.number || "";
  for (const other of question.querySelectorAll(".step-input")) {
    if (other !== step && step.value && other.value === step.value) {
      other.value = before;
      other.dataset.number = before;
    }
  }
  step.dataset.number = step.value;
}

export function allow(question, mayAnswer) {
  question.querySelectorAll(INPUTS).forEach((input) => {
    input.disabled = !mayAnswer;
  });
}
