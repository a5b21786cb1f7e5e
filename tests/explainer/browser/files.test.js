// A file becomes an act: its text, whatever wrote it, or why it is not read.
// @ts-check

import assert from "node:assert/strict";
import { test } from "node:test";
import { actOf, MOST_BYTES, textOf } from "../../../explainer/browser/assets/files.js";

/** @param {string} text */
const bytes = (text) => new TextEncoder().encode(text);

/** @param {string} name @param {Uint8Array<ArrayBuffer>} content */
const given = (name, content) => new File([content], name);

test("a text is read as editors and spreadsheets write it", () => {
  assert.equal(textOf(bytes("größe;0,5")), "größe;0,5");
  assert.equal(textOf(bytes("\ufeff{}")), "{}");
  assert.equal(textOf(Uint8Array.of(0x67, 0x72, 0xf6, 0xdf, 0x65)), "größe");
  assert.equal(textOf(Uint8Array.of(0xff, 0xfe, 0x31, 0, 0x09, 0, 0x32, 0)), "1\t2");
  assert.equal(textOf(Uint8Array.of(0xfe, 0xff, 0, 0x31)), "1");
});

test("what holds no text is told apart from it", async () => {
  const zip = Uint8Array.of(0x50, 0x4b, 3, 4, 20, 0, 0, 0);
  assert.equal(textOf(zip), null);
  assert.equal(textOf(bytes("1\r\n\t2\f")), "1\r\n\t2\f");
  assert.equal(await actOf([given("a.xlsx", zip)]), "unread:binary:a.xlsx");
});

test("a file is given with its text alone", async () => {
  assert.equal(await actOf([given("mine.json", bytes('{"layers": []}'))]), 'read:{"layers": []}');
});

test("what is larger than is taken is not even read", async () => {
  const large = { name: "large.csv", size: MOST_BYTES + 1, arrayBuffer: () => assert.fail() };
  assert.equal(await actOf([large]), "unread:large:large.csv");
});

test("of several files none is taken, and of none nothing is said", async () => {
  const file = given("a.csv", bytes("1"));
  assert.equal(await actOf([file, file]), "unread:several:2");
  assert.equal(await actOf([]), "");
});

test("a folder cannot be read", async () => {
  const folder = { name: "nets", size: 4096, arrayBuffer: () => Promise.reject(new Error("NotReadableError")) };
  assert.equal(await actOf([folder]), "unread:away:nets");
});
