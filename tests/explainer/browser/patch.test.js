// Only what changes is written: the numbers of a page are put in place many times a second.
// @ts-check

import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import {
  beginChange,
  keepUntilHeard,
  patch,
  show,
  shown,
  unwatch,
  watch,
} from "../../../explainer/browser/assets/patch.js";

/** @import { Places } from "../../../explainer/browser/assets/patch.js" */

/** An element that notes what is written to it. */
class FakeElement {
  /** @type {string[]} */
  written = [];

  /** @type {Record<string, string>} */
  dataset = {};

  /** @type {Set<string>} */
  attributes = new Set();

  isConnected = true;
  classList = { toggle: () => {} };
  #text = "";
  #value = "";

  /** @param {Record<string, string>} [properties] */
  constructor(properties = {}) {
    this.style = {
      getPropertyValue: (/** @type {string} */ name) => properties[name] ?? "",
      setProperty: (/** @type {string} */ name, /** @type {string} */ value) => {
        properties[name] = value;
        this.written.push(`${name}: ${value}`);
      },
    };
  }

  get textContent() {
    return this.#text;
  }

  set textContent(text) {
    this.#text = text;
    this.written.push(text);
  }

  get value() {
    return this.#value;
  }

  set value(value) {
    this.#value = value;
    this.written.push(value);
  }

  /**
   * @param {string} _where
   * @param {string} markup
   */
  insertAdjacentHTML(_where, markup) {
    this.written.push(markup);
  }

  /**
   * @param {string} name
   * @param {boolean} [on]
   */
  toggleAttribute(name, on = true) {
    if (on) this.attributes.add(name);
    else this.attributes.delete(name);
  }

  /** @param {string} name */
  setAttribute(name) {
    this.attributes.add(name);
  }

  /** @param {string} name */
  removeAttribute(name) {
    this.attributes.delete(name);
  }
}

/**
 * @param {Record<string, unknown>} some
 * @returns {Places}
 */
function places(some) {
  return /** @type {any} */ ({
    root: new FakeElement(),
    texts: [],
    marks: [],
    ghosts: [],
    befores: [],
    sliders: [],
    boxes: [],
    able: [],
    notes: [],
    ...some,
  });
}

beforeEach(() => {
  show({ run: 1, texts: {}, marks: {}, largest: 0, values: {}, start: {}, refused: {}, able: [], notes: [] });
});

test("a number is written when it changes, and only then", () => {
  const element = new FakeElement();
  const own = places({ texts: [{ element, name: "loss", key: "loss" }] });
  for (const loss of ["0.1", "0.1", "−0.2"]) {
    shown.texts = { loss };
    patch(own);
  }
  assert.deepEqual(element.written, ["0.1", "−0.2"]);
  assert.ok(element.attributes.has("data-negative"));
});

test("a term that is not among the numbers is left as it is", () => {
  const element = new FakeElement();
  patch(places({ texts: [{ element, name: "loss", key: "loss" }], marks: [{ element, term: "loss" }] }));
  assert.deepEqual(element.written, []);
});

test("a number in a drawing tells its length where that is asked for, and only when it changes", () => {
  const element = new FakeElement({ "--length": "3" });
  const own = places({ texts: [{ element, name: "w5", key: "w5" }] });
  for (const w5 of ["0.4", "0.41", "0.42"]) {
    shown.texts = { w5 };
    patch(own);
  }
  assert.deepEqual(element.written, ["0.4", "0.41", "--length: 4", "0.42"]);
});

test("a number can be dragged where it stands if a reader may change it", () => {
  const own = { w5: new FakeElement(), loss: new FakeElement() };
  shown.texts = { w5: "0.4", loss: "0.1" };
  shown.values = { w5: 0.4 };
  patch(places({ texts: Object.entries(own).map(([name, element]) => ({ element, name, key: name })) }));
  assert.ok(own.w5.attributes.has("data-scrub"));
  assert.equal(own.loss.attributes.has("data-scrub"), false);
});

test("a mark has a size and a sign", () => {
  const element = new FakeElement();
  const own = places({ marks: [{ element, term: "dL_dw5" }] });
  shown.marks = { dL_dw5: -0.25 };
  patch(own);
  patch(own);
  assert.deepEqual(element.written, ["--size: 0.2500"]);
  assert.equal(element.dataset.sign, "-");
});

/** A place for a ghost and one for the number before. */
function past() {
  const ghost = new FakeElement();
  const before = new FakeElement();
  const term = "dL_dw5";
  return { ghost, before, own: places({ ghosts: [{ element: ghost, term }], befores: [{ element: before, term }] }) };
}

test("while numbers move it is shown where they were, on the scale of now", () => {
  const { ghost, before, own } = past();
  show({ marks: { dL_dw5: -0.5 }, largest: 1, texts: { dL_dw5: "−0.50" } });
  beginChange();
  show({ marks: { dL_dw5: 1 }, largest: 2, texts: { dL_dw5: "2.00" } });
  patch(own);
  assert.deepEqual([ghost.written, ghost.dataset.sign], [["--size: 0.2500"], "-"]);
  assert.equal(ghost.attributes.has("hidden"), false);
  assert.equal(before.textContent, "was −0.50");
});

test("what has not moved, though others have, leaves no ghost", () => {
  const { ghost, before, own } = past();
  show({ marks: { dL_dw5: 0.5 }, largest: 1, texts: { dL_dw5: "0.50" } });
  beginChange();
  show({ marks: { dL_dw5: 0.25 }, largest: 2, texts: { dL_dw5: "0.50" } });
  patch(own);
  assert.deepEqual([ghost.written, before.textContent], [[], ""]);
});

test("a ghost is gone as soon as something else is done", () => {
  const { ghost, before, own } = past();
  show({ marks: { dL_dw5: 0.5 }, largest: 1, texts: { dL_dw5: "0.50" } });
  beginChange();
  show({ marks: { dL_dw5: 1 }, largest: 1, texts: { dL_dw5: "1.00" } });
  patch(own);
  show({ run: 2 });
  patch(own);
  assert.deepEqual([ghost.attributes.has("hidden"), before.textContent], [true, ""]);
});

test("a slider is put where its number is, but not under a hand", () => {
  /** @type {number[]} */
  const put = [];
  const slider = { name: "w5", number: 0.4, isHeld: false, put: (/** @type {number} */ number) => put.push(number) };
  const own = places({ sliders: [slider] });
  shown.values = { w5: 0.4 };
  patch(own);
  shown.values = { w5: 0.5 };
  patch(own);
  slider.isHeld = true;
  patch(own);
  assert.deepEqual(put, [0.5]);
});

test("a box shows its number with a true minus, but not while it is typed in or refused", () => {
  const element = new FakeElement();
  const own = places({ boxes: [{ element, name: "w5" }] });
  shown.values = { w5: -0.5 };
  patch(own);
  element.dataset.typing = "1";
  shown.values = { w5: 0.6 };
  patch(own);
  delete element.dataset.typing;
  shown.refused = { w5: "no number" };
  patch(own);
  assert.deepEqual(element.written, ["−0.5"]);
  assert.ok(element.attributes.has("aria-invalid"));
});

test("a text that was handed over stays in its box until the session has said what it makes of it", () => {
  const element = new FakeElement();
  const own = places({ boxes: [{ element, name: "w5" }] });
  keepUntilHeard(/** @type {any} */ (element));
  show({ values: { w5: 0.5 } });
  patch(own);
  assert.deepEqual(element.written, []);
  show({ values: { w5: 0.6 }, refused: {} });
  patch(own);
  assert.deepEqual(element.written, ["0.6"]);
});

test("where there is nothing to say, it is said what can be done", () => {
  const element = new FakeElement();
  element.dataset.hint = "Drag any number.";
  const own = places({ notes: [element] });
  patch(own);
  shown.refused = { w5: "No number." };
  patch(own);
  assert.deepEqual(element.written, ["Drag any number.", "No number."]);
});

test("what was typed is put as text, and remarks as markup after it", () => {
  const element = new FakeElement();
  const own = places({ notes: [element] });
  shown.refused = { w5: "No <b>number</b>." };
  shown.notes = ["<i>a</i> is saturated."];
  patch(own);
  patch(own);
  assert.deepEqual(element.written, ["No <b>number</b>.", " <i>a</i> is saturated."]);
});

test("where only what could not be used is said, no remark takes the place of what can be done", () => {
  const element = new FakeElement();
  Object.assign(element.dataset, { notes: "refused", hint: "Paste a block." });
  shown.refused = {};
  shown.notes = ["<i>a</i> is saturated."];
  patch(places({ notes: [element] }));
  assert.deepEqual(element.written, ["Paste a block."]);
});

test("numbers are put wherever they are watched, as long as that is on the page", () => {
  const [here, gone, left] = [new FakeElement(), new FakeElement(), new FakeElement()];
  const all = [here, gone, left].map((element) => places({ texts: [{ element, name: "loss", key: "loss" }] }));
  for (const own of all) watch(own);
  const [, second, third] = all;
  if (second) unwatch(second);
  if (third) Object.assign(third.root, { isConnected: false });
  show({ texts: { loss: "0.1" } });
  assert.deepEqual([here.written, gone.written, left.written], [["0.1"], [], []]);
});

test("what there is nothing for is off", () => {
  const undo = new FakeElement();
  const redo = new FakeElement();
  Object.assign(undo.dataset, { act: "undo" });
  Object.assign(redo.dataset, { act: "redo" });
  shown.able = ["undo"];
  patch(places({ able: [undo, redo] }));
  assert.deepEqual([undo, redo].map((button) => /** @type {any} */ (button).ariaDisabled), [null, "true"]);
});
