// What the server is asked and told while a reader changes numbers.
// @ts-check

import assert from "node:assert/strict";
import { test } from "node:test";
import { PAUSE_MS } from "../../../explainer/browser/assets/series.js";
import { FakePage } from "./fakes.js";

const PATIENCE_MS = 1000;

test("while a number moves the line is asked and the session is not told", () => {
  const page = new FakePage().session();
  page.edits.move({ w5: 0.41 });
  assert.deepEqual(page.questions, [{ seq: 1, link: {}, terms: ["loss"], marks: ["dL_dw5"], edits: { w5: 0.41 } }]);
  assert.equal(page.reports.length, 0);
});

test("what happens while two questions are under way becomes one more", () => {
  const page = new FakePage().session();
  for (let step = 1; step <= 9; step++) page.edits.move({ w5: step, [`w${step}`]: step });
  assert.equal(page.questions.length, 2);
  page.answer(1, { w5: 1 });
  assert.equal(page.questions.length, 3);
  assert.equal(page.questions[2]?.edits.w5, 9);
  page.answer(2, { w5: 2 });
  page.answer(3, { w5: 9 });
  assert.equal(page.questions.length, 3);
});

test("a control stays where the reader has set it while the numbers follow", () => {
  const page = new FakePage().session();
  page.edits.move({ w5: 0.41 });
  page.edits.move({ w5: 0.42 });
  page.answer(1, { w5: 0.41, w6: 0.5 });
  assert.deepEqual(page.shown.values, { w5: 0.42, w6: 0.5 });
  assert.equal(page.shown.texts.loss, "loss of 1");
});

test("an answer that comes after a newer one is not shown", () => {
  const page = new FakePage().session();
  page.edits.move({ w5: 0.41 });
  page.edits.move({ w5: 0.42 });
  page.answer(2, { w5: 0.42 });
  page.answer(1, { w5: 0.41 });
  assert.equal(page.shown.texts.loss, "loss of 2");
});

test("questions that are not answered are not waited for", () => {
  const page = new FakePage().session();
  for (const w5 of [1, 2, 3]) page.edits.move({ w5 });
  page.clock.pass(PATIENCE_MS);
  assert.deepEqual(page.questions.map(({ edits }) => edits.w5), [1, 2, 3]);
  page.clock.pass(10 * PATIENCE_MS);
  assert.equal(page.questions.length, 3);
});

test("what is let go of is told to the session whole, and is on its way until it is taken over", () => {
  const page = new FakePage().session();
  page.edits.move({ w5: 0.41 });
  page.edits.letGo({ values: { w6: 0.6 } });
  assert.deepEqual(page.commits, [{ values: { w5: 0.41, w6: 0.6 }, texts: {} }]);
  assert.equal(page.told, 1);
  page.session(page.last, { w5: 0.41, w6: 0.6 });
  assert.equal(page.told, 0);
  assert.equal(page.edits.unsaved, null);
});

test("what is typed goes to the session as text", () => {
  const page = new FakePage().session();
  page.edits.letGo({ texts: { w5: "banana" } });
  assert.deepEqual(page.commits, [{ values: {}, texts: { w5: "banana" } }]);
  page.session(1, { w5: 0.4 }, { refused: { w5: "no number" } });
  assert.deepEqual(page.shown.refused, { w5: "no number" });
});

test("a series of key presses asks like a drag and is one commit, after a pause", () => {
  const page = new FakePage().session();
  for (const w5 of [0.41, 0.42, 0.43]) {
    page.edits.press("w5", w5);
    page.answer(page.last, { w5 });
    page.clock.pass(PAUSE_MS / 2);
  }
  assert.deepEqual(page.questions.map(({ edits }) => edits.w5), [0.41, 0.42, 0.43]);
  assert.equal(page.reports.length, 0);
  assert.equal(page.told, 1);
  page.clock.pass(PAUSE_MS);
  assert.deepEqual(page.commits, [{ values: { w5: 0.43 }, texts: {} }]);
  assert.equal(page.told, 1);
  page.session(page.last, { w5: 0.43 });
  assert.equal(page.told, 0);
  page.clock.pass(10 * PAUSE_MS);
  assert.equal(page.reports.length, 1);
});

test("a series that is ended is told at once, and once", () => {
  const page = new FakePage().session();
  page.edits.press("w5", 0.41);
  page.edits.endSeries();
  page.edits.endSeries();
  page.clock.pass(10 * PAUSE_MS);
  assert.deepEqual(page.commits, [{ values: { w5: 0.41 }, texts: {} }]);
});

/** @type {[string, (page: FakePage) => void][]} */
const others = [
  ["a key on another slider", (page) => page.edits.press("w6", 0.6)],
  ["a drag", (page) => page.edits.move({ w6: 0.6 })],
  ["a drag of the same number", (page) => page.edits.move({ w5: 0.6 })],
];

for (const [what, begin] of others) {
  test(`${what} ends a series before it begins`, () => {
    const page = new FakePage().session();
    page.edits.press("w5", 0.41);
    begin(page);
    assert.deepEqual(page.commits, [{ values: { w5: 0.41 }, texts: {} }]);
  });
}

test("what the session sent for an earlier run is no news, but what another session sends is", () => {
  const page = new FakePage().session(0, { w5: 0.4 }, { run: 5, link: { step: "loss" } });
  page.session(0, { w5: 0.7 }, { run: 4 });
  assert.equal(page.shown.run, 5);
  assert.equal(page.shown.values.w5, 0.4);
  page.session(0, { w5: 0.7 }, { run: 1, session: "another" });
  assert.equal(page.shown.values.w5, 0.7);
});

test("what is typed is a commit of its own after that of a series", () => {
  const page = new FakePage().session();
  page.edits.press("w5", 0.41);
  page.edits.letGo({ texts: { w6: "0.6" } });
  assert.deepEqual(page.commits, [
    { values: { w5: 0.41 }, texts: {} },
    { values: { w5: 0.41 }, texts: { w6: "0.6" } },
  ]);
});

test("a page that comes while a number moves shows it where it has been moved to, and asks about it", () => {
  const page = new FakePage().session();
  page.edits.press("w5", 0.45);
  page.answer(1, { w5: 0.45 });
  page.session(0, { w5: 0.4, w6: 0.5 }, { run: 2, link: { step: "loss" } });
  assert.deepEqual([page.shown.run, page.shown.values], [2, { w5: 0.45, w6: 0.5 }]);
  assert.deepEqual(page.questions.at(-1)?.edits, { w5: 0.45 });
});

test("numbers of the same page that come while one moves are of a moment ago", () => {
  const page = new FakePage().session();
  page.edits.letGo({ values: { w6: 0.6 } });
  page.edits.move({ w5: 0.45 });
  page.answer(2, { w5: 0.45, w6: 0.6 });
  page.session(1, { w5: 0.4, w6: 0.6 });
  assert.equal(page.shown.texts.loss, "loss of 2");
  assert.deepEqual(page.questions.at(-1)?.edits, { w5: 0.45 });
});

test("the numbers that the session sent are left as they are", () => {
  const page = new FakePage().session();
  const sent = { w5: 0.4 };
  page.edits.press("w5", 0.45);
  page.session(0, sent, { run: 2 });
  assert.deepEqual(sent, { w5: 0.4 });
});

test("without a line the session is asked, and hears that nothing is let go of yet", () => {
  const page = new FakePage({ hasLine: false }).session();
  page.edits.press("w5", 0.41);
  assert.deepEqual(page.reports, [{ seq: 1, values: { w5: 0.41 }, texts: {}, done: false }]);
  assert.equal(page.missed, 1);
});

test("without a line an answer of the session asks nothing by itself", () => {
  const page = new FakePage({ hasLine: false }).session();
  page.edits.move({ w5: 0.41 });
  page.session(1, { w5: 0.41 });
  assert.equal(page.reports.length, 1);
});

test("without a line no question overtakes a commit, and it is asked afterwards", () => {
  const page = new FakePage({ hasLine: false }).session();
  page.edits.letGo({ values: { w5: 0.41 } });
  page.edits.move({ w6: 0.6 });
  page.edits.move({ w6: 0.7 });
  assert.deepEqual(page.reports.map(({ done }) => done), [true]);
  page.session(1, { w5: 0.41, w6: 0.5 });
  assert.deepEqual(page.reports.at(-1), { seq: 2, values: { w6: 0.7 }, texts: {}, done: false });
});

test("what is let go of before the session has said anything is told to it then", () => {
  const page = new FakePage();
  page.edits.letGo({ values: { w5: 0.5 }, texts: { w1: "1" } });
  assert.equal(page.told, 1);
  page.session();
  assert.deepEqual(page.commits, [{ values: { w5: 0.5 }, texts: { w1: "1" } }]);
  assert.equal(page.shown.values.w5, 0.5);
  page.session(page.last, { w5: 0.5 });
  assert.equal(page.told, 0);
});

test("what moves before the session has said anything is asked about then", () => {
  const page = new FakePage();
  page.edits.move({ w5: 0.5 });
  assert.equal(page.questions.length, 0);
  page.session();
  assert.deepEqual(page.questions.at(-1)?.edits, { w5: 0.5 });
});

test("a new session is told what the old one did not take over", () => {
  const page = new FakePage().session();
  page.edits.letGo({ values: { w5: 0.41 } });
  page.session(1, { w5: 0.41 });
  page.edits.letGo({ values: { w6: 0.6 } });
  page.session(0, { w5: 0.41, w6: 0.5 }, { session: "two" });
  assert.deepEqual(page.commits.at(-1), { values: { w6: 0.6 }, texts: {} });
  page.session(page.last, { w5: 0.41, w6: 0.6 }, { session: "two" });
  assert.equal(page.told, 0);
});

test("a new session is told of the first change too, before which the old one had taken over nothing", () => {
  const page = new FakePage().session();
  page.edits.letGo({ values: { w5: 0.41 } });
  page.session(0, { w5: 0.4 }, { session: "two" });
  assert.deepEqual(page.commits.map(({ values }) => values), [{ w5: 0.41 }, { w5: 0.41 }]);
  assert.equal(page.shown.values.w5, 0.41);
});

test("a new session that comes while a number moves hears of it when it is let go", () => {
  const page = new FakePage().session();
  page.edits.move({ w5: 0.41 });
  page.session(0, { w5: 0.4 }, { session: "two", run: 2 });
  assert.equal(page.commits.length, 0);
  page.edits.letGo();
  assert.deepEqual(page.commits, [{ values: { w5: 0.41 }, texts: {} }]);
});

test("what may not have been heard is told again, and is taken over once", () => {
  const page = new FakePage().session();
  page.edits.again();
  assert.equal(page.commits.length, 0);
  page.edits.letGo({ values: { w5: 0.41 } });
  page.edits.again();
  assert.deepEqual(page.commits.map(({ values }) => values), [{ w5: 0.41 }, { w5: 0.41 }]);
  page.session(page.last, { w5: 0.41 });
  assert.equal(page.told, 0);
});

test("a number that moves is not told to the session because an earlier one is told again", () => {
  const page = new FakePage().session();
  page.edits.letGo({ values: { w5: 0.41 } });
  page.edits.move({ w6: 0.6 });
  page.edits.again();
  assert.equal(page.commits.length, 1);
});

test("a line that answers nothing is given up, and the session is asked instead", () => {
  const page = new FakePage().session();
  for (let step = 0; !page.silent && step < 10; step++) {
    page.edits.move({ w5: step });
    page.clock.pass(PATIENCE_MS);
  }
  assert.equal(page.silent, 1);
  page.edits.move({ w5: 0.41 });
  assert.deepEqual(page.report.values, { w5: 0.41 });
});

test("a line that answers late is not silent", () => {
  const page = new FakePage().session();
  for (let step = 1; step <= 9; step++) {
    page.edits.move({ w5: step });
    page.clock.pass(PATIENCE_MS);
    page.answer(page.last, { w5: step });
  }
  assert.equal(page.silent, 0);
});

test("a new session after one that took over everything is told nothing", () => {
  const page = new FakePage().session();
  page.edits.letGo({ values: { w5: 0.41 } });
  page.session(1, { w5: 0.41 });
  page.session(0, { w5: 0.41 }, { session: "two" });
  assert.equal(page.commits.length, 1);
});

test("what is unsaved is all that the session has not taken over", () => {
  const page = new FakePage().session();
  page.edits.letGo({ texts: { w1: "1" } });
  page.edits.press("w5", 0.41);
  assert.deepEqual(page.edits.unsaved, { values: { w5: 0.41 }, texts: { w1: "1" } });
});

test("what waits for the link is called when every edit is taken over, once", () => {
  const page = new FakePage().session();
  let calls = 0;
  const call = () => {
    calls += 1;
  };
  page.edits.whenTakenOver(call);
  assert.equal(calls, 1);
  page.edits.press("w5", 0.41);
  page.edits.whenTakenOver(call);
  page.edits.endSeries();
  assert.equal(calls, 1);
  page.session(page.last, { w5: 0.41 });
  page.session(page.last, { w5: 0.41 });
  assert.equal(calls, 2);
});

test("what waits for the link waits no longer than it said, and else for as long as it takes", () => {
  const page = new FakePage().session();
  /** @type {string[]} */
  const calls = [];
  page.edits.letGo({ values: { w5: 0.41 } });
  page.edits.whenTakenOver(() => calls.push("patient"));
  page.edits.whenTakenOver(() => calls.push("hurried"), 3000);
  page.clock.pass(60_000);
  assert.deepEqual(calls, ["hurried"]);
  page.session(page.last, { w5: 0.41 });
  page.session(page.last, { w5: 0.41 });
  assert.deepEqual(calls, ["hurried", "patient"]);
});

test("a drag, a series of keys and a typed number are one change each", () => {
  const page = new FakePage().session();
  for (const w5 of [0.41, 0.42]) page.edits.move({ w5 });
  page.edits.letGo();
  assert.equal(page.begun, 1);
  for (const w5 of [0.43, 0.44]) page.edits.press("w5", w5);
  page.edits.endSeries();
  assert.equal(page.begun, 2);
  page.edits.letGo({ texts: { w5: "0.5" } });
  assert.equal(page.begun, 3);
});

const DRAWN = { parameter: "w5", low: -1, high: 1, points: /** @type {any} */ ({ value: 0.4 }), losses: [1, 2] };

test("a page with a curve asks for it", () => {
  const page = new FakePage().session(0, undefined, { curve: DRAWN });
  page.edits.move({ w5: 0.41 });
  assert.deepEqual(page.questions[0]?.curve, { parameter: "w5", low: -1, high: 1 });
});

test("a curve keeps its losses while an answer has none, and not those of another parameter", () => {
  const page = new FakePage().session(0, undefined, { curve: DRAWN });
  page.edits.move({ w5: 0.41 });
  page.answer(1, { w5: 0.41 }, "", { curve: { parameter: "w5", low: -1, high: 1, points: { value: 0.41 } } });
  assert.deepEqual(page.shown.curve, { ...DRAWN, points: { value: 0.41 } });
  page.edits.move({ w5: 0.42 });
  page.answer(2, { w5: 0.42 }, "", { curve: { parameter: "w6", low: -1, high: 1, points: {}, losses: [3] } });
  assert.deepEqual(page.shown.curve?.losses, [1, 2]);
});
