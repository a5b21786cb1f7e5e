// Where everything in the drawing of a curve stands.
// @ts-check

import assert from "node:assert/strict";
import { test } from "node:test";
import {
  axisOf,
  described,
  draggedTo,
  picture,
  PLOT,
  roundStep,
  written,
} from "../../../explainer/browser/assets/curve.js";

/** @import { Curve, Points } from "../../../explainer/browser/assets/curve.js" */

const SQUARE = [4, 2.25, 1, 0.25, 0, 0.25, 1, 2.25, 4]; // of w², from -2 to 2

/**
 * @param {Partial<Points>} [points]
 * @returns {Curve}
 */
function square(points = {}) {
  const at = { value: 1, loss: 1, gradient: 2, new: 0.5, landed: 0.25, predicted: 0, raised: 2, raisedLoss: 4 };
  return { parameter: "w1", low: -2, high: 2, points: { ...at, ...points } };
}

const x = (/** @type {number} */ value) => PLOT.left + ((value + 2) / 4) * (PLOT.right - PLOT.left);
const y = (/** @type {number} */ loss) => PLOT.bottom - (loss / 4) * (PLOT.bottom - PLOT.top);

test("the point stands on the curve, and the landing beside what the tangent says", () => {
  const found = picture(square(), SQUARE);
  assert.deepEqual(found.point, { x: x(1), y: y(1) });
  assert.deepEqual(found.landing, { x: x(0.5), y: y(0.25) });
  assert.deepEqual(found.predicted, { x: x(0.5), y: y(0) });
  assert.notEqual(found.gap, "");
});

test("the curve goes through every loss, and is broken where one is no number", () => {
  assert.equal(picture(square(), SQUARE).curve.match(/[ML]/g)?.join(""), "MLLLLLLLL");
  assert.equal(picture(square(), [4, null, 1, null, 0, 1]).curve.match(/[ML]/g)?.join(""), "MMML");
});

test("the tangent has the slope of the gradient", () => {
  const [, from, to] = picture(square(), SQUARE).tangent.match(/M\S+ (\S+) L\S+ (\S+)/) ?? [];
  assert.ok(Math.abs(Number(from) - y(1 + 2 * -3)) < 0.1 && Math.abs(Number(to) - y(1 + 2)) < 0.1);
});

test("the arrow of the step lies on the axis and ends at the landing", () => {
  const { step, head, seen } = picture(square(), SQUARE);
  assert.ok(step.startsWith(`M${x(1)} ${PLOT.bottom} H`));
  assert.ok(head.startsWith(`M${x(0.5).toFixed(1)} ${PLOT.bottom} `));
  assert.equal(seen, "");
});

test("a step too small to be seen is said to be, and draws no arrow and no landing", () => {
  const found = picture(square({ new: 0.9999, landed: 0.9998, predicted: 0.9998 }), SQUARE);
  assert.deepEqual([found.seen, found.step, found.landing, found.predicted], ["tiny", "", null, null]);
});

test("a step beyond the edge ends at the edge", () => {
  const found = picture(square({ new: -9, landed: 81, predicted: -19 }), SQUARE);
  assert.deepEqual([found.seen, found.landing], ["beyond", null]);
  assert.ok(found.head.startsWith(`M${PLOT.left} `));
});

test("what is hidden is not drawn", () => {
  const found = picture(square({ new: null, landed: null, predicted: null }), SQUARE);
  assert.deepEqual([found.step, found.landing, found.predicted, found.seen], ["", null, null, ""]);
  assert.notEqual(found.tangent, "");
});

test("the secant of a nudge is drawn once it can be told from the point", () => {
  assert.notEqual(picture(square(), SQUARE).secant, "");
  assert.equal(picture(square({ raised: 1.01, raisedLoss: 1.0201 }), SQUARE).secant, "");
});

test("the axis of the losses goes between round numbers around all of them", () => {
  assert.deepEqual(axisOf([0.156, null, 0.322]), { low: 0.15000000000000002, high: 0.35000000000000003, step: 0.05 });
  const flat = axisOf([0.3, 0.3]);
  assert.ok(flat.low < 0.3 && flat.high > 0.3);
  assert.ok(axisOf([null]).high > axisOf([null]).low);
});

test("a round step is 1, 2 or 5 times a power of ten", () => {
  assert.deepEqual([0.3, 1, 4, 6].map(roundStep), [0.5, 1, 5, 10]);
});

test("labels have as many decimals as their distance, and a true minus sign", () => {
  assert.deepEqual([[0.5, 0.5], [-1, 0.5], [0, 0.5], [30, 10]].map(([n = 0, s = 1]) => written(n, s)), [
    "0.5",
    "−1.0",
    "0",
    "30",
  ]);
  assert.equal(written(2e-9, 1e-9), "2×10⁻⁹");
});

test("there are no more labels than places for them", () => {
  for (const high of [0.001, 0.7, 1, 1.5, 2, 3, 6, 8, 95]) {
    const found = picture({ ...square(), low: -high / 3, high }, SQUARE);
    assert.ok(found.x.length <= 8 && found.x.length >= 3, `${high}: ${found.x.length}`);
    const tall = picture(square(), [0, high * 1.01]);
    assert.ok(tall.y.length <= 8 && tall.y.length >= 3, `${high}: ${tall.y.length}`);
  }
});

test("the point is dragged to what stands under it, and not beyond the edges", () => {
  assert.equal(draggedTo(x(0.5), -2, 2), 0.5);
  assert.deepEqual([draggedTo(-50, -2, 2), draggedTo(9999, -2, 2)], [-2, 2]);
});

test("what is seen is said in words", () => {
  assert.equal(
    described(square(), SQUARE),
    "Along w1 the loss goes from 4.00 at −2.00 to 4.00 at 2.00; it is lowest between, near 0, with 0.",
  );
  assert.match(described(square(), [null, null]), /too large to compute with/);
});
