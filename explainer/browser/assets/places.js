// Where on a page a reader was when it was left, so that Back returns to that very place, and an address can name one.
// @ts-check

/**
 * A place on a page, and what was chosen in it; its id alone where an address names it.
 *
 * @typedef {{ id: string, choice?: string | undefined }} Place
 */

/**
 * Path of a page -> the place on it that last led away. Not in the address: where a choice leads to another page,
 * Streamlit adds an entry of its own to the history, and that is the one Back returns to.
 *
 * @type {Map<string, Place>}
 */
const left = new Map();

/** What the browser was asked for; Streamlit may have tidied the address before this is read. */
const asked = performance.getEntriesByType("navigation")[0]?.name ?? location.href;

/** The place that is to be brought into view as soon as it is drawn. */
let wanted = named(asked);

addEventListener("popstate", () => {
  wanted = named(location.href) ?? left.get(location.pathname);
});
// Whatever a reader does instead of waiting for the page ends the return.
for (const kind of ["pointerdown", "keydown"]) {
  addEventListener(kind, () => {
    wanted = undefined;
  }, true);
}

/**
 * Return the place that an address names.
 *
 * @param {string} address
 * @returns {Place | undefined}
 */
function named(address) {
  const id = new URL(address).hash.slice(1);
  return id ? { id } : undefined;
}

/**
 * Keep where on the page something is that leads away from it.
 *
 * @param {HTMLElement | SVGElement} leading
 */
export function leaveFrom(leading) {
  const place = leading.closest("[data-place]");
  if (place) left.set(location.pathname, { id: place.id, choice: leading.dataset.choose });
}

/**
 * Let a place be brought into view on the page that is turned to.
 *
 * @param {string} id
 */
export function headFor(id) {
  wanted = { id };
}

/**
 * Bring the place into view that the reader returns to, if it is in this panel, and put the focus where it was.
 *
 * @param {Element} root
 */
export function returnToPlace(root) {
  const place = wanted ? root.querySelector(`[id="${CSS.escape(wanted.id)}"]`) : null;
  if (!place) return;
  const choice = wanted?.choice;
  wanted = undefined;
  for (let around = place.closest("details"); around; around = around.parentElement?.closest("details") ?? null) {
    around.open = true;
  }
  place.classList.add("returned-to");
  /** @type {HTMLElement | null} */
  const leading = choice
    ? place.querySelector(`[data-choose="${CSS.escape(choice)}"]`)
    : place.querySelector("[data-answer]") ?? place.querySelector("[data-choose]");
  (leading ?? place).scrollIntoView({ block: "center" });
  leading?.focus({ preventScroll: true });
}
