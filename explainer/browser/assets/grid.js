// Grids of boxes: a block that is pasted, and the keys that lead up and down a column.
// @ts-check

/** @typedef {{ grid: string, row: number, column: number }} Cell */

const BETWEEN_ROWS = /[\t\n[\];]/;
const BETWEEN_NUMBERS = /\d\s*,\s+[-−+]?[\d.,]|\d\s+[-−+]?[\d.,]+(?:\s|$|e)|\d,\d+,/i;

/**
 * Say whether a text that is pasted is more than one number, and so more than a box takes.
 *
 * @param {string} text
 */
export function isBlock(text) {
  const whole = text.trim();
  return BETWEEN_ROWS.test(whole) || BETWEEN_NUMBERS.test(whole);
}

/**
 * Return the place of a box, as its element says it.
 *
 * @param {string} said such as "0:2:1"
 * @returns {Cell}
 */
export function cellOf(said) {
  const [grid = "", row, column] = said.split(":");
  return { grid, row: Number(row), column: Number(column) };
}

/**
 * Return which of some boxes is the next one up or down the same column, or undefined where there is none.
 *
 * @param {string[]} cells the places of all boxes of a grid, row by row
 * @param {string} from the place of the box that is left
 * @param {number} step 1 for down, -1 for up
 * @returns {number | undefined}
 */
export function along(cells, from, step) {
  const here = cellOf(from);
  const places = cells.map(cellOf);
  const inColumn = places.findIndex(({ row, column }) => row === here.row + step && column === here.column);
  if (inColumn >= 0) return inColumn;
  // A row of one box for all units is led to from every column.
  const inRow = places.findIndex(({ row }) => row === here.row + step);
  return inRow >= 0 ? inRow : undefined;
}

/** Boxes of grids in which a reader answers. */
const ANSWERS = "[data-grid] [data-answer]";

const BOXES = `[data-grid] [data-box], ${ANSWERS}`;

/**
 * Key -> how far it leads among the boxes for answers, as in a spreadsheet.
 *
 * @type {Record<string, number>}
 */
const STEPS = { Enter: 1, ArrowDown: 1, ArrowUp: -1 };

/**
 * Listen to the grids in a panel, and to the boxes whose text is told as it is.
 *
 * @param {Element} root
 * @param {{ do: (act: string) => void }} acts
 */
export function listenToGrids(root, acts) {
  root.addEventListener("paste", (event) => {
    const { target, clipboardData } = /** @type {ClipboardEvent} */ (event);
    const text = clipboardData?.getData("text/plain") ?? "";
    if (!(target instanceof HTMLInputElement) || !target.matches(BOXES) || !isBlock(text)) return;
    event.preventDefault();
    delete target.dataset.typing; // what has been typed there gives way to the block
    const { answer, box } = target.dataset;
    if (answer !== undefined) target.value = target.defaultValue;
    acts.do(answer === undefined ? `paste:${box}:${text}` : `fill:${answer}:${text}`);
  });
  root.addEventListener("keydown", (event) => {
    const { key, target } = /** @type {KeyboardEvent} */ (event);
    const step = STEPS[key];
    if (!(target instanceof HTMLInputElement) || !target.matches(ANSWERS) || step === undefined) return;
    event.preventDefault();
    /** @type {NodeListOf<HTMLInputElement>} */
    const boxes = root.querySelectorAll(ANSWERS);
    const next = boxes[[...boxes].indexOf(target) + step];
    next?.focus(); // what is left is told
    next?.select();
  });
  root.addEventListener("change", ({ target }) => {
    if (target instanceof HTMLInputElement && target.dataset.tell) acts.do(`${target.dataset.tell}${target.value}`);
  });
}
