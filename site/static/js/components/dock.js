// The dock's button leads to a place on the page; while that place is in sight the button steps aside.
for (const dock of document.querySelectorAll("[data-dock]")) {
  const place = document.querySelector(dock.querySelector("a").hash);
  if (place && "IntersectionObserver" in window) {
    const target = place.nextElementSibling && place.matches("h2") ? place.nextElementSibling : place;
    new IntersectionObserver(([entry]) => dock.toggleAttribute("data-away", entry.isIntersecting)).observe(target);
  }
}
