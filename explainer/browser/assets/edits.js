// Edits on their way to the server: asked about while a number moves, handed to the session when it is let go.
//
// While it moves, questions over the line get the numbers of the page from /live, which keeps nothing. When
// it is let go, a commit hands the change to the session. At most a few questions are under way, and what
// happens meanwhile is merged into the next, so that the page is never behind by more than those. Without
// the line (an app without a server) the session answers the questions too, only slower.
// @ts-check

import { Pacing } from "./pacing.js";
import { Pending } from "./pending.js";
import { Series } from "./series.js";

/** @import { Line } from "./line.js" */
/** @import { Clock } from "./series.js" */
/** @import { Changes } from "./pending.js" */
/** @import { Curve } from "./curve.js" */
/** @import { Numbers, Shown } from "./patch.js" */

/**
 * What the session sends: the numbers on the page, and what questions about them have to contain.
 *
 * @typedef {object} FromSession
 * @property {string} session which one
 * @property {number} run number of the full run they belong to
 * @property {number} seq number of the last edit that is in them
 * @property {Record<string, string>} link the page's query parameters
 * @property {string[]} terms keys whose text is shown
 * @property {string[]} marked keys whose size is shown
 * @property {Record<string, string>} refused name -> why what was typed for it could not be used
 * @property {string[]} able acts that there is something for
 * @property {Record<string, number>} start name -> number that the network began with
 */

/** @typedef {Numbers & { curve?: Curve }} Answer numbers, and the curve of a page that draws one */

/** @typedef {(name: "edit", edit: { seq: number, done: boolean } & Changes) => void} Report */

/**
 * @typedef {object} Surroundings
 * @property {Pick<Line, "isOpen" | "isMissed" | "isSilent" | "send">} line
 * @property {Readonly<Pick<Shown, "run" | "values" | "curve">>} shown what is on the screen
 * @property {(part: Partial<Shown>) => void} show puts numbers there
 * @property {() => void} beginChange keeps the numbers from which a change begins
 * @property {(count: number) => void} tell hears how many edits are on their way
 * @property {Clock} clock
 */

const PATIENCE_MS = 1000;
const MOST_SILENCES = 3;

export class Edits {
  #pending = new Pending();
  #pacing = new Pacing();
  #series;

  /**
   * The last of what the session sent, and how to answer; null before it has sent anything.
   *
   * @type {{ sent: FromSession & Answer, report: Report } | null}
   */
  #session = null;

  /** Whether numbers have begun to move that have not been let go of. */
  #moving = false;

  /** Whether something was let go of that the session could not be told. */
  #owed = false;

  /** @type {Set<() => void>} */
  #waiting = new Set();

  #patience = 0;

  /** How often in a row the line has not answered in time. */
  #silences = 0;

  #around;

  /** @param {Surroundings} around */
  constructor(around) {
    this.#around = around;
    this.#series = new Series(() => this.#commit(), around.clock);
  }

  /** Name of the number that a series of key presses is changing, or "". */
  get inSeries() {
    return this.#series.name;
  }

  /** How many the session has still to take over; a series of key presses that goes on is one. */
  get onTheirWay() {
    return this.#pending.commits + (this.#series.name ? 1 : 0) + (this.#owed ? 1 : 0);
  }

  get hasSession() {
    return this.#session !== null;
  }

  /** Whether numbers have begun to move that have not been let go of. */
  get isMoving() {
    return this.#moving;
  }

  /** Whether something was let go of that the session has not taken over. */
  get isOwed() {
    return this.#owed || this.#pending.commits > 0;
  }

  /** What the session has not taken over. */
  get unsaved() {
    return this.#pending.isEmpty ? null : this.#pending.copy();
  }

  /**
   * Numbers move.
   *
   * @param {Record<string, number>} values
   */
  move(values) {
    this.#series.end();
    this.#begin();
    this.#pending.set(values);
    this.#ask();
  }

  /**
   * A number moves by a key; it is let go of when the series of key presses ends.
   *
   * @param {string} name
   * @param {number} value
   */
  press(name, value) {
    this.#series.go(name);
    this.#begin();
    this.#pending.set({ [name]: value });
    this.#ask();
    this.#tell();
  }

  /** End a series of key presses: something else begins, or the page is left. */
  endSeries() {
    this.#series.end();
  }

  /**
   * What has been moving is let go of, or numbers and texts are set at once.
   *
   * @param {Partial<Changes>} [changes]
   */
  letGo({ values = {}, texts = {} } = {}) {
    this.#series.end();
    this.#begin();
    this.#pending.set(values);
    this.#pending.type(texts);
    this.#commit();
  }

  /** Tell the session once more what it has not taken over: it may not have heard of it. */
  again() {
    if (this.isOwed && !this.#moving) this.#commit();
  }

  /** Tell the session something that changes nothing: where it does not take that over either, it is not there. */
  greet() {
    if (this.#session && !this.onTheirWay && !this.#moving) this.#commit();
  }

  /**
   * Call when the session has taken over every edit, or when that takes too long.
   *
   * @param {() => void} call
   * @param {number} [longest] how long to wait, in milliseconds; without it for as long as it takes
   */
  whenTakenOver(call, longest) {
    if (!this.onTheirWay) {
      call();
      return;
    }
    const { clock } = this.#around;
    let timer = 0;
    const once = () => {
      clock.clearTimeout(timer);
      if (this.#waiting.delete(once)) call();
    };
    this.#waiting.add(once);
    if (longest !== undefined) timer = clock.setTimeout(once, longest);
  }

  /**
   * Hear an answer from the line.
   *
   * @param {Answer & { seq: number }} answer
   */
  hear(answer) {
    this.#silences = 0;
    if (!this.#pacing.answered(answer.seq)) return;
    this.#show(answer);
    if (this.#pacing.again) this.#ask();
  }

  /**
   * Hear from the session.
   *
   * @param {Answer & FromSession} sent
   * @param {Report} report how to answer
   * @returns {boolean} whether that is news
   */
  hearSession(sent, report) {
    const { run, seq, refused, able, start } = sent;
    const before = this.#session?.sent;
    // Where the elements of a page change their places, Streamlit may hand over once more what is of the page before.
    if (before && before.session === sent.session && run < before.run) return false;
    const isNew = before?.session !== sent.session;
    if (before && isNew) {
      // The server or the line was away: what the old session did not take over the new one shall.
      this.#owed = this.isOwed;
      this.#pending.commitsAreLost();
    } else this.#pending.takenOver(seq);
    this.#session = { sent, report };
    this.#pacing.answered(seq);
    const moving = this.#around.line.isOpen && this.#pending.hasValues;
    // While a number moves, the session's are of a moment ago; only those of another page are better than none.
    if (moving && !isNew && run === this.#around.shown.run) this.#around.show({ refused, able, start });
    else this.#show(sent, { run, refused, able, start });
    if (this.#owed) this.#commit();
    else this.#tell();
    if (moving || this.#pacing.again) this.#ask();
    return true;
  }

  /**
   * Show numbers, but leave those where the reader has set them that the numbers do not yet follow: a
   * slider must not go back under the hand.
   *
   * @param {Answer} numbers
   * @param {Partial<Shown>} [rest]
   */
  #show({ texts, marks, largest, values, notes, curve }, rest) {
    const drawn = curve ? this.#curve(curve) : {};
    this.#around.show({
      texts,
      marks,
      largest,
      values: { ...values, ...this.#pending.values },
      notes,
      ...drawn,
      ...rest,
    });
  }

  /**
   * Return the curve of an answer to be shown, its losses as they were where the answer has none; nothing if by now
   * another one is drawn.
   *
   * @param {Curve} curve
   * @returns {Partial<Shown>}
   */
  #curve(curve) {
    const { curve: before } = this.#around.shown;
    if (this.#session?.sent.curve?.parameter !== curve.parameter) return {};
    return { curve: before?.parameter === curve.parameter ? { ...before, ...curve } : curve };
  }

  #ask() {
    const { line, clock } = this.#around;
    const pacing = this.#pacing;
    if (!line.isOpen) line.isMissed();
    // Of several reports that meet Streamlit passes on the last alone: a question must not follow a commit.
    const blocked = !line.isOpen && this.#pending.commits > 0;
    pacing.again = !this.#session || blocked || !pacing.isFree;
    if (!this.#session || pacing.again) return;
    const seq = pacing.next();
    const { sent, report } = this.#session;
    const { values } = this.#pending;
    if (line.isOpen) {
      const { link, terms, marked: marks, curve } = sent;
      const drawn = curve && { curve: { parameter: curve.parameter, low: curve.low, high: curve.high } };
      line.send(JSON.stringify({ seq, link, terms, marks, edits: values, ...drawn }));
    } else report("edit", { seq, values: { ...values }, texts: {}, done: false });
    clock.clearTimeout(this.#patience);
    this.#patience = clock.setTimeout(() => {
      pacing.giveUp();
      if (line.isOpen && ++this.#silences >= MOST_SILENCES) {
        this.#silences = 0;
        line.isSilent();
      }
      if (pacing.again) this.#ask();
    }, PATIENCE_MS);
  }

  #begin() {
    if (!this.#moving) this.#around.beginChange();
    this.#moving = true;
  }

  #commit() {
    const { shown, show } = this.#around;
    this.#moving = false;
    // The box says what the slider does, even where nobody answers.
    if (this.#pending.hasValues) show({ values: { ...shown.values, ...this.#pending.values } });
    this.#owed = !this.#session;
    if (this.#session) {
      const seq = this.#pacing.next();
      this.#session.report("edit", { seq, ...this.#pending.commit(seq), done: true });
    }
    this.#tell();
  }

  #tell() {
    this.#around.tell(this.onTheirWay);
    if (!this.onTheirWay) this.#waiting.forEach((call) => call());
  }
}
