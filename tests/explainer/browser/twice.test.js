// A double click is for one thing.
// @ts-check

import assert from "node:assert/strict";
import { test } from "node:test";
import { Presses } from "../../../explainer/browser/assets/twice.js";

/** @param {number} at @param {string} called @param {number} x */
function press(at, called, x = 100) {
  return { at, x, y: 50, on: called ? {} : null, called };
}

test("a second click is not for what the first has brought under the pointer", () => {
  const presses = new Presses();
  assert.equal(presses.isStray(press(0, "button Show")), false);
  assert.equal(presses.isStray(press(150, "g parameter:w5")), true);
  assert.equal(presses.isStray(press(300, "g parameter:w5")), true); // nor is a third
});

test("a second click on the same control counts, also where it is drawn anew", () => {
  const presses = new Presses();
  presses.isStray(press(0, "button Next"));
  assert.equal(presses.isStray(press(60, "button Next")), false);
});

test("a control that says something else after a click is the same", () => {
  const presses = new Presses();
  const button = press(0, "button Hide");
  presses.isStray(button);
  assert.equal(presses.isStray({ ...button, at: 60, called: "button Show" }), false);
});

test("what a click has opened over the page is not shut by its second", () => {
  const presses = new Presses();
  presses.isStray(press(0, "button help"));
  assert.equal(presses.isStray(press(200, "")), true);
});

test("a later click, one elsewhere, and one after nothing was hit are clicks of their own", () => {
  const presses = new Presses();
  presses.isStray(press(0, "button one"));
  assert.equal(presses.isStray(press(600, "button other")), false);
  assert.equal(presses.isStray(press(700, "button third", 200)), false);
  presses.isStray(press(1400, "", 200));
  assert.equal(presses.isStray(press(1500, "button fourth", 200)), false);
});
