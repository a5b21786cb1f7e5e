// The link is the state: what copies it or passes it on waits until the last edit is in it.
// @ts-check

/** @import { Acts } from "./acts.js" */
/** @import { Edits } from "./edits.js" */

const SAID_MS = 1500;
const LONGEST_WAIT_MS = 3000;

/** Return what the address says about the state: all but the server. */
export function presentLink() {
  return location.pathname + location.search;
}

/**
 * Say whether two queries hold the same, in whichever order.
 *
 * @param {string} one
 * @param {string} other
 */
export function saysTheSame(one, other) {
  return sorted(one) === sorted(other);
}

/** @param {string} query */
function sorted(query) {
  const found = new URLSearchParams(query);
  found.sort();
  return found.toString();
}

/**
 * Hold clicks back that take the address along, as copying it does or going to another page, until the
 * last edit is in it. Where that takes too long they go through with the address as it is.
 *
 * @param {Edits} edits
 */
export function holdForTheLink(edits) {
  /** @type {Element | null} */
  let released = null;
  addEventListener("click", (click) => {
    /** @type {HTMLElement | null} */
    const taker = click.target instanceof Element ? click.target.closest("a[href], [data-copy]") : null;
    if (!taker || taker === released || isForElsewhere(click) || !edits.onTheirWay) return;
    click.preventDefault();
    click.stopImmediatePropagation();
    edits.whenTakenOver(() => {
      released = taker;
      taker.click();
      released = null;
    }, LONGEST_WAIT_MS);
  }, true);
}

/**
 * Turn to a page as its key does. Streamlit's own way forgets the link, and a second click is told from the page
 * before, so that nobody knows which of the two pages was wanted.
 *
 * @param {Acts} acts
 */
export function turnByActs(acts) {
  addEventListener("click", (click) => {
    const page = pageLinkAt(click.target);
    if (!page || isForElsewhere(click)) return;
    click.preventDefault();
    acts.do(`page:${page.pathname.split("/").at(-1)}`);
    if (!page.closest("[data-testid=stSidebar]")) click.stopImmediatePropagation(); // which closes itself
  }, true);
}

/** Let a page that is opened in another tab have the numbers too: the links of Streamlit's pages are bare. */
export function giveLinkToPages() {
  for (const kind of ["pointerdown", "focusin", "contextmenu"]) {
    addEventListener(kind, ({ target }) => {
      const page = pageLinkAt(target);
      if (page) giveLink(page);
    }, true);
  }
}

/**
 * @param {EventTarget | null} target
 * @returns {HTMLAnchorElement | null}
 */
function pageLinkAt(target) {
  return target instanceof Element ? target.closest("a[data-testid$='NavLink']") : null;
}

/** @param {MouseEvent} click */
function isForElsewhere({ ctrlKey, metaKey, shiftKey }) {
  return ctrlKey || metaKey || shiftKey;
}

/**
 * Let what is opened have the same query.
 *
 * @param {HTMLAnchorElement} anchor
 */
export function giveLink(anchor) {
  anchor.search = location.search;
}

/**
 * Write the address wherever a printed page says it: on paper there is no address bar.
 *
 * @param {ParentNode} root
 */
export function writeAddress(root) {
  for (const place of root.querySelectorAll("[data-address]")) place.textContent = location.href;
}

/**
 * Put the address on the clipboard, and say so on the button.
 *
 * @param {HTMLElement} button
 */
export async function copyLink(button) {
  await copy(location.href);
  const { textContent: title, dataset: { done = "" } } = button;
  if (title === done) return; // it is still said of the last time
  button.textContent = done;
  setTimeout(() => {
    button.textContent = title;
  }, SAID_MS);
}

/** @param {string} text */
async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    // Without a secure context there is no clipboard; a selected field can still be copied from.
    const field = Object.assign(document.createElement("textarea"), { value: text });
    document.body.append(field);
    field.select();
    document.execCommand("copy");
    field.remove();
  }
}
