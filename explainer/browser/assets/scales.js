// What the positions of a slider mean: which number stands where, and where a key leads.
// @ts-check

/**
 * Between which numbers a slider goes, and how.
 *
 * On a linear scale a position is the number itself; on a logarithmic one it is its power of ten.
 *
 * @typedef {object} Scale
 * @property {number} low number at its beginning
 * @property {number} high number at its end
 * @property {boolean} logarithmic whether positions are powers of ten
 * @property {number} decimals of the numbers on a linear scale
 * @property {number} keyStep how far an arrow key leads, in positions
 */

/** @typedef {{ least: number, most: number }} Ends */

const SIGNIFICANT_DIGITS = 3;
const SCRUB_PIXELS_PER_UNIT = 200;
const SCRUB_DECIMALS = 3;

/** Numbers that are dragged by powers of ten -> the least to start from: zero has none. */
const LOGARITHMIC = new Map([["learning_rate", 1e-6], ["nudge", 1e-15], ["l2", 1e-6], ["epsilon", 1e-10]]);

/** Numbers that are shares, below 1. */
const SHARES = new Set(["momentum", "beta1", "beta2"]);
const LARGEST_SHARE = 0.999;

/** Steps that each key goes; Home and End go to the ends. */
const STEPS = new Map([
  ["ArrowLeft", -1],
  ["ArrowDown", -1],
  ["ArrowRight", 1],
  ["ArrowUp", 1],
  ["PageDown", -10],
  ["PageUp", 10],
]);

/**
 * Return the scale that the attributes of a slider describe.
 *
 * @param {Record<string, string | undefined>} data
 * @returns {Scale}
 */
export function scaleFrom(data) {
  return {
    low: Number(data.low),
    high: Number(data.high),
    logarithmic: data.scale === "log",
    decimals: Number(data.decimals),
    keyStep: Number(data.keystep),
  };
}

/**
 * Return the number at a position, as short as a reader would write it.
 *
 * @param {Scale} scale
 * @param {number} position
 */
export function numberAt(scale, position) {
  if (scale.logarithmic) return Number((10 ** position).toPrecision(SIGNIFICANT_DIGITS));
  return Number(position.toFixed(scale.decimals));
}

/**
 * Return where a number stands.
 *
 * @param {Scale} scale
 * @param {number} number
 */
export function positionOf(scale, number) {
  return scale.logarithmic ? Math.log10(Math.max(number, scale.low)) : number;
}

/**
 * Return the first and the last position; a number typed beyond them makes a linear scale longer.
 *
 * @param {Scale} scale
 * @param {number} number
 * @returns {Ends}
 */
export function endsAround(scale, number) {
  if (scale.logarithmic) return { least: Math.log10(scale.low), most: Math.log10(scale.high) };
  return { least: Math.min(scale.low, number), most: Math.max(scale.high, number) };
}

/**
 * Say whether a key moves a slider.
 *
 * @param {string} key
 */
export function movesSlider(key) {
  return STEPS.has(key) || key === "Home" || key === "End";
}

/**
 * Return where a key leads from a position.
 *
 * @param {string} key one that moves a slider
 * @param {number} position
 * @param {number} keyStep
 * @param {Ends} ends
 */
export function positionAfter(key, position, keyStep, { least, most }) {
  if (key === "Home") return least;
  if (key === "End") return most;
  return Math.min(most, Math.max(least, position + (STEPS.get(key) ?? 0) * keyStep));
}

/**
 * Return what a number becomes that is dragged so many pixels from where it stands in a text.
 *
 * @param {string} name
 * @param {number} start
 * @param {number} pixels
 */
export function scrubbed(name, start, pixels) {
  const units = pixels / SCRUB_PIXELS_PER_UNIT;
  const least = LOGARITHMIC.get(name);
  if (least !== undefined) return Number((Math.max(start, least) * 10 ** units).toPrecision(SIGNIFICANT_DIGITS));
  const number = Number((start + units).toFixed(SCRUB_DECIMALS));
  return SHARES.has(name) ? Math.min(LARGEST_SHARE, Math.max(0, number)) : number;
}
