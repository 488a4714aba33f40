// On the doors: whoever signed in before on this phone leaves no page behind.
import { KEPT } from "./kept.js";

if ("caches" in window) caches.delete(KEPT);
