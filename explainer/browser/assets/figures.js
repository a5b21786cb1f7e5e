// What helps to read a figure: long lines that fit, the chosen control in view, one factor lit wherever it stands.
// @ts-check

const SMALLEST_TYPE = 0.6;
const MOST_ROUNDS = 3; // smaller type moves the places where lines break
const SLACK = 0.985; // a line set exactly to its measure may still come out a pixel too long

/**
 * Set the lines of an equation smaller where one piece of them is too wide by itself, down to a readable least; all
 * else goes on below, see panels.css. What is still too wide is moved sideways.
 *
 * @param {Element} root
 */
export function fit(root) {
  for (const lines of /** @type {NodeListOf<HTMLElement>} */ (root.querySelectorAll(".lines"))) {
    let size = 1;
    for (let round = 0; round <= MOST_ROUNDS; round++) {
      lines.style.setProperty("--fit", size.toFixed(3));
      const share = lines.clientWidth / lines.scrollWidth;
      if (share >= 1 || size === SMALLEST_TYPE) break;
      size = Math.max(SMALLEST_TYPE, size * share * SLACK);
    }
    // What still has to scroll must be reachable without a mouse.
    if (lines.scrollWidth > lines.clientWidth || lines.scrollHeight > lines.clientHeight) lines.tabIndex = 0;
    else lines.removeAttribute("tabindex");
  }
}

/**
 * Show the chosen one of many controls in their frame; the page itself stays where it is.
 *
 * @param {Element} root
 */
export function bringChosenIntoView(root) {
  /** @type {HTMLElement | null} */
  const control = root.querySelector("[data-chosen]");
  const frame = control?.parentElement;
  if (!control || !frame) return;
  const above = control.offsetTop - frame.offsetTop - frame.scrollTop;
  if (above < 0 || above + control.offsetHeight > frame.clientHeight) frame.scrollTop += above;
}

/**
 * In a frame that a picture is too large for, show what is lit, or the factor that the picture names.
 *
 * @param {HTMLElement} frame
 */
export function bringLitIntoView(frame) {
  /** @type {SVGElement | null} */
  const picture = frame.querySelector(":scope > .network");
  if (!picture || (frame.scrollWidth <= frame.clientWidth && frame.scrollHeight <= frame.clientHeight)) return;
  const { toward } = picture.dataset;
  const found = [...picture.querySelectorAll(toward ? `[data-factor="${CSS.escape(toward)}"]` : ".lit")];
  const boxes = found.map((element) => element.getBoundingClientRect());
  if (!boxes.length) return;
  const { left, top, width, height } = frame.getBoundingClientRect();
  const middle = (/** @type {number[]} */ ends) => (Math.min(...ends) + Math.max(...ends)) / 2;
  frame.scrollLeft += middle(boxes.flatMap((box) => [box.left, box.right])) - left - width / 2;
  frame.scrollTop += middle(boxes.flatMap((box) => [box.top, box.bottom])) - top - height / 2;
}

/**
 * Light the factor under the pointer, and the same factor everywhere else.
 *
 * @param {Event} event
 */
export function lightFactor({ target }) {
  /** @type {HTMLElement | SVGElement | null} */
  const under = target instanceof Element ? target.closest("[data-factor]") : null;
  for (const lit of document.querySelectorAll("[data-hot]")) lit.removeAttribute("data-hot");
  const factor = under?.dataset.factor;
  if (!factor) return;
  for (const same of document.querySelectorAll(`[data-factor="${CSS.escape(factor)}"]`)) {
    same.setAttribute("data-hot", "");
  }
}
