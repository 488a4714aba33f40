// The name under which a phone keeps pages: worker.js opens them, forget-pages.js throws them away.
export const KEPT = "kept-pages";
