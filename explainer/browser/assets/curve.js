// The loss as a function of one parameter: from numbers to the places of everything in the drawing.
//
// The elements are there already (``figures/slope.py``); here they get their places, at first and whenever a number
// moves. While the parameter on the axis itself is dragged, the curve stays and what stands on it moves.
// @ts-check

import { wayOf } from "./touch.js";

/** @import { Edits } from "./edits.js" */

/**
 * What the drawing follows; what is hidden, or no number, is null.
 *
 * @typedef {object} Points
 * @property {number | null} value of the parameter
 * @property {number | null} loss
 * @property {number | null} gradient
 * @property {number | null} new where the step leads
 * @property {number | null} landed the loss there
 * @property {number | null} predicted what the tangent says of it
 * @property {number | null} raised the parameter and the nudge
 * @property {number | null} raisedLoss the loss there
 */

/**
 * A curve and what stands on it.
 *
 * @typedef {object} Curve
 * @property {string} parameter
 * @property {number} low where the picture begins
 * @property {number} high where it ends
 * @property {Points} points
 * @property {(number | null)[]} [losses] at equal distances; not there where they are what they were
 */

/** @typedef {{ x: number, y: number }} Place */
/** @typedef {{ at: number, text: string }} Tick */

/**
 * Where everything stands, in the units of the drawing; "" or null for what is not seen.
 *
 * @typedef {object} Picture
 * @property {string} curve
 * @property {string} tangent
 * @property {string} secant through the point and the nudged one
 * @property {string} drop from the points down to the axis
 * @property {string} gap between the landing and what was predicted
 * @property {string} step along the axis
 * @property {string} head of its arrow
 * @property {Place | null} point
 * @property {Place | null} raised
 * @property {Place | null} predicted
 * @property {Place | null} landing
 * @property {Tick[]} x
 * @property {Tick[]} y
 * @property {"" | "tiny" | "beyond"} seen whether the step is too small to be seen, or leads beyond the edge
 */

export const PLOT = { left: 64, right: 626, top: 32, bottom: 240, width: 640, height: 290 };

const LEAST_STEP = 2.5; // pixels below which a step is no arrow
const HEAD = 11;
const MOST_TICKS = 7;

/**
 * Return a round number that is at least so large: 1, 2 or 5 times a power of ten.
 *
 * @param {number} least
 */
export function roundStep(least) {
  const power = 10 ** Math.floor(Math.log10(least));
  return ([1, 2, 5].find((digit) => digit * power >= least * (1 - 1e-9)) ?? 10) * power;
}

/**
 * Return the ends of an axis for losses, and the distance of its labels: round numbers around all that is seen.
 *
 * @param {(number | null)[]} losses
 */
export function axisOf(losses) {
  const known = losses.filter((loss) => loss !== null);
  let [least, most] = [Math.min(...known), Math.max(...known)];
  if (!known.length) [least, most] = [0, 1];
  const room = most - least || Math.abs(most) || 1;
  if (most === least) [least, most] = [least - room / 2, most + room / 2];
  const step = roundStep(room / (MOST_TICKS - 3));
  return { low: Math.floor(least / step) * step, high: Math.ceil(most / step) * step, step };
}

/**
 * Write a round number as the rest of the app writes numbers.
 *
 * @param {number} number
 * @param {number} step the distance to the next one
 */
export function written(number, step) {
  const size = Math.abs(number) < step / 1e6 ? 0 : number;
  const decimals = Math.max(0, -Math.floor(Math.log10(step) + 1e-9));
  if (size === 0 || (decimals <= 6 && Math.abs(size) < 1e6)) return size.toFixed(size ? decimals : 0).replace("-", "−");
  const digits = Math.max(0, Math.floor(Math.log10(Math.abs(size))) - Math.floor(Math.log10(step) + 1e-9));
  const [significand = "", exponent = ""] = size.toExponential(Math.min(digits, 12)).split("e");
  const raised = [...exponent.replace("+", "")].map((c) => "⁻⁰¹²³⁴⁵⁶⁷⁸⁹"["-0123456789".indexOf(c)]).join("");
  return `${significand.replace("-", "−")}×10${raised}`;
}

/**
 * @param {number} low
 * @param {number} high
 * @param {number} step
 * @param {(number: number) => number} place
 * @returns {Tick[]}
 */
function ticks(low, high, step, place) {
  const found = [];
  for (let n = Math.ceil(low / step - 1e-9); n * step <= high + step * 1e-9; n++) {
    found.push({ at: place(n * step), text: written(n * step, step) });
  }
  return found;
}

/**
 * Return where everything stands.
 *
 * @param {Curve} curve
 * @param {(number | null)[]} losses
 * @returns {Picture}
 */
export function picture({ low, high, points }, losses) {
  const { left, right, top, bottom } = PLOT;
  const axis = axisOf(losses);
  const x = (/** @type {number} */ value) => left + ((value - low) / (high - low)) * (right - left);
  const y = (/** @type {number} */ loss) => bottom - ((loss - axis.low) / (axis.high - axis.low)) * (bottom - top);
  const { value, loss, gradient, raised, raisedLoss, landed, predicted } = points;
  const at = (/** @type {number | null} */ w, /** @type {number | null} */ l) =>
    w === null || l === null || w < low || w > high ? null : { x: x(w), y: clamp(y(l), top - 8, bottom + 8) };
  const line = (/** @type {number} */ slope) =>
    value === null || loss === null
      ? ""
      : `M${left} ${fixed(y(loss + slope * (low - value)))} L${right} ${fixed(y(loss + slope * (high - value)))}`;
  const point = at(value, loss);
  const nudged = at(raised, raisedLoss);
  const apart = nudged && point ? nudged.x - point.x : 0;
  const step = arrow(point, points.new === null ? null : x(points.new));
  const [landing, said] = [at(points.new, landed), at(points.new, predicted)];
  return {
    curve: path(losses, x, y, low, high),
    tangent: gradient === null ? "" : line(gradient),
    secant: apart < 4 || raised === null || raisedLoss === null || value === null || loss === null
      ? ""
      : line((raisedLoss - loss) / (raised - value)),
    drop: [point, landing].map((place) => place && `M${fixed(place.x)} ${fixed(place.y)} V${bottom}`).filter(Boolean)
      .join(" "),
    gap: landing && said && Math.abs(landing.y - said.y) > 1
      ? `M${fixed(landing.x)} ${fixed(landing.y)} V${fixed(said.y)}`
      : "",
    ...step,
    point,
    raised: apart < 4 ? null : nudged,
    predicted: step.seen === "tiny" ? null : said,
    landing: step.seen === "tiny" ? null : landing,
    x: ticks(low, high, roundStep((high - low) / MOST_TICKS), x),
    y: ticks(axis.low, axis.high, axis.step, y),
  };
}

/**
 * Draw a line through points at equal distances; where there is no number it is broken.
 *
 * @param {(number | null)[]} losses
 * @param {(value: number) => number} x
 * @param {(loss: number) => number} y
 * @param {number} low
 * @param {number} high
 */
function path(losses, x, y, low, high) {
  let drawn = "";
  let isDown = false;
  losses.forEach((loss, number) => {
    if (loss !== null) {
      const value = low + ((high - low) * number) / (losses.length - 1);
      drawn += `${isDown ? "L" : "M"}${fixed(x(value))} ${fixed(y(loss))}`;
    }
    isDown = loss !== null;
  });
  return drawn;
}

/**
 * Draw the step as an arrow along the axis, to the edge of the picture at most.
 *
 * @param {Place | null} from
 * @param {number | null} to
 * @returns {Pick<Picture, "step" | "head" | "seen">}
 */
function arrow(from, to) {
  const { left, right, bottom } = PLOT;
  if (!from || to === null) return { step: "", head: "", seen: "" };
  const end = clamp(to, left, right);
  const length = end - from.x;
  const seen = end !== to ? "beyond" : Math.abs(length) < LEAST_STEP ? "tiny" : "";
  if (seen === "tiny") return { step: "", head: "", seen };
  const back = Math.sign(length) * Math.min(HEAD, Math.abs(length));
  return {
    step: `M${fixed(from.x)} ${bottom} H${fixed(end - back)}`,
    head: `M${fixed(end)} ${bottom} l${fixed(-back)} -6 v12 z`,
    seen,
  };
}

/**
 * Say in words what the curve is seen to do.
 *
 * @param {Curve} curve
 * @param {(number | null)[]} losses
 */
export function described({ low, high, parameter }, losses) {
  const known = losses.filter((loss) => loss !== null);
  if (!known.length) return "There is no loss to be drawn: it is too large to compute with.";
  const { step } = axisOf(losses);
  const about = (/** @type {number} */ loss) => written(Number(loss.toPrecision(3)), step / 100);
  const least = losses.indexOf(Math.min(...known));
  const lowest = low + ((high - low) * least) / (losses.length - 1);
  const where = least === 0 || least === losses.length - 1 ? "at that end" : "between";
  const ends = `from ${about(known[0] ?? 0)} at ${written(low, 0.01)} to ${about(known.at(-1) ?? 0)} at ` +
    `${written(high, 0.01)}`;
  return `Along ${parameter} the loss goes ${ends}; it is lowest ${where}, near ${written(lowest, 0.01)}, with ` +
    `${about(Math.min(...known))}.`;
}

/**
 * @param {number} number
 * @param {number} least
 * @param {number} most
 */
function clamp(number, least, most) {
  return Math.min(most, Math.max(least, number));
}

/** @param {number} number */
function fixed(number) {
  return Number(clamp(number, -1e5, 1e5).toFixed(1)); // far beyond the picture, where it is cut off
}

/**
 * The drawing as it stands on the page.
 *
 * @typedef {object} Figure
 * @property {SVGSVGElement} svg
 * @property {(number | null)[]} losses those that were drawn last
 * @property {Put} put
 * @property {Record<string, Element>} parts by their first class
 * @property {Record<"x" | "y", { line: Element, text: Element }[]>} ticks
 * @property {HTMLElement[]} said what is said of a step that is not seen
 */

/** @typedef {(element: Element | undefined, attributes: Record<string, string | number>) => void} Put */

/**
 * Return what draws the figures in a panel.
 *
 * @param {Element} root
 */
export function drawerOf(root) {
  /** @type {NodeListOf<SVGSVGElement>} */
  const drawings = root.querySelectorAll("svg[data-curve]");
  const figures = [...drawings].map((svg) => figureOf(svg, root));
  return (/** @type {Curve | undefined} */ curve) => {
    for (const figure of figures) if (curve && figure.svg.dataset.curve === curve.parameter) draw(figure, curve);
  };
}

/**
 * @param {SVGSVGElement} svg
 * @param {Element} root
 * @returns {Figure}
 */
function figureOf(svg, root) {
  const { left, right, top, bottom, height } = PLOT;
  const put = putter();
  const parts = Object.fromEntries([...svg.children].map((part) => [part.classList[0] ?? part.localName, part]));
  const ticksOf = (/** @type {string} */ axis) =>
    [...svg.querySelectorAll(`.ticks.${axis} text`)].map((text) => {
      return { text, line: /** @type {Element} */ (text.previousElementSibling) };
    });
  put(svg.querySelector("clipPath rect") ?? undefined, {
    x: left,
    y: top - 8,
    width: right - left,
    height: bottom - top + 8,
  });
  put(svg.querySelector(".axis.x") ?? undefined, { x: right, y: height - 8 });
  put(svg.querySelector(".axis.y") ?? undefined, { x: 4, y: top - 14 });
  /** @type {NodeListOf<HTMLElement>} */
  const said = root.querySelectorAll("[data-seen]");
  return { svg, losses: [], put, parts, ticks: { x: ticksOf("x"), y: ticksOf("y") }, said: [...said] };
}

/**
 * Return what gives elements their attributes and texts, where they have not got them: while one number moves, most
 * stay as they are.
 *
 * @returns {Put}
 */
function putter() {
  /** @type {Map<Element, Record<string, string>>} */
  const kept = new Map();
  return (element, now) => {
    if (!element) return;
    const before = kept.get(element) ?? {};
    kept.set(element, before);
    for (const [name, given] of Object.entries(now)) {
      const text = String(given);
      if (before[name] === text) continue;
      before[name] = text;
      if (name === "text") element.textContent = text;
      else element.setAttribute(name, text);
    }
  };
}

/**
 * @param {Figure} figure
 * @param {Curve} curve
 */
function draw(figure, curve) {
  const { svg, put, parts, said } = figure;
  const isNew = curve.losses !== undefined && curve.losses !== figure.losses;
  figure.losses = curve.losses ?? figure.losses;
  const found = picture(curve, figure.losses);
  if (isNew) put(parts.desc, { text: described(curve, figure.losses) });
  for (const name of /** @type {const} */ (["curve", "tangent", "secant", "drop", "gap", "step", "head"])) {
    put(parts[name], { d: found[name] });
  }
  for (const name of /** @type {const} */ (["point", "raised", "predicted", "landing"])) {
    const { [name]: place } = found;
    put(parts[name], place ? { cx: fixed(place.x), cy: fixed(place.y), opacity: 1 } : { opacity: 0 });
  }
  if (found.point) put(parts.hit, { cx: fixed(found.point.x), cy: fixed(found.point.y) });
  put(svg, { "data-value": curve.points.value ?? "" });
  putTicks(figure, "x", found.x, (at) => [`M${at} ${PLOT.bottom} v5`, { x: at, y: PLOT.bottom + 21 }]);
  putTicks(figure, "y", found.y, (at) => [`M${PLOT.left} ${at} H${PLOT.right}`, { x: PLOT.left - 7, y: at + 5 }]);
  for (const sentence of said) {
    const isSaid = sentence.dataset.seen === found.seen;
    if (sentence.hidden === isSaid) sentence.hidden = !isSaid;
  }
}

/**
 * @param {Figure} figure
 * @param {"x" | "y"} axis
 * @param {Tick[]} found
 * @param {(at: number) => [string, Record<string, number>]} place
 */
function putTicks({ ticks, put }, axis, found, place) {
  ticks[axis].forEach(({ line, text }, number) => {
    const { at = 0, text: label = "" } = found[number] ?? {};
    const [path, where] = place(fixed(at));
    put(line, { d: label ? path : "" });
    put(text, { text: label, ...where });
  });
}

/** @type {{ svg: SVGSVGElement, name: string, from: PointerEvent, start: number, moved: boolean } | null} */
let hold = null;

/**
 * Let the point on the curve be dragged, which changes the parameter.
 *
 * @param {Edits} edits
 */
export function listenToCurves(edits) {
  addEventListener("pointerdown", (event) => {
    const { target, button } = event;
    const svg = target instanceof Element ? target.closest(".hit")?.closest("svg") : null;
    const { curve: name, value } = svg?.dataset ?? {};
    if (!svg || !name || button > 0) return;
    hold = { svg, name, from: event, start: Number(value), moved: false };
  });
  addEventListener("pointermove", (event) => {
    if (!hold) return;
    const { svg, name, from } = hold;
    const isThumb = from.pointerType === "touch";
    const begins = !isThumb || wayOf(event.clientX - from.clientX, event.clientY - from.clientY) === "along";
    if (!hold.moved && !begins) return;
    if (!hold.moved) svg.querySelector(".hit")?.setPointerCapture(event.pointerId);
    hold.moved = true;
    edits.move({ [name]: valueAt(svg, event.clientX) });
  });
  addEventListener("pointerup", () => {
    if (hold?.moved) edits.letGo();
    hold = null;
  });
  addEventListener("pointercancel", () => {
    if (hold?.moved) edits.letGo({ values: { [hold.name]: hold.start } }); // the thumb was there to scroll
    hold = null;
  });
}

/**
 * @param {SVGSVGElement} svg
 * @param {number} clientX
 */
function valueAt(svg, clientX) {
  const { left, width } = svg.getBoundingClientRect();
  const { low, high } = svg.dataset;
  return draggedTo(((clientX - left) / width) * PLOT.width, Number(low), Number(high));
}

/**
 * Return the number at a place of the picture, as round as a pixel allows.
 *
 * @param {number} x in the units of the drawing
 * @param {number} low
 * @param {number} high
 */
export function draggedTo(x, low, high) {
  const { left, right } = PLOT;
  const share = clamp((x - left) / (right - left), 0, 1);
  const decimals = Math.max(3, 2 - Math.floor(Math.log10(high - low)));
  return Number((low + share * (high - low)).toFixed(Math.min(decimals, 12)));
}
