// The text in a box: the number as exactly as it is kept while a reader is in it, else as much of it as fits.
// @ts-check

const ROOM = 7; // characters; the column of the boxes in panels.css has as many

/**
 * Return a number as it is kept, to be typed over.
 *
 * @param {number} number
 */
export function exactly(number) {
  return String(number).replaceAll("-", "−");
}

/**
 * Return a number with as many digits as fit into a box; its sign and its leading digits are never cut.
 *
 * @param {number} number
 */
export function fitting(number) {
  for (let digits = 17; digits > 0; digits--) {
    const rounded = Number(number.toPrecision(digits));
    for (const text of [String(rounded), rounded.toExponential()]) {
      const short = text.replace("e+", "e");
      if (short.length <= ROOM) return short.replaceAll("-", "−");
    }
  }
  return exactly(number); // no number is as long as that
}

/**
 * Return what is in a box.
 *
 * @param {number} number
 * @param {{ focused?: string }} data what is known of the box
 */
export function textIn(number, { focused }) {
  if (focused) return exactly(number);
  let text = fitted.get(number);
  if (text === undefined) {
    if (fitted.size >= MOST_FITTED) fitted.clear();
    text = fitting(number);
    fitted.set(number, text);
  }
  return text;
}

const MOST_FITTED = 10_000; // the numbers of the largest network, twice

/**
 * Numbers as they fit, since most stay as they are when one moves.
 *
 * @type {Map<number, string>}
 */
const fitted = new Map();
