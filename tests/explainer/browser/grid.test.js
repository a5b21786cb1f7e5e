// A block that is pasted into a grid is told as it is, and the keys lead up and down a column.
// @ts-check

import assert from "node:assert/strict";
import { test } from "node:test";
import { along, isBlock } from "../../../explainer/browser/assets/grid.js";

test("what holds several numbers is a block, however they stand apart", () => {
  const blocks = [
    "1\t2",
    "1\n2",
    "1;2",
    "0,5;0,25",
    "1, 2",
    "0.1, -0.2",
    "0.1 0.2",
    "−1 −2",
    "[[0.1, 0.2], [0.3, 0.4]]",
    "1,2,3",
  ];
  for (const text of blocks) assert.equal(isBlock(text), true, text);
});

test("one number is left to its box, however it is written", () => {
  const numbers = ["0.5", "0,5", " 0.5\n", "1/3", "1 / 3", "− 0.4", "1.2e-3", "1.2×10⁻³", "1.2 × 10^-3", "abc", ""];
  for (const text of numbers) assert.equal(isBlock(text), false, text);
});

const CELLS = ["0:0:0", "0:0:1", "0:1:0", "0:1:1", "0:2:0"];

test("a key leads to the next box of the same column, down and up", () => {
  assert.equal(along(CELLS, "0:0:1", 1), 3);
  assert.equal(along(CELLS, "0:1:0", -1), 0);
});

test("from every column a key leads to the one box of a row that all share, and back to the first column", () => {
  assert.equal(along(CELLS, "0:1:1", 1), 4);
  assert.equal(along(CELLS, "0:2:0", -1), 2);
});

test("at the ends of a column there is nowhere to go", () => {
  assert.equal(along(CELLS, "0:2:0", 1), undefined);
  assert.equal(along(CELLS, "0:0:0", -1), undefined);
});
