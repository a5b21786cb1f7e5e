// Where the Tab key stops: many things to choose are one stop, and the arrow keys, Home and End move among them.
// @ts-check

import { movesSlider } from "./scales.js";

const GROUP = "[data-roving]:not([data-roving] *)"; // tables side by side are one group
const ITEMS = ":is(button, [role=button]):is([data-choose], [data-act])"; // not what only a pointer chooses

/** What is chosen, the parameter before all else: from it Enter leads to its number. */
const CHOSEN = [
  "[aria-pressed=true][data-choose^='parameter:']",
  "[aria-pressed=true], [aria-current], tr[aria-current] *",
];

/** How much dearer a way is that leads across the arrow than one that leads along it. */
const ACROSS = 2;

/** @typedef {{ x: number, y: number }} Point */

/** @type {Record<string, Point>} */
const DIRECTIONS = {
  ArrowLeft: { x: -1, y: 0 },
  ArrowRight: { x: 1, y: 0 },
  ArrowUp: { x: 0, y: -1 },
  ArrowDown: { x: 0, y: 1 },
};

/**
 * Return which of some points a key leads to, or -1 for none.
 *
 * @param {string} key
 * @param {Point[]} points
 * @param {number} from which of them it is pressed on
 */
export function led(key, points, from) {
  if (key === "Home") return points.length ? 0 : -1;
  if (key === "End") return points.length - 1;
  const direction = DIRECTIONS[key];
  const here = points[from];
  if (!direction || !here) return -1;
  let [best, least] = [-1, Infinity];
  points.forEach((point, index) => {
    const [x, y] = [point.x - here.x, point.y - here.y];
    // Of things that lie on top of each other, as edges that cross in their middles, each leads to the next.
    const isSame = Math.hypot(x, y) < 1;
    const along = isSame ? (index - from) * (direction.x + direction.y) : x * direction.x + y * direction.y;
    const way = along + ACROSS * Math.abs(x * direction.y - y * direction.x);
    if (along > (isSame ? 0 : 1) && way < least) [best, least] = [index, way];
  });
  return best;
}

/**
 * Make each group in a panel one stop, at what is chosen in it or else at its first.
 *
 * @param {Element} root
 */
export function arrangeStops(root) {
  for (const group of root.querySelectorAll(GROUP)) {
    const items = itemsOf(group);
    const [chosen] = CHOSEN.flatMap((way) => items.filter((item) => item.matches(way)));
    stopAt(chosen ?? items[0], items);
  }
}

/**
 * Let the keys move in the groups of a panel.
 *
 * @param {Element} root
 */
export function listenForStops(root) {
  root.addEventListener("focusin", ({ target }) => {
    const [item, items] = around(target);
    if (item) stopAt(item, items);
  });
  root.addEventListener("keydown", (event) => {
    const { key, target, altKey, ctrlKey, metaKey } = /** @type {KeyboardEvent} */ (event);
    const [item, items] = around(target);
    if (!item || !movesSlider(key) || altKey || ctrlKey || metaKey) return;
    event.preventDefault();
    event.stopPropagation(); // the keys that move in a group do not step along the walk
    const inSight = items.filter((one) => one.checkVisibility());
    inSight[led(key, inSight.map(middleOf), inSight.indexOf(item))]?.focus();
  });
}

/**
 * Return the item of a group in which something happens, and all items of the group.
 *
 * @param {EventTarget | null} target
 * @returns {[HTMLElement | SVGElement | null, (HTMLElement | SVGElement)[]]}
 */
function around(target) {
  /** @type {HTMLElement | SVGElement | null} */
  const item = target instanceof Element ? target.closest(ITEMS) : null;
  const group = item?.closest(GROUP);
  return item && group ? [item, itemsOf(group)] : [null, []];
}

/**
 * @param {Element} group
 * @returns {(HTMLElement | SVGElement)[]}
 */
function itemsOf(group) {
  return [.../** @type {NodeListOf<HTMLElement | SVGElement>} */ (group.querySelectorAll(ITEMS))];
}

/**
 * @param {HTMLElement | SVGElement | undefined} stop
 * @param {(HTMLElement | SVGElement)[]} items
 */
function stopAt(stop, items) {
  for (const item of items) item.tabIndex = item === stop ? 0 : -1;
}

/**
 * @param {Element} element
 * @returns {Point}
 */
function middleOf(element) {
  const { left, right, top, bottom } = element.getBoundingClientRect();
  return { x: (left + right) / 2, y: (top + bottom) / 2 };
}
