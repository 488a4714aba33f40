// Pictures that did not come because the signal was lost: asked for again when it is back. The paper itself is there.

const RETRY_MS = 8000;
const LONGEST_MS = 60000;

export function bringPictures(pictures) {
  const missing = () => pictures.filter((picture) => picture.complete && picture.naturalWidth === 0);
  let wait = RETRY_MS;
  let timer = 0;
  const again = () => {
    clearTimeout(timer);
    timer = 0;
    missing().forEach((picture) => {
      picture.src = picture.getAttribute("src");
    });
  };
  const later = () => {
    if (timer) return;
    timer = setTimeout(again, wait);
    wait = Math.min(wait * 2, LONGEST_MS);
  };
  pictures.forEach((picture) => picture.addEventListener("error", later));
  addEventListener("online", again);
  if (missing().length > 0) later();
}
