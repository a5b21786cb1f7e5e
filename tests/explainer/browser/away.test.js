// What is not taken over is told again, waited for and carried over a reload; none of that goes on for ever.
// @ts-check

import assert from "node:assert/strict";
import { test } from "node:test";
import { Away, MOST_RELOADS, PATIENCE_MS } from "../../../explainer/browser/assets/away.js";
import { FakeClock } from "./fakes.js";

const LONG_MS = 600_000;

class FakeReader {
  clock = new FakeClock();
  owes = false;
  busy = false;
  chance = 0;

  /** @type {number | null} how fast the server answers, or null */
  answers = 5;

  /** How often something was done or said, in the order of its first time. */
  did = { told: 0, asked: 0, reloaded: 0 };

  /** @type {string[]} */
  said = [];

  count = 0;
  keeps = true;

  away = new Away({
    owes: () => this.owes,
    isBusy: () => this.busy,
    tellAgain: () => {
      this.did.told += 1;
    },
    ask: () => {
      this.did.asked += 1;
      return Promise.resolve(this.answers);
    },
    say: (state) => this.said.push(state),
    reload: () => {
      this.did.reloaded += 1;
    },
    reloads: {
      get: () => this.count,
      set: (count) => {
        if (this.keeps) this.count = count;
        return this.keeps;
      },
    },
    clock: this.clock,
    chance: () => this.chance,
  });

  /** Do something that the session does not take over. */
  change() {
    this.owes = true;
    this.away.look();
    return this;
  }

  /**
   * Let time pass, and let what was asked be answered on the way.
   *
   * @param {number} milliseconds
   */
  async pass(milliseconds) {
    for (let passed = 0; passed < milliseconds; passed += 500) {
      this.clock.pass(500);
      await Promise.resolve();
      await Promise.resolve();
    }
  }
}

test("what is taken over in time asks nothing and says nothing", async () => {
  const reader = new FakeReader().change();
  await reader.pass(PATIENCE_MS - 500);
  reader.owes = false;
  reader.away.took();
  await reader.pass(LONG_MS);
  assert.deepEqual([reader.did, reader.said], [{ told: 0, asked: 0, reloaded: 0 }, []]);
});

test("what is not taken over is told again, and carried over a reload where the server answers", async () => {
  const reader = new FakeReader().change();
  await reader.pass(PATIENCE_MS);
  assert.deepEqual(reader.did, { told: 2, asked: 1, reloaded: 0 });
  await reader.pass(PATIENCE_MS + 500);
  assert.deepEqual([reader.did.reloaded, reader.count, reader.said], [1, 1, []]);
});

test("the page is not loaded anew while the server does not answer, and says that it waits", async () => {
  const reader = new FakeReader().change();
  reader.answers = null;
  await reader.pass(LONG_MS);
  assert.deepEqual([reader.did.reloaded, reader.said], [0, ["away"]]);
  reader.answers = 5;
  await reader.pass(30_000);
  assert.equal(reader.did.reloaded, 1);
});

test("a server that does not answer is asked less and less often, and at least every quarter of a minute", async () => {
  const reader = new FakeReader().change();
  reader.answers = null;
  await reader.pass(PATIENCE_MS + 1000 * (1 + 2 + 4 + 8));
  assert.ok(reader.did.asked <= 6, `${reader.did.asked} times`);
  const { asked } = reader.did;
  await reader.pass(60_000);
  assert.ok(reader.did.asked >= asked + 4);
});

test("what is taken over as the server comes back needs no reload, and nothing more is said", async () => {
  const reader = new FakeReader().change();
  reader.answers = null;
  await reader.pass(20_000);
  reader.answers = 5;
  await reader.pass(1000);
  reader.owes = false;
  reader.away.took();
  await reader.pass(LONG_MS);
  assert.deepEqual([reader.did.reloaded, reader.said], [0, ["away", "well"]]);
});

test("an answer that comes after the session was heard of is too late", async () => {
  const reader = new FakeReader().change();
  reader.answers = null;
  reader.clock.pass(PATIENCE_MS);
  reader.owes = false;
  reader.away.took();
  await reader.pass(LONG_MS);
  assert.deepEqual(reader.said, []);
});

test("what so many reloads have not helped is said, and not tried for ever", async () => {
  let count = 0;
  for (let loaded = 0; loaded < MOST_RELOADS; loaded++) {
    const reader = new FakeReader();
    reader.count = count;
    await reader.change().pass(LONG_MS);
    ({ count } = reader);
    assert.equal(count, loaded + 1);
  }
  const last = new FakeReader();
  last.count = count;
  await last.change().pass(LONG_MS);
  last.away.look();
  await last.pass(LONG_MS);
  assert.deepEqual([last.did.reloaded, last.said], [0, ["refused"]]);
  last.owes = false;
  last.away.took();
  assert.deepEqual([last.count, last.said], [0, ["refused", "well"]]);
});

test("a browser that cannot count reloads makes none", async () => {
  const reader = new FakeReader().change();
  reader.keeps = false;
  await reader.pass(LONG_MS);
  assert.deepEqual([reader.did.reloaded, reader.said], [0, ["refused"]]);
});

test("a reader who is changing a number is not disturbed", async () => {
  const reader = new FakeReader().change();
  reader.busy = true;
  await reader.pass(LONG_MS);
  assert.equal(reader.did.reloaded, 0);
  reader.busy = false;
  await reader.pass(PATIENCE_MS);
  assert.equal(reader.did.reloaded, 1);
});

test("a line that breaks is asked about, though nothing is owed, and no page is loaded anew for it", async () => {
  const reader = new FakeReader();
  reader.answers = null;
  reader.away.suspect();
  await reader.pass(10_000);
  reader.answers = 5;
  await reader.pass(LONG_MS);
  assert.deepEqual([reader.did.reloaded, reader.said], [0, ["away", "well"]]);
});

test("a server that is slow to answer has more time", async () => {
  const reader = new FakeReader().change();
  reader.answers = 1000;
  await reader.pass(2 * PATIENCE_MS + 10_000);
  assert.equal(reader.did.reloaded, 0);
  await reader.pass(20_000);
  assert.equal(reader.did.reloaded, 1);
});

test("the readers of a server that was away do not come back in the same instant", async () => {
  const waits = [];
  for (const chance of [0, 1]) {
    const reader = new FakeReader();
    reader.answers = null;
    await reader.change().pass(PATIENCE_MS);
    reader.chance = chance;
    reader.answers = 5;
    const { now } = reader.clock;
    while (!reader.did.reloaded) await reader.pass(500);
    waits.push(reader.clock.now - now);
  }
  assert.ok((waits[1] ?? 0) - (waits[0] ?? 0) >= PATIENCE_MS);
});
