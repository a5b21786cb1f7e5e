// Only what changes is written: the numbers of a page are put in place many times a second.
// @ts-check

import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { patch, show, shown, unwatch, watch } from "../../../explainer/browser/assets/patch.js";

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
    sliders: [],
    boxes: [],
    able: [],
    notes: [],
    ...some,
  });
}

beforeEach(() => {
  Object.assign(shown, { run: 1, texts: {}, marks: {}, values: {}, refused: {}, able: [], notes: [] });
});

test("a number is written when it changes, and only then", () => {
  const element = new FakeElement();
  const own = places({ texts: [{ element, term: "loss", key: "loss" }] });
  for (const loss of ["0.1", "0.1", "−0.2"]) {
    shown.texts = { loss };
    patch(own);
  }
  assert.deepEqual(element.written, ["0.1", "−0.2"]);
  assert.ok(element.attributes.has("data-negative"));
});

test("a term that is not among the numbers is left as it is", () => {
  const element = new FakeElement();
  patch(places({ texts: [{ element, term: "loss", key: "loss" }], marks: [{ element, term: "loss" }] }));
  assert.deepEqual(element.written, []);
});

test("a number in a drawing tells its length where that is asked for, and only when it changes", () => {
  const element = new FakeElement({ "--length": "3" });
  const own = places({ texts: [{ element, term: "w5", key: "w5" }] });
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
  patch(places({ texts: Object.entries(own).map(([term, element]) => ({ element, term, key: term })) }));
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

test("numbers are put wherever they are watched, as long as that is on the page", () => {
  const [here, gone, left] = [new FakeElement(), new FakeElement(), new FakeElement()];
  const all = [here, gone, left].map((element) => places({ texts: [{ element, term: "loss", key: "loss" }] }));
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
