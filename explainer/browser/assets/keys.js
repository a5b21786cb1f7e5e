// Which act a key or a button stands for, unless what has the focus needs the key itself.
// @ts-check

import { movesSlider } from "./scales.js";

/** @import { Acts } from "./acts.js" */

/** Where keys belong to something of Streamlit's or of the browser's. */
const OTHERS = "[role=dialog], [role=listbox], [role=menu], [role=combobox], select, video, audio";

/** What Escape closes before it does anything else. */
const OPENED = "[data-testid=stPopoverBody]";

/** Where the arrow keys, Home and End move among alternatives. */
const GROUPS = "[role=radiogroup], [role=radio], [role=tablist], [role=slider], input[type=radio]";

/** What is written into; not what is drawn as an input and takes no text. */
const TEXTS = "input:not([type=range], [type=radio], [type=checkbox], [type=button]), textarea, [contenteditable]";

/**
 * Return how a key is called in the table, with its modifiers; a letter is the same with and without capitals.
 *
 * @param {Pick<KeyboardEvent, "key" | "ctrlKey" | "metaKey" | "altKey" | "shiftKey">} event
 */
export function nameOf({ key, ctrlKey, metaKey, altKey, shiftKey }) {
  const isCharacter = key.length === 1;
  const modifiers = [
    ...(altKey ? ["Alt"] : []),
    ...(ctrlKey || metaKey ? ["Mod"] : []),
    // On its own, Shift is part of the character.
    ...(shiftKey && (!isCharacter || ctrlKey || metaKey) ? ["Shift"] : []),
  ];
  return [...modifiers, isCharacter ? key.toLowerCase() : key].join("+");
}

/**
 * Say whether what has the focus needs a key itself.
 *
 * @param {Element} focused
 * @param {string} name of the key
 */
export function keeps(focused, name) {
  if (focused.closest(OTHERS)) return true;
  const box = /** @type {HTMLElement | null} */ (focused.closest("[data-box]"));
  // A number that stands in its box is the app's to undo; one that is being typed is the browser's.
  if (box) return Boolean(box.dataset.typing) || !name.startsWith("Mod+");
  if (focused.closest(TEXTS)) return true;
  const moves = movesSlider(name);
  return moves && focused.closest(`${GROUPS}, [data-slider], [data-roving]`) !== null;
}

/**
 * Do what keys stand for. A key that is taken is not seen by anything else.
 *
 * @param {Acts} acts
 * @param {() => Record<string, string>} table key -> act
 */
export function listenForKeys(acts, table) {
  addEventListener("keydown", (event) => {
    if (event.isComposing || !(event.target instanceof Element)) return;
    const name = nameOf(event);
    if (keeps(event.target, name) || (name === "Escape" && document.querySelector(OPENED))) return;
    const act = table()[name];
    /** @type {HTMLElement | null} */
    const element = act ? null : document.querySelector(`[data-key="${CSS.escape(name)}"]`);
    if (!act && !element) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (element) element.click();
    // A key that is held goes on as fast as the page follows, and turns nothing on and off.
    else if (act && (!event.repeat || (acts.isDone && act.startsWith("move:")))) {
      acts.do(act);
    }
  }, true);
}

/**
 * Do what buttons of Streamlit's stand for. What Streamlit would report of a click is lost where the line breaks.
 *
 * @param {Acts} acts
 * @param {() => Record<string, string>} table button -> act
 */
export function listenForButtons(acts, table) {
  addEventListener("click", (event) => {
    const button = event.target instanceof Element ? event.target.closest(".stButton button") : null;
    const [, name = ""] = button?.closest("[class*=st-key-]")?.className.match(/\bst-key-(\S+)/) ?? [];
    const act = table()[name];
    if (!act) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    acts.do(act);
  }, true);
}
