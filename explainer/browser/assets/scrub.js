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
 * @param {Edits} edits
 */
export function listenToNumbers(root, edits) {
  root.addEventListener("pointerdown", (event) => begin(/** @type {PointerEvent} */ (event)));
  root.addEventListener("dblclick", ({ target }) => {
    const name = nameOf(numberAt(target));
    const start = shown.start[name];
    if (start !== undefined && start !== shown.values[name]) edits.letGo({ values: { [name]: start } });
  });
}

/**
 * @param {EventTarget | null} target
 * @returns {Figure | null}
 */
function numberAt(target) {
  return target instanceof Element ? target.closest("[data-scrub]") : null;
}

/**
 * Return the name of the number that an element shows, under whatever term.
 *
 * @param {Figure | null} element
 */
function nameOf(element) {
  return element?.dataset.sameAs ?? element?.dataset.term ?? "";
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
  const element = numberAt(event.target);
  if (!element || event.button > 0) return;
  const name = nameOf(element);
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
