// Texts that are typed into boxes: kept until they are used, wherever the reader goes meanwhile.
//
// A box is of its panel's markup, which is drawn anew at every change. What is in it and not told yet is put back.
// @ts-check

/** @import { Acts } from "./acts.js" */

/** A text that becomes the network when it is used, and lines that say something when they are left. */
const BOXES = "[data-text], [data-says], [data-answer]";

/** @typedef {HTMLInputElement | HTMLTextAreaElement} Box */

/**
 * Box -> what has been told of it, where that is not what it was drawn with.
 *
 * @type {WeakMap<Box, string>}
 */
const told = new WeakMap();

/**
 * Return what stands in boxes of a panel and has not been told.
 *
 * @param {ParentNode} root
 */
export function untold(root) {
  /** @type {NodeListOf<Box>} */
  const boxes = root.querySelectorAll(BOXES);
  return [...boxes].filter(isUntold).map((box) => ({
    kind: saidBy(box),
    text: box.value,
    selection: /** @type {const} */ ([box.selectionStart ?? 0, box.selectionEnd ?? 0]),
  }));
}

/**
 * Put it back into the boxes of other markup.
 *
 * @param {ParentNode} root
 * @param {ReturnType<typeof untold>} texts
 */
export function typeAgain(root, texts) {
  for (const { kind, text, selection } of texts) {
    /** @type {Box | undefined} */
    const box = [.../** @type {NodeListOf<Box>} */ (root.querySelectorAll(BOXES))].find((one) => saidBy(one) === kind);
    if (!box) continue;
    box.value = text;
    box.setSelectionRange(...selection);
    box.dataset.typing = "";
  }
}

/**
 * Tell the session of texts, when a box is left or its text is to be used.
 *
 * @param {Acts} acts
 * @returns {() => void} tells it of what has not been told, because the page is left
 */
export function listenForTexts(acts) {
  /** @param {Box} box */
  const tell = (box) => {
    if (!isUntold(box)) return;
    told.set(box, box.value);
    delete box.dataset.typing;
    acts.do(`${saidBy(box) || "keep"}:${box.value}`);
  };
  /** @param {Element} within */
  const use = (within) => {
    /** @type {HTMLTextAreaElement | null | undefined} */
    const box = within.closest(".panel")?.querySelector("textarea[data-text]");
    if (!box) return;
    told.set(box, box.value);
    delete box.dataset.typing;
    acts.do(`read:${box.value}`);
  };
  /** @param {Element} within */
  const giveUp = (within) => {
    /** @type {HTMLTextAreaElement | null | undefined} */
    const box = within.closest(".panel")?.querySelector("textarea[data-text]");
    if (!box) return;
    box.value = box.defaultValue;
    told.delete(box);
    delete box.dataset.typing;
    acts.do("keep:");
  };
  addEventListener("input", ({ target }) => {
    if (isBox(target)) target.toggleAttribute("data-typing", isUntold(target));
  });
  addEventListener("focusout", ({ target, relatedTarget }) => {
    const isUsed = relatedTarget instanceof Element && relatedTarget.closest("[data-use], [data-give-up]");
    if (isBox(target) && !(isUsed && !saidBy(target))) tell(target);
  });
  addEventListener("click", ({ target }) => {
    if (!(target instanceof Element)) return;
    if (target.closest("[data-use]")) use(target);
    if (target.closest("[data-give-up]")) giveUp(target);
  });
  addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.isComposing || !isBox(event.target)) return;
    const isMeant = event.ctrlKey || event.metaKey || event.target instanceof HTMLInputElement;
    if (!isMeant) return; // it begins another line
    event.preventDefault();
    if (saidBy(event.target)) tell(event.target);
    else use(event.target);
  });
  const tellAll = () => {
    for (const box of document.querySelectorAll(BOXES)) if (isBox(box)) tell(box);
  };
  addEventListener("popstate", tellAll, true);
  return tellAll;
}

/**
 * @param {EventTarget | null} target
 * @returns {target is Box}
 */
function isBox(target) {
  return target instanceof Element && target.matches(BOXES);
}

/** @param {Box} box */
function isUntold(box) {
  return box.value !== (told.get(box) ?? box.defaultValue);
}

/**
 * Return the act of what is said in a box: of the network, or as an answer; "" for the text that becomes the network.
 *
 * @param {Box} box
 */
function saidBy({ dataset }) {
  if (dataset.says !== undefined) return `say:${dataset.says}`;
  return dataset.answer === undefined ? "" : `answer:${dataset.answer}`;
}
