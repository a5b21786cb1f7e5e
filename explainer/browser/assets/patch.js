// Numbers in place: the markup of a figure travels once, and then only texts, sizes and positions do.
//
// Where a number stands is written on its element:
//   data-term    its text is the value of that term (data-form: with more digits, or in words)
//   data-same-as   and is nothing else than the number of that name, which can be changed there
//   data-mark    --size (0..1) and data-sign follow the value of that term
//   data-ghost   the same for where that term was before the last change
//   data-before  how it was written there
//   data-slider, data-box   a control for the number of that name
//   data-able    an act that is off while there is nothing for it
//   data-notes   what is to be said about the numbers, or else its data-hint; with "refused" only what could not be used
// @ts-check

import { textIn } from "./boxes.js";
import { sliderOf } from "./sliders.js";

/** @import { Curve } from "./curve.js" */
/** @import { Slider } from "./sliders.js" */

/**
 * Everything on a page that changes when a number does.
 *
 * @typedef {object} Numbers
 * @property {Record<string, string>} texts term -> how its value is written
 * @property {Record<string, number>} marks term -> its size, from -1 to 1
 * @property {number} largest the value of size 1
 * @property {Record<string, number>} values name -> number that a reader can change
 * @property {string[]} notes what is to be said about them, as markup
 */

/** @typedef {{ start: Record<string, number> }} Start name -> number that the network began with */

/**
 * What is on the screen.
 *
 * @typedef {Numbers & { run: number, refused: Record<string, string>, able: string[], curve?: Curve } & Start} Shown
 */

/** @typedef {HTMLElement | SVGElement | MathMLElement} Figure */

/**
 * Where numbers stand in some markup. What an element shows already is kept beside it, because most
 * numbers stay as they are when one moves.
 *
 * @typedef {object} Places
 * @property {Element} root
 * @property {{ element: Figure, name: string, key: string, text: string | undefined }[]} texts
 * @property {{ element: Figure, term: string, size: number | undefined }[]} marks
 * @property {{ element: HTMLElement, term: string, size: number | undefined }[]} ghosts
 * @property {{ element: HTMLElement, term: string }[]} befores
 * @property {Slider[]} sliders
 * @property {{ element: HTMLInputElement, name: string }[]} boxes
 * @property {HTMLElement[]} able
 * @property {HTMLElement[]} notes
 * @property {(curve: Curve | undefined) => void} [draw] draws the curve in it
 */

/** @type {Shown} */
export const shown = {
  run: -1,
  texts: {},
  marks: {},
  largest: 0,
  values: {},
  start: {},
  refused: {},
  able: [],
  notes: [],
};

/**
 * The numbers from which the last change began, until something else is done.
 *
 * @type {Pick<Numbers, "texts" | "marks" | "largest"> | null}
 */
let before = null;

/**
 * Boxes whose text has been handed over, and of which the session has not said yet whether it can be used.
 *
 * @type {Set<HTMLInputElement>}
 */
const told = new Set();

/**
 * Let the text of a box stay until the session has said what it makes of it.
 *
 * @param {HTMLInputElement} box
 */
export function keepUntilHeard(box) {
  told.add(box);
}

/** @type {Set<Places>} */
const everywhere = new Set();

/**
 * Find where numbers stand, once for each piece of markup.
 *
 * @param {Element} root
 * @returns {Places}
 */
export function placesIn(root) {
  /** @type {<E extends Element>(selector: string) => E[]} */
  const all = (selector) => [...root.querySelectorAll(selector)].map((element) => /** @type {any} */ (element));
  return {
    root,
    texts: /** @type {Figure[]} */ (all("[data-term]")).map((element) => {
      const { term = "", form, sameAs } = element.dataset;
      return { element, name: sameAs ?? term, key: form ? `${term}|${form}` : term, text: undefined };
    }),
    marks: /** @type {Figure[]} */ (all("[data-mark]")).map((element) => {
      return { element, term: element.dataset.mark ?? "", size: undefined };
    }),
    ghosts: /** @type {HTMLElement[]} */ (all("[data-ghost]")).map((element) => {
      return { element, term: element.dataset.ghost ?? "", size: undefined };
    }),
    befores: /** @type {HTMLElement[]} */ (all("[data-before]")).map((element) => {
      return { element, term: element.dataset.before ?? "" };
    }),
    sliders: /** @type {HTMLInputElement[]} */ (all("[data-slider]")).map(sliderOf),
    boxes: /** @type {HTMLInputElement[]} */ (all("[data-box]")).map((element) => {
      return { element, name: element.dataset.box ?? "" };
    }),
    able: all("[data-able]"),
    notes: all("[data-notes]"),
  };
}

/**
 * Keep the numbers in some places true from now on.
 *
 * @param {Places} places
 */
export function watch(places) {
  everywhere.add(places);
}

/** @param {Places} places */
export function unwatch(places) {
  everywhere.delete(places);
}

/**
 * Put numbers on the screen.
 *
 * @param {Partial<Shown>} part what has changed
 */
export function show(part) {
  if (part.refused) told.clear();
  if (part.run !== undefined && part.run !== shown.run) before = null;
  Object.assign(shown, part);
  for (const places of everywhere) if (places.root.isConnected) patch(places);
}

/** Keep the numbers that are on the screen as those from which a change begins. */
export function beginChange() {
  const { texts, marks, largest } = shown;
  before = { texts, marks, largest };
}

/**
 * Put the numbers that are on the screen into some places too.
 *
 * @param {Places} places
 */
export function patch({ texts, marks, ghosts, befores, sliders, boxes, able, notes, draw }) {
  for (const place of texts) {
    const text = shown.texts[place.key];
    if (text !== undefined && text !== place.text) putText(place, text);
  }
  for (const place of marks) {
    const size = shown.marks[place.term];
    if (size !== undefined && size !== place.size) putMark(place, size);
  }
  for (const ghost of ghosts) putGhost(ghost);
  for (const { element, term } of befores) {
    const text = before?.texts[term] ?? "";
    const said = text && text !== shown.texts[term] ? `was ${text}` : "";
    if (element.textContent !== said) element.textContent = said;
  }
  for (const slider of sliders) {
    const number = shown.values[slider.name];
    if (number !== undefined && number !== slider.number && !slider.isHeld) slider.put(number);
  }
  for (const { element, name } of boxes) putNumber(element, name);
  // What is off keeps the focus, or who has just undone the last change would be thrown to the top of the page.
  for (const element of able) {
    const off = shown.able.includes(element.dataset.act ?? "") ? null : "true";
    if (element.ariaDisabled !== off) element.ariaDisabled = off;
  }
  if (notes.length) putNotes(notes);
  draw?.(shown.curve);
}

/**
 * @param {Places["texts"][number]} place
 * @param {string} text
 */
function putText(place, text) {
  const { element, name } = place;
  place.text = text;
  if (element.textContent !== text) element.textContent = text;
  const length = element.style.getPropertyValue("--length"); // a longer number in a drawing is set smaller
  if (length && Number(length) !== text.length) element.style.setProperty("--length", String(text.length));
  element.toggleAttribute("data-negative", text.startsWith("−"));
  element.toggleAttribute("data-scrub", name in shown.values);
}

/**
 * @param {Places["marks"][number]} place
 * @param {number} size
 */
function putMark(place, size) {
  place.size = size;
  place.element.style.setProperty("--size", Math.abs(size).toFixed(4));
  place.element.dataset.sign = size < 0 ? "-" : "+";
}

/**
 * Show where a term was before the last change, on the scale of now.
 *
 * @param {Places["ghosts"][number]} ghost
 */
function putGhost(ghost) {
  const { element, term } = ghost;
  const was = (before?.marks[term] ?? 0) * (before?.largest ?? 0);
  const now = (shown.marks[term] ?? 0) * shown.largest;
  const size = before && was !== now && shown.largest ? was / shown.largest : undefined;
  if (size === ghost.size) return;
  ghost.size = size;
  element.toggleAttribute("hidden", size === undefined);
  if (size === undefined) return;
  element.style.setProperty("--size", Math.min(1, Math.abs(size)).toFixed(4));
  element.dataset.sign = size < 0 ? "-" : "+";
}

/**
 * Put a number into its box, unless a reader is typing there.
 *
 * @param {HTMLInputElement} box
 * @param {string} [name]
 */
export function putNumber(box, name = box.dataset.box ?? "") {
  const { [name]: number } = shown.values;
  const { [name]: refusal } = shown.refused;
  if (refusal === undefined) box.removeAttribute("aria-invalid");
  else box.setAttribute("aria-invalid", "true");
  if (number === undefined || refusal !== undefined || box.dataset.typing || told.has(box)) return;
  const text = textIn(number, box.dataset);
  if (box.value !== text) box.value = text;
}

/** @type {WeakMap<HTMLElement, string>} */
const said = new WeakMap();

/**
 * Say what is to be said about the numbers. What a reader typed stays text; remarks are markup of ours, in which
 * symbols are written as everywhere else.
 *
 * @param {HTMLElement[]} elements
 */
function putNotes(elements) {
  const [refused, remarked] = [Object.values(shown.refused).join(" "), shown.notes.join(" ")];
  for (const element of elements) {
    const remarks = element.dataset.notes === "refused" ? "" : remarked;
    const text = refused || remarks ? refused : (element.dataset.hint ?? ""); // or else what can be done here
    const whole = [text, remarks].filter(Boolean).join(" ");
    if ((said.get(element) ?? element.textContent) !== whole) {
      element.textContent = text;
      if (remarks) element.insertAdjacentHTML("beforeend", text ? ` ${remarks}` : remarks);
      said.set(element, whole);
    }
    element.classList.toggle("quiet", !refused && !remarks);
  }
}
