// The line is opened again after a while, and given up after some.
// @ts-check

import assert from "node:assert/strict";
import { test } from "node:test";
import { addressOfLine, delayAfter, Line } from "../../../explainer/browser/assets/line.js";
import { FakeClock, FakeSocket } from "./fakes.js";

const LONG_MS = 60_000;
const ATTEMPTS = 6;

function made() {
  const clock = new FakeClock();
  /** @type {FakeSocket[]} */
  const sockets = [];
  /** @type {string[]} */
  const heard = [];
  const dial = () => {
    const socket = new FakeSocket();
    sockets.push(socket);
    return socket;
  };
  const last = () => sockets.at(-1) ?? assert.fail("Nothing was dialled.");
  const broken = { times: 0 };
  const broke = () => {
    broken.times += 1;
  };
  const line = new Line(dial, (text) => heard.push(text), broke, clock);
  /** Let every attempt fail until none follows. */
  const failOn = () => {
    for (let before = 0; before < sockets.length;) {
      before = sockets.length;
      last().happens("close");
      clock.pass(LONG_MS);
    }
  };
  return { clock, sockets, heard, broken, line, last, failOn };
}

test("every failure doubles the delay", () => {
  assert.deepEqual([1, 2, 3, 4, 5].map((failures) => delayAfter(failures, 1)), [1000, 2000, 4000, 8000, 16_000]);
});

test("chance brings readers back up to a quarter earlier", () => {
  assert.equal(delayAfter(3, 0), 3000);
});

test("after so many failures there is no further attempt", () => {
  assert.equal(delayAfter(ATTEMPTS, 0.5), null);
  assert.equal(delayAfter(ATTEMPTS + 1, 0.5), null);
});

test("the line lies beside the pages, in the clear or not as they are, without their query", () => {
  assert.equal(addressOfLine("http://localhost:8501/chain_rule?w5=1"), "ws://localhost:8501/live");
  assert.equal(addressOfLine("https://example.org/app/chain_rule"), "wss://example.org/app/live");
});

test("an open line carries messages both ways", () => {
  const { line, last, heard } = made();
  line.open();
  assert.equal(line.isOpen, false);
  last().happens("open");
  assert.ok(line.isOpen);
  line.send("question");
  last().happens("message", "answer");
  assert.deepEqual([last().sent, heard], [["question"], ["answer"]]);
});

test("a line that breaks is opened again", () => {
  const { line, last, sockets, clock } = made();
  line.open();
  last().happens("open");
  last().happens("close");
  assert.equal(line.isOpen, false);
  clock.pass(1000);
  assert.equal(sockets.length, 2);
  last().happens("open");
  assert.ok(line.isOpen);
});

test("where there is none the script stops asking", () => {
  const { line, sockets, clock, failOn } = made();
  line.open();
  failOn();
  assert.equal(sockets.length, ATTEMPTS);
  clock.pass(100 * LONG_MS);
  assert.equal(sockets.length, ATTEMPTS);
  assert.equal(clock.due, 0);
});

test("a line that was open has all its attempts again when it breaks", () => {
  const { line, last, sockets, failOn } = made();
  line.open();
  last().happens("open");
  failOn();
  assert.equal(sockets.length, ATTEMPTS);
});

test("when the page comes back into view it is tried again, as often as at first", () => {
  const { line, sockets, failOn } = made();
  line.open();
  failOn();
  line.open();
  failOn();
  assert.equal(sockets.length, 2 * ATTEMPTS);
});

test("when the page comes back into view the next attempt is not waited for", () => {
  const { line, last, sockets, clock } = made();
  line.open();
  last().happens("close");
  line.open();
  assert.equal(sockets.length, 2);
  assert.equal(clock.due, 0);
});

test("a line that is open or being opened is not opened twice", () => {
  const { line, last, sockets } = made();
  line.open();
  line.open();
  last().happens("open");
  line.open();
  assert.equal(sockets.length, 1);
});

test("an edit asks again for a line that was open once, after it was given up", () => {
  const { line, last, sockets, failOn } = made();
  line.open();
  last().happens("open");
  failOn();
  line.isMissed();
  line.isMissed();
  assert.equal(sockets.length, ATTEMPTS + 1);
});

test("an edit does not ask for a line that has never been there", () => {
  const { line, sockets, failOn } = made();
  line.open();
  failOn();
  line.isMissed();
  assert.equal(sockets.length, ATTEMPTS);
});

test("an edit does not hurry attempts that are to come", () => {
  const { line, last, sockets } = made();
  line.open();
  last().happens("open");
  last().happens("close");
  line.isMissed();
  assert.equal(sockets.length, 1);
});

test("an address that no socket can be opened beside is as good as no line", () => {
  const clock = new FakeClock();
  let attempts = 0;
  const line = new Line(
    () => {
      attempts += 1;
      throw new SyntaxError("not an address of a socket");
    },
    () => {},
    () => {},
    clock,
  );
  line.open();
  clock.pass(LONG_MS);
  assert.equal(line.isOpen, false);
  assert.equal(attempts, ATTEMPTS);
});

test("a line that breaks is said to, and one that was never open is not", () => {
  const { line, last, clock, broken } = made();
  line.open();
  last().happens("close");
  assert.equal(broken.times, 0);
  clock.pass(LONG_MS);
  last().happens("open");
  last().happens("close");
  assert.equal(broken.times, 1);
});

test("a silent line is closed and given up until the page comes back into view", () => {
  const { line, last, sockets, clock, broken } = made();
  line.open();
  last().happens("open");
  line.isSilent();
  last().happens("close");
  line.isMissed();
  clock.pass(100 * LONG_MS);
  assert.deepEqual([line.isOpen, last().isClosed, sockets.length, broken.times], [false, true, 1, 0]);
  line.open();
  assert.equal(sockets.length, 2);
});

test("what happens late to a line that was given up does not concern the next", () => {
  const { line, sockets, clock } = made();
  line.open();
  sockets[0]?.happens("open");
  line.isSilent();
  line.open();
  sockets[0]?.happens("close");
  sockets[1]?.happens("open");
  clock.pass(LONG_MS);
  assert.deepEqual([line.isOpen, sockets.length], [true, 2]);
});

test("what is said without a line is not kept", () => {
  const { line, last } = made();
  line.send("lost");
  line.open();
  last().happens("open");
  assert.deepEqual(last().sent, []);
});
