// Never more than a few questions at a time, and never an old answer after a new one.
// @ts-check

import assert from "node:assert/strict";
import { test } from "node:test";
import { Pacing } from "../../../explainer/browser/assets/pacing.js";

test("two questions may be under way, and an answer makes room for one more", () => {
  const pacing = new Pacing();
  const first = pacing.next();
  assert.ok(pacing.isFree);
  pacing.next();
  assert.equal(pacing.isFree, false);
  assert.ok(pacing.answered(first));
  assert.ok(pacing.isFree);
});

test("an answer that is older than one that came is no news", () => {
  const pacing = new Pacing();
  const first = pacing.next();
  const second = pacing.next();
  assert.ok(pacing.answered(second));
  assert.equal(pacing.answered(first), false);
  assert.equal(pacing.answered(second), false);
});

test("questions that are given up hold nothing up, and a late answer is news all the same", () => {
  const pacing = new Pacing();
  const first = pacing.next();
  const second = pacing.next();
  pacing.giveUp();
  assert.ok(pacing.isFree);
  assert.ok(pacing.answered(first));
  assert.ok(pacing.answered(second));
});
