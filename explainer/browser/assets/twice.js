// A double click is for one thing: what the first click has brought under the pointer gets nothing of the second.
//
// Where a click turns the page or opens something over it, another thing lies there before the hand has done. The
// second click would choose it, or shut at once what the first has opened.
// @ts-check

/** As long as a second press belongs to a double click. */
const DOUBLE_MS = 500;

const NEAR_PIXELS = 8;

const CONTROLS = "a, button, label, input, select, summary, [data-choose], [data-act], [data-scrub], " +
  "[role=button], [role=tab], [role=option], [role=radio], [role=switch], [role=checkbox]";

/** What comes of a press, in its order. */
const OF_A_PRESS = ["pointerdown", "mousedown", "pointerup", "mouseup", "click", "dblclick"];

/**
 * A press of the pointer.
 *
 * @typedef {object} Press
 * @property {number} at when, in milliseconds
 * @property {number} x where
 * @property {number} y
 * @property {unknown} on the control that is pressed, or null
 * @property {string} called what the control is known by where it is drawn anew, or ""
 */

/** Tells a press that is meant for something which is no longer there. */
export class Presses {
  /** @type {Press} */
  #last = { at: -Infinity, x: 0, y: 0, on: null, called: "" };

  /**
   * Hear of a press, and say whether it hits something else than the one it belongs to.
   *
   * @param {Press} press
   */
  isStray(press) {
    const last = this.#last;
    const isSecond = press.at - last.at < DOUBLE_MS && Math.hypot(press.x - last.x, press.y - last.y) < NEAR_PIXELS;
    const isSame = press.on === last.on || press.called === last.called;
    const stray = isSecond && last.on !== null && !isSame;
    this.#last = stray ? { ...press, on: last.on, called: last.called } : press;
    return stray;
  }
}

/**
 * Keep what belongs to a press that hits something else from all that listen.
 *
 * @param {Presses} presses
 */
export function keepStrayPresses(presses) {
  let stray = false;
  for (const kind of OF_A_PRESS) {
    addEventListener(kind, (event) => {
      const press = /** @type {PointerEvent} */ (event);
      if (kind === "pointerdown") stray = presses.isStray(pressOf(press));
      if (!stray || press.detail === 0 && kind === "click") return; // a click of no pointer is one by a key
      event.preventDefault();
      event.stopImmediatePropagation();
    }, true);
  }
}

/**
 * @param {PointerEvent} event
 * @returns {Press}
 */
function pressOf({ target, timeStamp: at, clientX: x, clientY: y }) {
  /** @type {HTMLElement | SVGElement | null} */
  const on = target instanceof Element ? target.closest(CONTROLS) : null;
  return { at, x, y, on, called: on ? nameOf(on) : "" };
}

/** @param {HTMLElement | SVGElement} control */
function nameOf(control) {
  const { choose, act, slider, box, term } = control.dataset;
  const way = control instanceof HTMLAnchorElement ? control.pathname : undefined;
  return `${control.localName} ${choose ?? act ?? slider ?? box ?? term ?? way ?? control.textContent}`;
}
