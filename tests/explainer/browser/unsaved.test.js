// An edit of the last moment comes back with its link, once.
// @ts-check

import assert from "node:assert/strict";
import { test } from "node:test";
import { keep, reloadsIn, takeKept } from "../../../explainer/browser/assets/unsaved.js";
import { FakeStorage } from "./fakes.js";

const unsaved = { before: ["undo"], edits: { values: { w5: 0.5 }, texts: { w1: "0,5" } }, after: ["move:1"] };

function made() {
  const storage = new FakeStorage();
  return () => storage;
}

test("what was kept for a link is found under it, once", () => {
  const storage = made();
  keep(storage, "/chain_rule", unsaved);
  assert.deepEqual(takeKept(storage, "/chain_rule"), unsaved);
  assert.equal(takeKept(storage, "/chain_rule"), null);
});

test("under another link it is not found, and no longer under its own", () => {
  const storage = made();
  keep(storage, "/chain_rule", unsaved);
  assert.equal(takeKept(storage, "/chain_rule?preset=mazur"), null);
  assert.equal(takeKept(storage, "/chain_rule"), null);
});

for (const nothing of [null, { before: [], edits: null, after: [] }]) {
  test(`a page that is left with nothing unsaved leaves nothing: ${JSON.stringify(nothing)}`, () => {
    const storage = made();
    keep(storage, "/chain_rule", unsaved);
    keep(storage, "/chain_rule", nothing);
    assert.equal(takeKept(storage, "/chain_rule"), null);
  });
}

for (const act of [{ ...unsaved, edits: null, after: [] }, { ...unsaved, edits: null, before: [] }]) {
  test(`acts alone are kept too: ${JSON.stringify(act)}`, () => {
    const storage = made();
    keep(storage, "/chain_rule", act);
    assert.deepEqual(takeKept(storage, "/chain_rule"), act);
  });
}

test("what an earlier version kept is left alone", () => {
  const storage = made();
  storage().setItem("backprop-unsaved", JSON.stringify({ link: "/chain_rule", edits: {} }));
  assert.equal(takeKept(storage, "/chain_rule"), null);
});

test("reloads are counted over them, until there is nothing to count", () => {
  const storage = made();
  assert.equal(reloadsIn(storage).get(), 0);
  assert.ok(reloadsIn(storage).set(2));
  assert.equal(reloadsIn(storage).get(), 2);
  reloadsIn(storage).set(0);
  assert.equal(reloadsIn(storage).get(), 0);
});

test("a browser that keeps nothing does no harm", () => {
  const storage = () => {
    throw new DOMException("denied", "SecurityError");
  };
  keep(storage, "/chain_rule", unsaved);
  assert.equal(takeKept(storage, "/chain_rule"), null);
  assert.equal(reloadsIn(storage).set(1), false);
  assert.equal(reloadsIn(storage).get(), 0);
});
