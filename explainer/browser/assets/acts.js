// What a reader does by keys, buttons or choices, on its way to the session: each act has a number, and none is lost.
//
// Of several reports that meet Streamlit passes on the last alone, so each contains all acts that the session has
// not taken over yet; the session tells by their numbers which of them are new. It counts those of its own name
// only: a server that was away begins another session, which has heard of none of them.
// @ts-check

/** @typedef {{ session: string, first: number, acts: string[] }} Acted */
/** @typedef {(acted: Acted) => void} ReportActs */

/** What begins an act that says how a text is by now: the next one says all of it again. */
const TEXTS = ["keep:", "read:"];

/** Characters of an act that may travel again with every later report of the page. */
const SHORT = 200;

/**
 * Say whether a report holds a whole text, as of a file; that is reported once, and not kept with what a page shows.
 *
 * @param {Acted} acted
 */
export function isLong({ acts }) {
  return acts.some((act) => act.length > SHORT);
}

export class Acts {
  /** Which session they are told to. */
  #session = "";

  /** Number of the first act that has not been taken over. */
  #first = 1;

  /**
   * Told to the session and not yet taken over, or to be told as soon as there is one.
   *
   * @type {string[]}
   */
  #pending = [];

  /**
   * Done after edits that are still on their way, which the session shall hear of first.
   *
   * @type {string[]}
   */
  #held = [];

  /** @type {ReportActs | null} */
  #report = null;

  #after;
  #tell;

  /**
   * @param {(call: () => void) => void} after calls when the session has taken over every edit
   * @param {() => void} tell hears that something was done or has been taken over
   */
  constructor(after, tell) {
    this.#after = after;
    this.#tell = tell;
  }

  /** Whether the session has taken over all that was done. */
  get isDone() {
    return !this.#pending.length && !this.#held.length;
  }

  /** What the session has not taken over: what was done before the edits that it has not, and what after them. */
  get unsaved() {
    return { before: [...this.#pending], after: [...this.#held] };
  }

  /**
   * Do something.
   *
   * @param {string} act
   */
  do(act) {
    const [text] = TEXTS.filter((name) => act.startsWith(name));
    if (text) { for (const acts of [this.#pending, this.#held]) dropTexts(acts, text); }
    this.#held.push(act);
    this.#after(() => this.#release());
    this.#tell();
  }

  /** Tell the session once more what it has not taken over. */
  again() {
    if (this.#pending.length) {
      this.#report?.({ session: this.#session, first: this.#first, acts: [...this.#pending] });
    }
  }

  /**
   * Hear from the session.
   *
   * @param {string} session which one
   * @param {number} taken number of the last act that it has taken over
   * @param {ReportActs} report how to answer
   */
  hear(session, taken, report) {
    this.#report = report;
    if (session === this.#session) {
      const done = Math.min(Math.max(taken + 1 - this.#first, 0), this.#pending.length);
      this.#pending.splice(0, done);
      this.#first += done;
    } else {
      this.#session = session;
      this.#first = taken + 1;
      this.again();
    }
    this.#tell();
  }

  #release() {
    if (!this.#held.length) return;
    this.#pending.push(...this.#held.splice(0));
    this.again();
  }
}

/**
 * Let nothing stand in place of the texts among acts, which keep their numbers: on a line that is away for long they
 * would be more than a message holds.
 *
 * @param {string[]} acts
 * @param {string} name what they begin with
 */
function dropTexts(acts, name) {
  for (const [place, act] of acts.entries()) if (act.startsWith(name)) acts[place] = "";
}
