// The worker's start page.
import "../components/text-size.js";
import "./leftovers.js";
import "./told-before.js";
