// What the browser's Back finds: one place for each thing that a reader did.
// @ts-check

import assert from "node:assert/strict";
import { test } from "node:test";
import { Entries } from "../../../explainer/browser/assets/history.js";

test("the first address after a deed is a place of its own, the next ones belong to it", () => {
  const places = new Entries();
  places.begin();
  assert.deepEqual([places.next(false), places.next(false)], ["pushState", "replaceState"]);
  places.begin();
  assert.equal(places.next(false), "pushState");
});

test("what follows going back makes no new place", () => {
  const places = new Entries();
  places.begin();
  places.goBack();
  assert.equal(places.next(false), "replaceState");
});

test("the address of a page that is turned to is no place before it says what is on the page", () => {
  const places = new Entries();
  places.begin();
  assert.equal(places.next(true), "pushState");
  places.begin(); // a second click
  assert.deepEqual([places.next(true), places.next(false)], ["replaceState", "replaceState"]);
});

test("what was done on a page before its address was finished is a place of its own after that", () => {
  const places = new Entries();
  places.begin();
  places.next(true);
  places.begin();
  places.next(false);
  places.finish();
  assert.deepEqual([places.next(false), places.next(false)], ["pushState", "replaceState"]);
});

test("going back leaves nothing unfinished", () => {
  const places = new Entries();
  places.begin();
  places.next(true);
  places.goBack();
  places.begin();
  assert.equal(places.next(false), "pushState");
});
