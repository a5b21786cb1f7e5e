// What a thumb on a slider means.
// @ts-check

import assert from "node:assert/strict";
import { test } from "node:test";
import { draggedTo, wayOf } from "../../../explainer/browser/assets/touch.js";

test("a thumb that stands still, however unsteadily, leads nowhere", () => {
  assert.equal(wayOf(0, 0), "nowhere");
  assert.equal(wayOf(7, -7), "nowhere");
});

test("a thumb that moves up or down scrolls, also when it drifts", () => {
  assert.equal(wayOf(0, 8), "across");
  assert.equal(wayOf(-20, -40), "across");
  assert.equal(wayOf(12, 12), "across");
});

test("a thumb that moves sideways changes the number", () => {
  assert.equal(wayOf(8, 0), "along");
  assert.equal(wayOf(-40, 20), "along");
});

test("a slider follows from where it was, to its ends at most", () => {
  const ends = { least: -1, most: 1 };
  assert.equal(draggedTo(0.4, 0, ends), 0.4);
  assert.equal(draggedTo(0.4, 0.25, ends), 0.9);
  assert.equal(draggedTo(0.4, 0.5, ends), 1);
  assert.equal(draggedTo(0.4, -1, ends), -1);
});
