// What is pending stays so until the session has taken over just that.
// @ts-check

import assert from "node:assert/strict";
import { test } from "node:test";
import { Pending } from "../../../explainer/browser/assets/pending.js";

test("of several numbers under one name the last is pending", () => {
  const pending = new Pending();
  pending.set({ w5: 0.4 });
  pending.set({ w5: 0.5, w6: 1 });
  assert.deepEqual(pending.commit(1), { values: { w5: 0.5, w6: 1 }, texts: {} });
});

test("a commit contains what earlier ones on their way contain", () => {
  const pending = new Pending();
  pending.type({ w1: "0.5" });
  pending.commit(1);
  pending.set({ w5: 0.5 });
  assert.deepEqual(pending.commit(2), { values: { w5: 0.5 }, texts: { w1: "0.5" } });
});

test("a commit stays as it was made", () => {
  const pending = new Pending();
  pending.set({ w5: 0.4 });
  const commit = pending.commit(1);
  pending.set({ w5: 0.5 });
  assert.deepEqual(commit.values, { w5: 0.4 });
});

test("what has been taken over is no longer pending", () => {
  const pending = new Pending();
  pending.set({ w5: 0.4 });
  pending.type({ w1: "0.5" });
  pending.commit(3);
  pending.takenOver(2);
  assert.equal(pending.commits, 1);
  pending.takenOver(3);
  assert.equal(pending.commits, 0);
  assert.ok(pending.isEmpty);
});

test("what was changed again since its commit is still pending", () => {
  const pending = new Pending();
  pending.set({ w5: 0.4, w6: 1 });
  pending.type({ w1: "0.5" });
  pending.commit(1);
  pending.set({ w5: 0.5 });
  pending.type({ w1: "0.6" });
  pending.takenOver(1);
  assert.deepEqual(pending.copy(), { values: { w5: 0.5 }, texts: { w1: "0.6" } });
});

test("a commit takes earlier ones with it", () => {
  const pending = new Pending();
  pending.set({ w5: 0.4 });
  pending.commit(1);
  pending.commit(2);
  pending.takenOver(2);
  assert.equal(pending.commits, 0);
});

test("a number that is set later takes the place of what was typed", () => {
  const pending = new Pending();
  pending.type({ w5: "0.5" });
  pending.set({ w5: 0.6 });
  assert.deepEqual(pending.copy(), { values: { w5: 0.6 }, texts: {} });
});

test("a number stays beside what was typed later, which may be refused", () => {
  const pending = new Pending();
  pending.set({ w5: 0.6 });
  pending.type({ w5: "banana" });
  assert.deepEqual(pending.copy(), { values: { w5: 0.6 }, texts: { w5: "banana" } });
});

test("what was typed is pending but no number to ask about", () => {
  const pending = new Pending();
  pending.type({ w5: "0.5" });
  assert.equal(pending.hasValues, false);
  assert.equal(pending.isEmpty, false);
});

test("changes outlast a session that is gone", () => {
  const pending = new Pending();
  pending.set({ w5: 0.4 });
  pending.commit(7);
  pending.commitsAreLost();
  assert.equal(pending.commits, 0);
  assert.deepEqual(pending.values, { w5: 0.4 });
});
