// What a key is called, and who gets it.
// @ts-check

import assert from "node:assert/strict";
import { test } from "node:test";
import { keeps, nameOf } from "../../../explainer/browser/assets/keys.js";

const PLAIN = { ctrlKey: false, metaKey: false, altKey: false, shiftKey: false };

for (
  const [name, event] of /** @type {[string, Partial<KeyboardEvent>][]} */ ([
    ["ArrowRight", { key: "ArrowRight" }],
    ["h", { key: "H", shiftKey: true }],
    ["?", { key: "?", shiftKey: true }],
    ["Mod+z", { key: "z", ctrlKey: true }],
    ["Mod+z", { key: "z", metaKey: true }],
    ["Mod+Shift+z", { key: "Z", ctrlKey: true, shiftKey: true }],
    ["Alt+ArrowLeft", { key: "ArrowLeft", altKey: true }],
    ["Shift+ArrowLeft", { key: "ArrowLeft", shiftKey: true }],
    ["Mod+h", { key: "h", ctrlKey: true }],
  ])
) {
  test(`${JSON.stringify(event)} is called ${name}`, () => {
    assert.equal(nameOf({ ...PLAIN, key: "", ...event }), name);
  });
}

/**
 * An element that stands in what some selectors name.
 *
 * @param {string[]} inside
 * @param {Record<string, string>} [dataset]
 * @returns {any}
 */
function focused(inside, dataset = {}) {
  /** @param {string} selectors */
  const closest = (selectors) => selectors.split(", ").some((one) => inside.includes(one)) ? { dataset } : null;
  return { closest };
}

test("a page keeps no key", () => {
  assert.equal(keeps(focused([]), "ArrowRight"), false);
});

test("a slider and a group keep the keys that move in them, and no others", () => {
  for (const place of ["[data-slider]", "[data-roving]", "[role=radio]"]) {
    assert.equal(keeps(focused([place]), "ArrowRight"), true);
    assert.equal(keeps(focused([place]), "h"), false);
    assert.equal(keeps(focused([place]), "Mod+z"), false);
  }
});

test("a box keeps its keys, but the app undoes the number that stands in it", () => {
  assert.equal(keeps(focused(["[data-box]"]), "1"), true);
  assert.equal(keeps(focused(["[data-box]"]), "Escape"), true);
  assert.equal(keeps(focused(["[data-box]"]), "Mod+z"), false);
});

test("what is being typed into a box is the browser's to undo", () => {
  assert.equal(keeps(focused(["[data-box]"], { typing: "1" }), "Mod+z"), true);
});

test("a dialog and an open list keep every key", () => {
  for (const place of ["[role=dialog]", "[role=combobox]"]) assert.equal(keeps(focused([place]), "Escape"), true);
});
