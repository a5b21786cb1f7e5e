// A thumb on a slider: only a movement along it changes the number, for a thumb is there to scroll as well.
//
// A browser puts a slider where it is touched, before it is known what the thumb is about to do. That is taken
// back, and the number follows the movement from where it was.
// @ts-check

import { sliderOf } from "./sliders.js";

/** @import { Edits } from "./edits.js" */
/** @import { Ends } from "./scales.js" */
/** @import { Slider } from "./sliders.js" */

const LEAST_PIXELS = 8; // less than that a thumb moves also when it means to stand still
const ECHO_MS = 500; // within that the browser's own change follows that ends a touch

/**
 * Say where a movement leads: along a slider, across it, or nowhere yet.
 *
 * @param {number} x in pixels
 * @param {number} y
 * @returns {"along" | "across" | "nowhere"}
 */
export function wayOf(x, y) {
  if (Math.max(Math.abs(x), Math.abs(y)) < LEAST_PIXELS) return "nowhere";
  return Math.abs(x) > Math.abs(y) ? "along" : "across";
}

/**
 * Return where a slider comes to that is dragged so far.
 *
 * @param {number} position where it was
 * @param {number} share of its length
 * @param {Ends} ends
 */
export function draggedTo(position, share, { least, most }) {
  return Math.min(most, Math.max(least, position + share * (most - least)));
}

/**
 * A thumb on a slider; it goes on to be known for a moment after it has left.
 *
 * @typedef {object} Touch
 * @property {Slider} slider
 * @property {number} pointer
 * @property {number} x where it began
 * @property {number} y
 * @property {number} start the number it began with
 * @property {number} position where the slider is meant to be
 * @property {Ends} ends
 * @property {number} origin where the slider was
 * @property {"along" | "across" | "nowhere"} way
 * @property {number} endedAt
 */

/** @type {Touch | null} */
let touch = null;

/**
 * Listen to thumbs on the sliders in a panel.
 *
 * @param {Element} root
 */
export function listenToThumbs(root) {
  root.addEventListener("pointerdown", (event) => begin(/** @type {PointerEvent} */ (event)));
}

/**
 * Follow a thumb wherever it goes.
 *
 * @param {Edits} edits
 */
export function listenForThumbs(edits) {
  addEventListener("pointermove", (event) => move(event, edits));
  addEventListener("pointerup", (event) => {
    if (touch && end(event) && touch.way === "along") edits.letGo();
  });
  addEventListener("pointercancel", (event) => {
    if (!touch || !end(event)) return;
    // The thumb was there to scroll after all.
    touch.position = touch.origin;
    touch.slider.moveTo(touch.origin);
    if (touch.way === "along") edits.letGo({ values: { [touch.slider.name]: touch.start } });
  });
}

/**
 * Say whether a change of a slider is only what the browser makes of a touch; if so, take it back.
 *
 * @param {Event} change
 */
export function isOfTouch(change) {
  if (!touch || change.target !== touch.slider.element || change.timeStamp - touch.endedAt > ECHO_MS) return false;
  touch.slider.moveTo(touch.position);
  return true;
}

/** @param {PointerEvent} event */
function begin(event) {
  const { target, pointerType, pointerId, clientX, clientY } = event;
  touch = null;
  if (pointerType !== "touch" || !(target instanceof HTMLInputElement) || !target.matches("[data-slider]")) return;
  event.preventDefault(); // or a tap would come once more, as a click of a mouse
  const slider = sliderOf(target);
  const position = Number(target.value);
  const ends = { least: Number(target.min), most: Number(target.max) };
  const start = slider.number ?? slider.read();
  const place = { x: clientX, y: clientY, position, origin: position, ends, start };
  touch = { slider, pointer: pointerId, ...place, way: "nowhere", endedAt: Infinity };
}

/**
 * @param {PointerEvent} event
 * @param {Edits} edits
 */
function move({ pointerId, clientX, clientY }, edits) {
  if (!touch || touch.pointer !== pointerId || touch.endedAt < Infinity) return;
  const { slider, x, y, origin, ends } = touch;
  if (touch.way === "nowhere") touch.way = wayOf(clientX - x, clientY - y);
  if (touch.way !== "along") return;
  touch.position = draggedTo(origin, (clientX - x) / slider.element.clientWidth, ends);
  edits.move({ [slider.name]: slider.moveTo(touch.position) });
}

/**
 * Note that the thumb has left, if it is the one on the slider.
 *
 * @param {PointerEvent} event
 */
function end({ pointerId, timeStamp }) {
  if (!touch || touch.pointer !== pointerId || touch.endedAt < Infinity) return false;
  touch.endedAt = timeStamp;
  return true;
}
