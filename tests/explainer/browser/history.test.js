// What the browser's Back finds: one place for each thing that a reader did.
// @ts-check

import assert from "node:assert/strict";
import { test } from "node:test";
import { Entries } from "../../../explainer/browser/assets/history.js";

test("the first address after a deed is a place of its own, the next ones belong to it", () => {
  const places = new Entries();
  places.begin();
  assert.deepEqual([places.next(), places.next()], ["pushState", "replaceState"]);
  places.begin();
  assert.equal(places.next(), "pushState");
});

test("what follows going back makes no new place", () => {
  const places = new Entries();
  places.begin();
  places.goBack();
  assert.equal(places.next(), "replaceState");
});
