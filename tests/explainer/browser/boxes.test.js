// A box shows as much of a number as fits, and all of it while a reader is in it.
// @ts-check

import assert from "node:assert/strict";
import { test } from "node:test";
import { exactly, fitting, textIn } from "../../../explainer/browser/assets/boxes.js";

const ROOM = 7;

for (
  const [number, text] of /** @type {[number, string][]} */ ([
    [0.4, "0.4"],
    [-0.5, "−0.5"],
    [0.0001, "0.0001"],
    [0.150822834, "0.15082"],
    [-1.75737, "−1.7574"],
    [-1234.5678, "−1234.6"],
    [1234567.8, "1234568"],
    [-0.0000123456, "−1.2e−5"],
    [1e300, "1e300"],
    [0, "0"],
  ])
) {
  test(`a box has room for ${text} of ${number}`, () => {
    assert.equal(fitting(number), text);
  });
}

test("no number is cut by its box", () => {
  for (let exponent = -300; exponent <= 300; exponent += 7) {
    for (const number of [1.23456789 * 10 ** exponent, -9.87654321 * 10 ** exponent]) {
      const text = fitting(number);
      assert.ok(text.length <= ROOM, text);
      const read = Number(text.replaceAll("−", "-"));
      assert.ok(Math.abs(read - number) <= 0.6 * Math.abs(number), `${text} of ${number}`);
    }
  }
});

test("the sign and the leading digit are those of the number", () => {
  assert.match(fitting(-1234.5678), /^−1/);
});

test("a number that a reader is at is exact", () => {
  assert.equal(textIn(0.150822834, { focused: "1" }), "0.150822834");
  assert.equal(textIn(0.150822834, {}), "0.15082");
});

test("an exact number is read back as it is", () => {
  for (const number of [0.1 + 0.2, -1234.5678, 5e-324, 1e21]) {
    assert.equal(Number(exactly(number).replaceAll("−", "-")), number);
  }
});
