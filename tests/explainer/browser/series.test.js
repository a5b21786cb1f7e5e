// Several presses of a key are one change.
// @ts-check

import assert from "node:assert/strict";
import { test } from "node:test";
import { PAUSE_MS, Series } from "../../../explainer/browser/assets/series.js";
import { FakeClock } from "./fakes.js";

function made() {
  const clock = new FakeClock();
  /** @type {number[]} */
  const ends = [];
  return { clock, ends, series: new Series(() => ends.push(clock.now), clock) };
}

test("a series ends once, a pause after the last press", () => {
  const { clock, ends, series } = made();
  for (let press = 0; press < 10; press++) {
    series.go("w5");
    clock.pass(PAUSE_MS - 1);
  }
  assert.deepEqual(ends, []);
  clock.pass(10 * PAUSE_MS);
  assert.deepEqual(ends, [9 * (PAUSE_MS - 1) + PAUSE_MS]);
});

test("a series that is ended leaves nothing to come", () => {
  const { clock, ends, series } = made();
  series.go("w5");
  series.end();
  assert.deepEqual(ends, [0]);
  assert.equal(clock.due, 0);
});

test("without a series there is no end", () => {
  const { ends, series } = made();
  series.end();
  assert.deepEqual(ends, []);
});

test("the series of another number is another series", () => {
  const { clock, ends, series } = made();
  series.go("w5");
  clock.pass(10);
  series.go("w6");
  assert.deepEqual(ends, [10]);
  assert.equal(series.name, "w6");
});

test("a series has ended already when that is told", () => {
  const clock = new FakeClock();
  /** @type {string[]} */
  const names = [];
  /** @type {Series} */
  const series = new Series(() => names.push(series.name), clock);
  series.go("w5");
  series.end();
  assert.deepEqual(names, [""]);
});
