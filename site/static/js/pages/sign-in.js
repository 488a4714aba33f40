// The worker's door.
import "../components/keypad.js";
import "../components/forget-pages.js";
