// No act is lost and none is done twice, however reports and answers meet.
// @ts-check

import assert from "node:assert/strict";
import { test } from "node:test";
import { Acts, isLong } from "../../../explainer/browser/assets/acts.js";

/** @import { Acted } from "../../../explainer/browser/assets/acts.js" */

function made() {
  /** @type {(() => void)[]} */
  const waiting = [];
  const edits = { onTheirWay: false, takenOver: () => waiting.splice(0).forEach((call) => call()) };
  const acts = new Acts((call) => edits.onTheirWay ? waiting.push(call) : call(), () => {});
  /** @type {Acted[]} */
  const sent = [];
  const hear = (/** @type {number} */ taken, session = "one") => acts.hear(session, taken, (acted) => sent.push(acted));
  return { acts, edits, sent, hear };
}

test("each report contains all that the session has not taken over", () => {
  const { acts, sent, hear } = made();
  hear(0);
  acts.do("a");
  acts.do("b");
  hear(1);
  acts.do("c");
  assert.deepEqual(sent.map(({ first, acts }) => [first, acts]), [[1, ["a"]], [1, ["a", "b"]], [2, ["b", "c"]]]);
});

test("what is done before there is a session is told when there is one", () => {
  const { acts, sent, hear } = made();
  acts.do("a");
  hear(0);
  assert.deepEqual(sent, [{ session: "one", first: 1, acts: ["a"] }]);
});

test("all is done when the session has taken it over", () => {
  const { acts, hear } = made();
  hear(0);
  acts.do("a");
  assert.equal(acts.isDone, false);
  hear(1);
  assert.equal(acts.isDone, true);
});

test("a session that begins anew is told all that the one before has not taken over, in numbers of its own", () => {
  const { acts, sent, hear } = made();
  hear(0);
  for (const act of ["a", "b", "c"]) acts.do(act);
  hear(1);
  hear(0, "two");
  assert.deepEqual(sent.at(-1), { session: "two", first: 1, acts: ["b", "c"] });
  hear(2, "two");
  acts.do("d");
  assert.deepEqual(sent.at(-1), { session: "two", first: 3, acts: ["d"] });
});

test("what is done while edits are on their way is told after them", () => {
  const { acts, edits, sent, hear } = made();
  hear(0);
  acts.do("a");
  edits.onTheirWay = true;
  acts.do("b");
  assert.deepEqual(sent.map(({ acts }) => acts), [["a"]]);
  assert.deepEqual(acts.unsaved, { before: ["a"], after: ["b"] });
  edits.takenOver();
  assert.deepEqual(sent.at(-1)?.acts, ["a", "b"]);
});

test("what may not have been heard is told again as it was", () => {
  const { acts, sent, hear } = made();
  hear(0);
  acts.again();
  assert.equal(sent.length, 0);
  acts.do("a");
  acts.again();
  assert.deepEqual(sent[1], sent[0]);
});

test("a text takes the place of what it was, where that is still on its way", () => {
  const { acts, sent, hear } = made();
  hear(0);
  for (const act of ["keep:1", "a", "read:1", "keep:2", "read:2"]) acts.do(act);
  assert.deepEqual(sent.at(-1)?.acts, ["", "a", "", "keep:2", "read:2"]);
});

test("only what holds a whole text is reported as one", () => {
  const acted = { session: "one", first: 1, acts: ["choose:step:loss", `read:${"1".repeat(190)}`] };
  assert.equal(isLong(acted), false);
  assert.equal(isLong({ ...acted, acts: [...acted.acts, `read:${"1".repeat(200)}`] }), true);
});
