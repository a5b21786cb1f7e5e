// An edit of the last moment comes back with its link, once.
// @ts-check

import assert from "node:assert/strict";
import { test } from "node:test";
import { keep, takeKept } from "../../../explainer/browser/assets/unsaved.js";
import { FakeStorage } from "./fakes.js";

const edits = { values: { w5: 0.5 }, texts: { w1: "0,5" } };

function made() {
  const storage = new FakeStorage();
  return () => storage;
}

test("what was kept for a link is found under it, once", () => {
  const storage = made();
  keep(storage, "/chain_rule", edits);
  assert.deepEqual(takeKept(storage, "/chain_rule"), edits);
  assert.equal(takeKept(storage, "/chain_rule"), null);
});

test("under another link it is not found, and no longer under its own", () => {
  const storage = made();
  keep(storage, "/chain_rule", edits);
  assert.equal(takeKept(storage, "/chain_rule?preset=mazur"), null);
  assert.equal(takeKept(storage, "/chain_rule"), null);
});

test("a page that is left with nothing unsaved leaves nothing", () => {
  const storage = made();
  keep(storage, "/chain_rule", edits);
  keep(storage, "/chain_rule", null);
  assert.equal(takeKept(storage, "/chain_rule"), null);
});

test("a browser that keeps nothing does no harm", () => {
  const storage = () => {
    throw new DOMException("denied", "SecurityError");
  };
  keep(storage, "/chain_rule", edits);
  assert.equal(takeKept(storage, "/chain_rule"), null);
});
