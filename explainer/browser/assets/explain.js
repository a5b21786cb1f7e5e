// What a symbol means, in a bubble beside it.
//
// It is there while the pointer rests on a symbol, while a control that shows one has the focus, or after a long
// press. The words come from the server when they are first asked for; nothing is done before.
// @ts-check

import { placesIn, shown, unwatch, watch } from "./patch.js";
import { symbolsAt } from "./symbols.js";

/** @import { Places } from "./patch.js" */

/**
 * What the server says about a symbol.
 *
 * @typedef {object} Explanation
 * @property {string} name the symbol as markup
 * @property {string} words
 * @property {string} term the key whose number it is, or ""
 */

const REST_MS = 350; // a pointer that only passes by asks for nothing
const LEAVE_MS = 250; // time to get from the symbol into the bubble
const PRESS_MS = 500;
const STILL_PIXELS = 8;
const AIR = 6;

/** @type {Map<string, Promise<Explanation | null>>} */
const known = new Map();

/** @type {{ bubble: HTMLElement, places: Places, about: Element, describes: Element | null } | null} */
let open = null;

/** @type {ReturnType<typeof setTimeout> | undefined} */
let timer;
let asked = 0;

/** @type {{ x: number, y: number } | null} */
let pressed = null;

/** Explain symbols wherever they stand in a panel, from now on. */
export function explainSymbols() {
  document.addEventListener("pointerover", onPointerOver);
  document.addEventListener("pointerdown", onPointerDown);
  document.addEventListener("pointermove", onPointerMove, { passive: true });
  for (const kind of ["pointerup", "pointercancel"]) document.addEventListener(kind, endPress);
  document.addEventListener("focusin", onFocus);
  document.addEventListener("focusout", close);
  document.addEventListener("contextmenu", (event) => {
    if (open && pressed) event.preventDefault(); // the long press has been answered
  });
  addEventListener("scroll", close, { capture: true, passive: true });
  addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !open) return;
    close();
    if (event.target instanceof Element && event.target.matches("[data-box]")) return; // from a box it leads back as well
    event.stopImmediatePropagation();
    event.preventDefault();
  }, true);
}

/** @param {PointerEvent} event */
function onPointerOver(event) {
  const { target } = event;
  if (event.pointerType === "touch" || event.buttons || !(target instanceof Element)) return;
  if (open && (open.bubble.contains(target) || open.about === target)) return wait(() => {}, 0);
  if (open) wait(close, LEAVE_MS);
  const texts = textsAt(target);
  if (texts.length) wait(() => explain(target, texts, null), REST_MS);
  else if (!open) wait(() => {}, 0);
}

/** @param {PointerEvent} event */
function onPointerDown(event) {
  const { target } = event;
  if (open && target instanceof Element && !open.bubble.contains(target)) close();
  if (event.pointerType !== "touch" || !(target instanceof Element)) return wait(() => {}, 0);
  const texts = textsAt(target);
  if (!texts.length) return;
  pressed = { x: event.clientX, y: event.clientY };
  wait(() => explain(target, texts, null), PRESS_MS);
}

/** @param {PointerEvent} event */
function onPointerMove(event) {
  if (pressed && Math.hypot(event.clientX - pressed.x, event.clientY - pressed.y) > STILL_PIXELS) endPress();
}

function endPress() {
  if (pressed && !open) wait(() => {}, 0);
  pressed = null;
}

/** @param {FocusEvent} event */
function onFocus({ target }) {
  if (!(target instanceof Element) || !target.matches(".panel :focus-visible")) return;
  const control = target.closest(".control");
  const symbol = (control ?? target).querySelector("i, .letter, mi");
  const texts = symbol ? textsAt(symbol) : [];
  if (symbol && texts.length) wait(() => explain(symbol, texts, target), REST_MS);
}

/**
 * Return what may be meant by pointing at something in a panel.
 *
 * @param {Element} element
 */
function textsAt(element) {
  return element.closest(".panel") && !element.closest("input, [data-hidden]") ? symbolsAt(element) : [];
}

/**
 * Do something after a while, unless something else is to be done by then.
 *
 * @param {() => void} call
 * @param {number} milliseconds
 */
function wait(call, milliseconds) {
  clearTimeout(timer);
  timer = setTimeout(call, milliseconds);
}

/**
 * Show what a symbol means.
 *
 * @param {Element} about where it stands
 * @param {string[]} texts what may be meant
 * @param {Element | null} describes the control that has the focus
 */
async function explain(about, texts, describes) {
  const asking = ++asked;
  const found = await explanationOf(texts);
  if (asking !== asked || !about.isConnected) return;
  close();
  if (!found) return;
  const bubble = document.createElement("div");
  bubble.className = "explanation";
  bubble.id = "explanation";
  bubble.setAttribute("role", "tooltip");
  if (found.name) bubble.append(nameIn(found), numberIn(found), ": ");
  bubble.append(found.words);
  about.closest(".panel")?.append(bubble);
  const places = placesIn(bubble);
  watch(places);
  describes?.setAttribute("aria-describedby", bubble.id);
  open = { bubble, places, about, describes };
  place(bubble, about.getBoundingClientRect());
}

/** @param {Explanation} found */
function nameIn({ name }) {
  const element = document.createElement("b");
  element.innerHTML = name; // markup of ours
  return element;
}

/**
 * Return the number of a symbol, which follows like any other; it is said only if the page has it.
 *
 * @param {Explanation} found
 */
function numberIn({ term }) {
  const number = document.createElement("span");
  const text = shown.texts[term] ?? (term in shown.values ? String(shown.values[term]).replace("-", "−") : "");
  if (text) number.append(" = ", Object.assign(document.createElement("span"), { textContent: text }));
  if (text && term in shown.texts) /** @type {HTMLElement} */ (number.lastElementChild).dataset.term = term;
  return number;
}

/**
 * Put the bubble above what it is about, or below where there is no room; never beyond the window.
 *
 * @param {HTMLElement} bubble
 * @param {DOMRect} about
 */
function place(bubble, about) {
  const { offsetWidth: width, offsetHeight: height } = bubble;
  const above = about.top - height - AIR;
  const left = about.left + about.width / 2 - width / 2;
  bubble.style.left = `${Math.max(AIR, Math.min(left, innerWidth - width - AIR))}px`;
  bubble.style.top = `${above > AIR ? above : about.bottom + AIR}px`;
}

function close() {
  clearTimeout(timer);
  asked++;
  if (!open) return;
  unwatch(open.places);
  open.bubble.remove();
  open.describes?.removeAttribute("aria-describedby");
  open = null;
}

/**
 * Ask the server what is meant, once for each symbol of each page.
 *
 * @param {string[]} texts
 * @returns {Promise<Explanation | null>}
 */
function explanationOf(texts) {
  const query = new URLSearchParams(location.search);
  for (const text of texts) query.append("text", text);
  const address = String(new URL(`words?${query}`, document.baseURI));
  const before = known.get(address);
  const found = before ?? ask(address);
  known.set(address, found);
  return found;
}

/** @param {string} address */
async function ask(address) {
  try {
    const reply = await fetch(address);
    return reply.status === 200 ? await reply.json() : null;
  } catch {
    known.delete(address); // out of reach for now
    return null;
  }
}
