// Where on a page a reader was when it was left, so that Back returns to that very place, and an address can name one.
// @ts-check

/**
 * Path of a page -> id of the place on it that last led away. Not in the address: where a choice leads to another page,
 * Streamlit adds an entry of its own to the history, and that is the one Back returns to.
 *
 * @type {Map<string, string>}
 */
const left = new Map();

/** What the browser was asked for; Streamlit may have tidied the address before this is read. */
const asked = performance.getEntriesByType("navigation")[0]?.name ?? location.href;

/** Id of the place that is to be brought into view as soon as it is drawn. */
let wanted = new URL(asked).hash.slice(1);

addEventListener("popstate", () => {
  wanted = location.hash.slice(1) || left.get(location.pathname) || "";
});
// Whatever a reader does instead of waiting for the page ends the return.
for (const kind of ["pointerdown", "keydown"]) {
  addEventListener(kind, () => {
    wanted = "";
  }, true);
}

/**
 * Keep where on the page something is that leads away from it.
 *
 * @param {Element} leading
 */
export function leaveFrom(leading) {
  const place = leading.closest("[data-place]");
  if (place) left.set(location.pathname, place.id);
}

/**
 * Bring the place into view that the reader returns to, if it is in this panel, and put the focus where it was.
 *
 * @param {Element} root
 */
export function returnToPlace(root) {
  const place = wanted ? root.querySelector(`[id="${CSS.escape(wanted)}"]`) : null;
  if (!place) return;
  wanted = "";
  for (let around = place.closest("details"); around; around = around.parentElement?.closest("details") ?? null) {
    around.open = true;
  }
  place.scrollIntoView({ block: "center" });
  place.classList.add("returned-to");
  /** @type {HTMLElement | null} */
  const leading = place.querySelector("[data-choose]");
  leading?.focus({ preventScroll: true });
}
