// What a reader's hands do to sliders and boxes, and the keys that a focused control keeps.
// @ts-check

import { along } from "./grid.js";
import { keepUntilHeard, putNumber, show, shown } from "./patch.js";
import { movesSlider, positionAfter } from "./scales.js";
import { sliderOf } from "./sliders.js";
import { isOfTouch } from "./touch.js";

/** @import { Edits } from "./edits.js" */

/** @type {(event: Event) => HTMLInputElement | null} */
const sliderAt = (event) => at(event, "[data-slider]");

/** @type {(event: Event) => HTMLInputElement | null} */
const boxAt = (event) => at(event, "[data-box]");

/**
 * Listen to the controls in a panel.
 *
 * @param {Element} root
 * @param {Edits} edits
 */
export function listenToControls(root, edits) {
  root.addEventListener("keydown", (event) => onKeydown(/** @type {KeyboardEvent} */ (event), edits));
  root.addEventListener("input", (event) => onInput(event, edits));
  root.addEventListener("change", (event) => onChange(event, edits));
  for (const kind of ["focusin", "focusout"]) root.addEventListener(kind, onFocus);
  root.addEventListener("dblclick", (event) => onDoubleClick(event, edits));
}

/**
 * End a series of key presses on a slider as soon as anything else is done. Listeners here are called
 * before those of any button or shortcut, so that the session hears of the number first.
 *
 * @param {Edits} edits
 */
export function listenForTheEndOfSeries(edits) {
  const end = () => edits.endSeries();
  for (const kind of ["pointerdown", "click", "blur", "pagehide"]) addEventListener(kind, end, true);
  document.addEventListener("visibilitychange", end); // on a phone, the last that a page hears
  addEventListener("keydown", (event) => {
    const slider = movesSlider(event.key) ? sliderAt(event) : null;
    if (slider?.dataset.slider !== edits.inSeries) end();
  }, true);
}

/**
 * Return what an event happened to, if it is of that kind.
 *
 * @param {Event} event
 * @param {string} selector
 * @returns {any}
 */
function at({ target }, selector) {
  return target instanceof Element && target.matches(selector) ? target : null;
}

/**
 * @param {KeyboardEvent} event
 * @param {Edits} edits
 */
function onKeydown(event, edits) {
  const { key } = event;
  if (event.altKey || event.ctrlKey || event.metaKey) {
    if (movesSlider(key)) holdStill(sliderAt(event));
    return; // belongs to the browser or to the app
  }
  const slider = sliderAt(event);
  const box = boxAt(event);
  const answer = at(event, "[data-answer]");
  const choice = at(event, "[role=button][data-choose]");
  const walk = at(event, "[data-walk]");
  const chosen = key === "Enter" ? boxOfChosen(event) : null;
  if (slider && movesSlider(key)) {
    const { name } = sliderOf(slider);
    edits.press(name, sliderOf(slider).press(key));
    event.preventDefault();
  } else if (box) {
    if (key === "Enter") {
      takeOver(box, edits);
      if (box.dataset.cell) enter(neighbour(box, 1)); // as in a spreadsheet
    }
    if (key === "Escape") leave(box);
    if (key === "ArrowUp" || key === "ArrowDown") {
      enter(neighbour(box, key === "ArrowDown" ? 1 : -1));
      event.preventDefault();
    }
  } else if (answer && key === "Escape") {
    answer.value = answer.defaultValue;
    returnToWalk();
  } else if (chosen) {
    enter(chosen);
    event.preventDefault();
  } else if (choice && (key === "Enter" || key === " ")) {
    choice.dispatchEvent(new MouseEvent("click", { bubbles: true }));
    event.preventDefault();
  } else if (walk && movesSlider(key)) {
    goAlong(walk, key);
    event.preventDefault();
  } else {
    return;
  }
  event.stopPropagation(); // a focused control keeps its own keys
}

/**
 * The slider that a key is about to move which is not meant for it.
 *
 * @type {HTMLInputElement | null}
 */
let still = null;

/**
 * Hold a slider still under a key with a modifier: a browser would move it, and go back a page as well.
 *
 * @param {HTMLInputElement | null} slider
 */
function holdStill(slider) {
  still = slider;
  setTimeout(() => {
    still = null;
  });
}

/**
 * Say whether a change of a slider is only the browser's; if so, take it back.
 *
 * @param {Event} change
 */
function isTakenBack(change) {
  if (isOfTouch(change)) return true;
  if (!still || change.target !== still) return false;
  const slider = sliderOf(still);
  if (slider.number !== undefined) slider.put(slider.number);
  return true;
}

/**
 * Go along the walk as a key says, from where the last one led: that step may not be on screen yet.
 *
 * @param {HTMLElement} walk
 * @param {string} key
 */
function goAlong(walk, key) {
  const steps = walk.querySelectorAll("[data-choose]");
  const now = Number(walk.ariaValueNow);
  const next = positionAfter(key, now, 1, { least: 1, most: steps.length });
  if (next === now) return;
  walk.ariaValueNow = String(next);
  steps[next - 1]?.dispatchEvent(new MouseEvent("click", { bubbles: true }));
}

/**
 * @param {Event} event
 * @param {Edits} edits
 */
function onInput(event, edits) {
  const slider = sliderAt(event);
  const box = boxAt(event);
  if (slider && !isTakenBack(event)) edits.move(numberOf(slider));
  if (box) box.dataset.typing = "1";
}

/**
 * @param {Event} event
 * @param {Edits} edits
 */
function onChange(event, edits) {
  const slider = sliderAt(event);
  const box = boxAt(event);
  if (slider && !isTakenBack(event)) edits.letGo({ values: numberOf(slider) });
  if (box) takeOver(box, edits);
}

/**
 * Show the exact number in a box while a reader is in it, to be typed over.
 *
 * @param {Event} event
 */
function onFocus(event) {
  const box = boxAt(event);
  if (!box) return;
  const rounded = box.value;
  if (event.type === "focusin") box.dataset.focused = "1";
  else delete box.dataset.focused;
  putNumber(box);
  if (box.dataset.focused && box.value !== rounded) box.select(); // as a box that is reached by a key is
  // In a grid a box is typed over, as in a spreadsheet; a pointer puts the caret into it after this.
  if (box.dataset.focused && box.dataset.cell) {
    setTimeout(() => {
      if (document.activeElement === box && !box.dataset.typing) box.select();
    });
  }
}

/**
 * @param {Event} event
 * @param {Edits} edits
 */
function onDoubleClick(event, edits) {
  const element = sliderAt(event);
  if (!element) return;
  const slider = sliderOf(element);
  slider.put(slider.start);
  edits.letGo({ values: { [slider.name]: slider.start } });
}

/**
 * @param {HTMLInputElement} element
 * @returns {Record<string, number>}
 */
function numberOf(element) {
  const slider = sliderOf(element);
  return { [slider.name]: slider.read() };
}

/**
 * Hand over what has been typed into a box.
 *
 * @param {HTMLInputElement} box
 * @param {Edits} edits
 */
function takeOver(box, edits) {
  if (!box.dataset.typing) return;
  delete box.dataset.typing;
  keepUntilHeard(box);
  edits.letGo({ texts: { [box.dataset.box ?? ""]: box.value } });
}

/**
 * Return the box for the number of a parameter that is chosen already, where it stands in a figure or a table.
 *
 * @param {Event} event
 * @returns {HTMLInputElement | null}
 */
function boxOfChosen(event) {
  /** @type {HTMLElement | null} */
  const choice = at(
    event,
    "[aria-pressed=true][data-choose], tr[aria-current][data-choose], tr[aria-current] [data-choose]",
  );
  const [kind, name] = choice?.dataset.choose?.split(":") ?? [];
  return kind === "parameter" && name ? document.querySelector(`[data-box="${CSS.escape(name)}"]`) : null;
}

/**
 * Go to a box, ready to type another number.
 *
 * @param {HTMLInputElement | undefined} box
 */
function enter(box) {
  box?.focus();
  box?.select();
}

/**
 * Return the box that is so many places away: of those that are in sight, or in a grid of those in the same column.
 *
 * @param {HTMLInputElement} box
 * @param {number} distance
 */
function neighbour(box, distance) {
  const grid = box.closest("[data-grid]");
  if (grid) {
    /** @type {HTMLInputElement[]} */
    const cells = [...grid.querySelectorAll("[data-cell]")].map((cell) => /** @type {any} */ (cell));
    return cells[along(cells.map((cell) => cell.dataset.cell ?? ""), box.dataset.cell ?? "", distance) ?? -1];
  }
  /** @type {NodeListOf<HTMLInputElement>} */
  const boxes = document.querySelectorAll(".controls [data-box]");
  const inSight = [...boxes].filter((one) => one.checkVisibility());
  return inSight[inSight.indexOf(box) + distance];
}

const WALK = ".st-key-next button, .st-key-walk button[kind=primary], .st-key-walk button";

/**
 * Put the number back that stood in a box, and return to the walk.
 *
 * @param {HTMLInputElement} box
 */
function leave(box) {
  putBack(box);
  returnToWalk();
}

function returnToWalk() {
  const on = WALK.split(", ").map((
    way,
  ) => /** @type {HTMLElement | null} */ (document.querySelector(`${way}:enabled`)));
  on.find(Boolean)?.focus();
}

/**
 * Show the number again that stood in a box before a text was typed into it.
 *
 * @param {HTMLInputElement} box
 */
function putBack(box) {
  delete box.dataset.typing;
  const { [box.dataset.box ?? ""]: _forgiven, ...refused } = shown.refused;
  show({ refused });
}
