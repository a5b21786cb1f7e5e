// Where the arrow keys lead in a group.
// @ts-check

import assert from "node:assert/strict";
import { test } from "node:test";
import { led } from "../../../explainer/browser/assets/stops.js";

/** Three columns: two units, three, one. */
const NETWORK = [[0, 10], [0, 30], [20, 0], [20, 20], [20, 40], [40, 20]].map(([x = 0, y = 0]) => ({ x, y }));

test("an arrow leads to the nearest thing on its side", () => {
  assert.equal(led("ArrowDown", NETWORK, 0), 1);
  assert.equal(led("ArrowRight", NETWORK, 3), 5);
  assert.equal(led("ArrowLeft", NETWORK, 5), 3);
  assert.equal(led("ArrowUp", NETWORK, 4), 3);
});

test("where there is nothing on that side it leads nowhere", () => {
  assert.equal(led("ArrowRight", NETWORK, 5), -1);
  assert.equal(led("ArrowUp", NETWORK, 2), -1);
});

test("Home and End lead to the first and the last", () => {
  assert.equal(led("Home", NETWORK, 3), 0);
  assert.equal(led("End", NETWORK, 3), 5);
  assert.equal(led("End", [], -1), -1);
});

test("what lies straight ahead is nearer than what lies aside", () => {
  const dots = [{ x: 0, y: 0 }, { x: 10, y: 9 }, { x: 14, y: 0 }];
  assert.equal(led("ArrowRight", dots, 0), 2);
});

test("of things that lie on top of each other each leads to the next and back", () => {
  const crossing = [{ x: 5, y: 5 }, { x: 5, y: 5 }, { x: 9, y: 5 }];
  assert.equal(led("ArrowRight", crossing, 0), 1);
  assert.equal(led("ArrowRight", crossing, 1), 2);
  assert.equal(led("ArrowLeft", crossing, 1), 0);
});

test("every place of a network can be reached from every other", () => {
  for (const [start] of NETWORK.entries()) {
    const met = new Set([start]);
    for (const at of met) {
      for (const key of ["ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown"]) {
        const next = led(key, NETWORK, at);
        if (next >= 0) met.add(next);
      }
    }
    assert.equal(met.size, NETWORK.length);
  }
});
