// What the browser's Back finds: one place for each thing that a reader did.
// @ts-check

import assert from "node:assert/strict";
import { test } from "node:test";
import { Entries } from "../../../explainer/browser/assets/history.js";

test("the first address after a deed is a place of its own, the next ones belong to it", () => {
  const places = new Entries();
  places.begin();
  assert.deepEqual([places.next(), places.next()], ["pushState", "replaceState"]);
  places.finish();
  places.begin();
  assert.equal(places.next(), "pushState");
});

test("what follows going back makes no new place", () => {
  const places = new Entries();
  places.begin();
  places.goBack();
  assert.equal(places.next(), "replaceState");
});

test("an address that the page has not shown is no place to return to, however often it was clicked", () => {
  const places = new Entries();
  places.begin();
  assert.equal(places.next(), "pushState");
  places.begin(); // a second click
  assert.deepEqual([places.next(), places.next()], ["replaceState", "replaceState"]);
});

test("what was done before a page was shown is a place of its own after that", () => {
  const places = new Entries();
  places.begin();
  places.next();
  places.begin();
  places.next();
  places.finish();
  assert.deepEqual([places.next(), places.next()], ["pushState", "replaceState"]);
});

test("going back leaves nothing unfinished", () => {
  const places = new Entries();
  places.begin();
  places.next();
  places.goBack();
  places.begin();
  assert.equal(places.next(), "pushState");
});
