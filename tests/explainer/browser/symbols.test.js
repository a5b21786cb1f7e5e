// Which symbol is meant by pointing at a piece of it.
// @ts-check

import assert from "node:assert/strict";
import { test } from "node:test";
import { symbolsAt } from "../../../explainer/browser/assets/symbols.js";

/** @import { Piece } from "../../../explainer/browser/assets/symbols.js" */

/**
 * Make a piece of a page.
 *
 * @param {string} name its element, with a class after a point
 * @param {...(Piece | string)} inside
 * @returns {Piece}
 */
function piece(name, ...inside) {
  const [tag = "", style = null] = name.split(".");
  const children = inside.map((child) => typeof child === "string" ? text(child) : child);
  /** @type {Piece} */
  const made = {
    nodeName: tag,
    childNodes: children,
    parentNode: null,
    textContent: children.map((child) => child.textContent).join(""),
    getAttribute: (attribute) => attribute === "class" ? style : null,
  };
  for (const child of children) child.parentNode = made;
  return made;
}

/**
 * @param {string} content
 * @returns {Piece}
 */
function text(content) {
  return { nodeName: "#text", childNodes: [], parentNode: null, textContent: content };
}

test("in a sentence a letter is meant with what hangs on it", () => {
  const [letter, index] = [piece("I", "w"), piece("SUB", "5")];
  piece("P", "Follow the path back to ", letter, index, " and multiply.");
  assert.deepEqual([symbolsAt(letter), symbolsAt(index)], [["w5", "w"], ["w5", "w"]]);
});

test("in a sentence two letters may be a derivative, which comes before its parts", () => {
  const [upper, lower] = [piece("I", "L"), piece("I", "w")];
  piece("H1", "Where does ∂", upper, "/∂", lower, piece("SUB", "5"), " come from?");
  assert.deepEqual(symbolsAt(upper), ["∂L∂w5", "L"]);
  assert.deepEqual(symbolsAt(lower), ["∂L∂w5", "w5", "w"]);
});

test("pointing beside the letters of a button means the one symbol on it", () => {
  assert.deepEqual(symbolsAt(piece("BUTTON", "∂", piece("I", "L"), "/∂", piece("I", "b"))), ["∂L∂b"]);
  assert.deepEqual(symbolsAt(piece("BUTTON", piece("I", "b"), piece("SUB", "1"))), ["b1", "b"]);
});

test("pointing at a paragraph with several symbols means none of them", () => {
  const many = piece("P", piece("I", "x"), " and ", piece("I", "y"), " and much more of a sentence");
  assert.deepEqual(symbolsAt(many), []);
});

test("in a drawing the letter and its index are pieces of a text", () => {
  const letter = piece("tspan.letter", "z");
  piece("text", letter, piece("tspan.index", "out"), piece("tspan", "\u200b"));
  assert.deepEqual(symbolsAt(letter), ["zout", "z"]);
});

test("in an equation whatever stands around the letter may be meant, the largest first", () => {
  const letter = piece("mi", "w");
  const below = piece("mrow", piece("mo", "∂"), piece("msub", letter, piece("mn", "5")));
  piece("math", piece("mrow", piece("mfrac", piece("mrow", piece("mo", "∂"), piece("mi", "L")), below)));
  assert.deepEqual(symbolsAt(letter), ["∂L∂w5", "∂w5", "w5", "w"]);
});

test("a whole line of an equation is no symbol", () => {
  const sign = piece("mo", "=");
  piece("math", piece("mrow", sign, piece("mi", "abcdefghijklmnopqrstuvwxyz".repeat(2))));
  assert.deepEqual(symbolsAt(sign), ["="]);
});

test("what is transposed is meant where the whole means nothing", () => {
  const letter = piece("I", "H");
  piece("CAPTION", letter, piece("SUB", "out"), piece("SUP", "T"));
  assert.deepEqual(symbolsAt(letter), ["HoutT", "Hout", "H"]);
});

test("a function is meant by its letter before the argument", () => {
  assert.deepEqual(symbolsAt(piece("SPAN", "σ(")), ["σ"]);
});

test("a number means the term whose number it is", () => {
  const number = piece("SPAN", "0.0822");
  number.getAttribute = (name) => name === "data-term" ? "dL_dw5" : null;
  assert.deepEqual(symbolsAt(number), ["=dL_dw5"]);
});

test("pointing at nothing means nothing", () => {
  assert.deepEqual(symbolsAt(null), []);
});
