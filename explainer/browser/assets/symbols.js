// Which symbol a reader points at: its letters, as they stand in an equation, a drawing, a table or a sentence.
// @ts-check

/**
 * A piece of a page, as far as reading symbols needs it.
 *
 * @typedef {object} Piece
 * @property {string} nodeName
 * @property {string | null} textContent
 * @property {Piece | null} parentNode
 * @property {ArrayLike<Piece>} childNodes
 * @property {(name: string) => string | null} [getAttribute]
 */

const LONGEST = 40;
const MOST = 8;

/**
 * Return what a reader may mean by pointing at a piece, the largest first: a derivative before its parts.
 *
 * @param {Piece | null} piece
 * @returns {string[]}
 */
export function symbolsAt(piece) {
  const key = piece?.getAttribute?.("data-term");
  const found = piece ? (inEquation(piece) ? inMath(piece) : inText(piece)) : [];
  return [...found.slice(0, MOST - 1), ...(key ? [`=${key}`] : [])];
}

/** @param {Piece | null} piece */
function inEquation(piece) {
  for (let at = piece; at; at = at.parentNode) if (nameOf(at) === "math") return true;
  return false;
}

/**
 * In an equation, a symbol is the piece pointed at or one around it.
 *
 * @param {Piece} piece
 */
function inMath(piece) {
  /** @type {string[]} */
  const found = [];
  for (let at = /** @type {Piece | null} */ (piece); at && nameOf(at) !== "math"; at = at.parentNode) {
    const text = bare(at.textContent);
    if (text.length > LONGEST) break;
    if (text && found[0] !== text && nameOf(at) !== "mn") found.unshift(text);
  }
  return found;
}

/**
 * In text and drawings, a symbol is a letter with what hangs on it; two of them may make a derivative.
 *
 * @param {Piece} piece
 */
function inText(piece) {
  const inside = isPart(piece);
  const host = inside ? piece.parentNode : piece;
  const runs = host ? runsIn(host) : [];
  const at = inside ? runs.findIndex(({ pieces }) => pieces.includes(piece)) : runs.length === 1 ? 0 : -1;
  const run = runs[at];
  if (run) return [...derivativesWith(runs, at), ...run.texts];
  const whole = derivativesWith(runs, 0);
  if (!inside && runs.length === 2 && whole.length) return whole;
  const own = bare(piece.textContent).replace(/\($/, ""); // a function before its argument
  return !inside && own && own.length <= MOST && !piece.getAttribute?.("data-term") ? [own] : [];
}

/**
 * A letter with what hangs on it.
 *
 * @typedef {object} Run
 * @property {string[]} texts its letters, with all that hangs on it and with less: a T may only transpose it
 * @property {string} before the text between it and the letter before
 * @property {Piece[]} pieces
 */

/**
 * @param {Piece} host
 * @returns {Run[]}
 */
function runsIn(host) {
  /** @type {Run[]} */
  const runs = [];
  let between = "";
  let open = false;
  for (const piece of Array.from(host.childNodes)) {
    const last = runs[runs.length - 1];
    if (isLetter(piece)) {
      runs.push({ texts: [bare(piece.textContent)], before: between, pieces: [piece] });
      between = "";
      open = true;
    } else if (isPart(piece) && open && last) {
      last.texts.unshift(last.texts[0] + bare(piece.textContent));
      last.pieces.push(piece);
    } else if (bare(piece.textContent)) {
      between += bare(piece.textContent);
      open = false;
    }
  }
  return runs;
}

/**
 * Return the derivative that a letter is the upper or the lower part of.
 *
 * @param {Run[]} runs
 * @param {number} at
 */
function derivativesWith(runs, at) {
  for (const upper of [at, at - 1]) {
    const above = runs[upper];
    const below = runs[upper + 1];
    const d = above?.before.match(/[∂d]$/)?.[0];
    if (above && below && d && below.before === `/${d}`) return [`${d}${above.texts[0]}${d}${below.texts[0]}`];
  }
  return [];
}

/** @param {Piece} piece */
function nameOf(piece) {
  return piece.nodeName.toLowerCase();
}

/** @param {Piece} piece */
function isLetter(piece) {
  return nameOf(piece) === "i" || (nameOf(piece) === "tspan" && piece.getAttribute?.("class") === "letter");
}

/** @param {Piece} piece */
function isPart(piece) {
  const name = nameOf(piece);
  return isLetter(piece) || name === "sub" || name === "sup" ||
    (name === "tspan" && piece.getAttribute?.("class") === "index");
}

/** @param {string | null} text */
function bare(text) {
  return (text ?? "").replace(/[\s\u200b]/g, "");
}
