// Dragging a number where it stands, in a drawing or an equation, which moves it like its slider.
// @ts-check

import { shown } from "./patch.js";
import { scrubbed } from "./scales.js";
import { wayOf } from "./touch.js";

/** @import { Edits } from "./edits.js" */
/** @import { Figure } from "./patch.js" */

const LEAST_PIXELS = 4; // less than that is a click
const CLICK_MS = 100; // within that the click follows that ends a drag

/** @type {{ element: Figure, name: string, from: PointerEvent, start: number, moved: boolean } | null} */
let scrub = null;

let endedAt = -Infinity;

/**
 * Listen to the numbers in a panel.
 *
 * @param {Element} root
 */
export function listenToNumbers(root) {
  root.addEventListener("pointerdown", (event) => begin(/** @type {PointerEvent} */ (event)));
}

/**
 * Follow the pointer wherever it goes.
 *
 * @param {Edits} edits
 */
export function listenForScrubbing(edits) {
  addEventListener("pointermove", (event) => move(event, edits));
  addEventListener("pointerup", (event) => {
    if (scrub?.moved) {
      edits.letGo();
      endedAt = event.timeStamp;
    }
    scrub = null;
  });
  addEventListener("pointercancel", () => {
    // The thumb was there to scroll, which changes no number.
    if (scrub?.moved) edits.letGo({ values: { [scrub.name]: scrub.start } });
    scrub = null;
  });
}

/**
 * Say whether a click only ends a drag.
 *
 * @param {Event} click
 */
export function endsScrubbing(click) {
  return click.timeStamp - endedAt < CLICK_MS;
}

/** @param {PointerEvent} event */
function begin(event) {
  /** @type {Figure | null} */
  const element = event.target instanceof Element ? event.target.closest("[data-scrub]") : null;
  if (!element || event.button > 0) return;
  const name = element.dataset.term ?? "";
  scrub = { element, name, from: event, start: shown.values[name] ?? 0, moved: false };
}

/**
 * @param {PointerEvent} event
 * @param {Edits} edits
 */
function move(event, edits) {
  if (!scrub) return;
  const { from } = scrub;
  const pixels = event.clientX - from.clientX;
  const isThumb = from.pointerType === "touch";
  const begins = isThumb ? wayOf(pixels, event.clientY - from.clientY) === "along" : Math.abs(pixels) >= LEAST_PIXELS;
  if (!scrub.moved && !begins) return;
  if (!scrub.moved) scrub.element.setPointerCapture(event.pointerId);
  scrub.moved = true;
  edits.move({ [scrub.name]: scrubbed(scrub.name, scrub.start, pixels) });
}
