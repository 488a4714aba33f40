// Puts the newest code on the wall: a new picture comes in before the old one goes.
for (const image of document.querySelectorAll("[data-wall]")) {
  const address = image.src;
  setInterval(() => {
    const next = new Image();
    next.onload = () => {
      image.src = next.src;
    };
    next.src = `${address}?${Date.now()}`;
  }, (Number(image.dataset.every) * 1000) / 3);
}
