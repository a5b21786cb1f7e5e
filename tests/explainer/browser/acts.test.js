// No act is lost and none is done twice, however reports and answers meet.
// @ts-check

import assert from "node:assert/strict";
import { test } from "node:test";
import { Acts } from "../../../explainer/browser/assets/acts.js";

/** @returns {{ acts: Acts, sent: { first: number, acts: string[] }[], hear: (taken: number) => void }} */
function made() {
  const acts = new Acts();
  /** @type {{ first: number, acts: string[] }[]} */
  const sent = [];
  return { acts, sent, hear: (taken) => acts.hear(taken, (_, report) => sent.push(report)) };
}

test("each report contains all that the session has not taken over", () => {
  const { acts, sent, hear } = made();
  hear(0);
  acts.do("a");
  acts.do("b");
  hear(1);
  acts.do("c");
  assert.deepEqual(sent, [{ first: 1, acts: ["a"] }, { first: 1, acts: ["a", "b"] }, { first: 2, acts: ["b", "c"] }]);
});

test("what is done before there is a session is told when there is one", () => {
  const { acts, sent, hear } = made();
  acts.do("a");
  hear(0);
  assert.deepEqual(sent, [{ first: 1, acts: ["a"] }]);
});

test("all is done when the session has taken it over", () => {
  const { acts, hear } = made();
  hear(0);
  acts.do("a");
  assert.equal(acts.isDone, false);
  hear(1);
  assert.equal(acts.isDone, true);
});

test("a session that begins anew counts on from what it is told", () => {
  const { acts, sent, hear } = made();
  hear(0);
  acts.do("a");
  hear(1);
  hear(0);
  acts.do("b");
  assert.deepEqual(sent.at(-1), { first: 2, acts: ["b"] });
});
