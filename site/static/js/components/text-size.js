// The 大字 button: standard, large, largest, standard. The cookie is what the server would have set.
const YEAR = 365 * 24 * 3600;
const NEXT = { "": "large", large: "largest", largest: "" };

function apply(form, size) {
  document.documentElement.dataset.text = size;
  const secure = location.protocol === "https:" ? "; secure" : "";
  document.cookie = `text=${size}; path=/; max-age=${YEAR}; samesite=lax${secure}`;
  form.elements.size.value = NEXT[size];
  const button = form.querySelector("button");
  button.textContent = button.getAttribute(`data-to-${NEXT[size] || "standard"}`);
  const status = form.querySelector("[role=status]");
  status.textContent = status.dataset[size || "standard"];
}

for (const form of document.querySelectorAll("form[data-text-size]")) {
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    apply(form, NEXT[document.documentElement.dataset.text || ""] || "");
  });
}
