// Which number stands where on a slider, and where a key leads.
// @ts-check

import assert from "node:assert/strict";
import { test } from "node:test";
import {
  endsAround,
  movesSlider,
  numberAt,
  positionAfter,
  positionOf,
  scaleFrom,
  scrubbed,
} from "../../../explainer/browser/assets/scales.js";

const linear = scaleFrom({ low: "-1.0", high: "1.0", scale: "linear", decimals: "3", keystep: "0.01" });
const logarithmic = scaleFrom({ low: "0.0001", high: "10.0", scale: "log", decimals: "3", keystep: "0.05" });
const ends = { least: -1, most: 1 };

test("a scale is what the attributes of its slider say", () => {
  assert.deepEqual(linear, { low: -1, high: 1, logarithmic: false, decimals: 3, keyStep: 0.01 });
});

test("a number on a linear scale has its decimals and no trace of binary fractions", () => {
  assert.equal(numberAt(linear, 0.1 + 0.2), 0.3);
  assert.equal(numberAt(linear, -0.12345), -0.123);
});

test("a number on a logarithmic scale has three digits wherever it is", () => {
  assert.equal(numberAt(logarithmic, -4), 0.0001);
  assert.equal(numberAt(logarithmic, -1.5), 0.0316);
  assert.equal(numberAt(logarithmic, 1), 10);
});

test("the middle of a logarithmic slider is the geometric middle", () => {
  const { least, most } = endsAround(logarithmic, 1);
  assert.equal(numberAt(logarithmic, (least + most) / 2), 0.0316);
});

for (const scale of [linear, logarithmic]) {
  test(`a number stands where it is read, on a ${scale.logarithmic ? "logarithmic" : "linear"} scale`, () => {
    for (const number of [0.0001, 0.012, 0.4, 1]) {
      assert.equal(numberAt(scale, positionOf(scale, number)), scale.logarithmic ? number : Number(number.toFixed(3)));
    }
  });
}

test("what is too small for a logarithmic scale stands at its beginning", () => {
  assert.equal(positionOf(logarithmic, 0), -4);
  assert.equal(positionOf(logarithmic, 1e-9), -4);
});

test("a number typed beyond a linear scale makes it longer, on that side alone", () => {
  assert.deepEqual(endsAround(linear, 0.4), { least: -1, most: 1 });
  assert.deepEqual(endsAround(linear, 7), { least: -1, most: 7 });
  assert.deepEqual(endsAround(linear, -7), { least: -7, most: 1 });
});

test("an arrow key goes one step, to the right and up for more", () => {
  for (const key of ["ArrowRight", "ArrowUp"]) assert.equal(positionAfter(key, 0.5, 0.01, ends), 0.51);
  for (const key of ["ArrowLeft", "ArrowDown"]) assert.equal(positionAfter(key, 0.5, 0.01, ends), 0.49);
});

test("a page key goes ten steps", () => {
  assert.equal(positionAfter("PageUp", 0.5, 0.01, ends), 0.6);
  assert.equal(positionAfter("PageDown", 0.5, 0.01, ends), 0.4);
});

test("Home and End go to the ends, and no key goes beyond them", () => {
  assert.equal(positionAfter("Home", 0.5, 0.01, ends), -1);
  assert.equal(positionAfter("End", 0.5, 0.01, ends), 1);
  assert.equal(positionAfter("PageUp", 0.95, 0.01, ends), 1);
  assert.equal(positionAfter("ArrowLeft", -1, 0.01, ends), -1);
});

test("a slider leaves all other keys to the page", () => {
  const its = ["ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown", "PageUp", "PageDown", "Home", "End"];
  assert.ok(its.every(movesSlider));
  for (const key of ["Tab", "Enter", " ", "h", "p", "Escape", "toString"]) assert.equal(movesSlider(key), false, key);
});

test("two hundred pixels to the right are one more", () => {
  assert.equal(scrubbed("w5", 0.4, 200), 1.4);
  assert.equal(scrubbed("w5", 0.4, -1), 0.395);
});

test("a share that is scrubbed stays one", () => {
  assert.equal(scrubbed("momentum", 0.5, 20), 0.6);
  assert.equal(scrubbed("beta1", 0.9, 200), 0.999);
  assert.equal(scrubbed("beta2", 0.5, -200), 0);
});

test("weight decay and epsilon are scrubbed along a logarithm", () => {
  assert.equal(scrubbed("l2", 0.01, 200), 0.1);
  assert.equal(scrubbed("epsilon", 1e-8, -200), 1e-9);
});

test("two hundred pixels to the right are a learning rate ten times as large, from zero too", () => {
  assert.equal(scrubbed("learning_rate", 0.01, 200), 0.1);
  assert.equal(scrubbed("learning_rate", 0, 200), 1e-5);
});
