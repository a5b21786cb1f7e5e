// What a reader does by keys or buttons, on its way to the session: each act has a number, and none is lost.
//
// Of several reports that meet Streamlit passes on the last alone, so each contains all acts that the session has
// not taken over yet; the session tells by their numbers which of them are new.
// @ts-check

/** @typedef {(name: "acts", acts: { first: number, acts: string[] }) => void} ReportActs */

export class Acts {
  /** Number of the first act that has not been taken over. */
  #first = 1;

  /** @type {string[]} */
  #pending = [];

  /** @type {ReportActs | null} */
  #report = null;

  /** Whether the session has taken over all that was done. */
  get isDone() {
    return !this.#pending.length;
  }

  /**
   * Do something.
   *
   * @param {string} act
   */
  do(act) {
    this.#pending.push(act);
    this.#report?.("acts", { first: this.#first, acts: [...this.#pending] });
  }

  /**
   * Hear from the session.
   *
   * @param {number} taken number of the last act that it has taken over
   * @param {ReportActs} report how to answer
   */
  hear(taken, report) {
    const isNew = !this.#report;
    this.#report = report;
    const done = Math.min(Math.max(taken + 1 - this.#first, 0), this.#pending.length);
    this.#pending.splice(0, done);
    this.#first += done;
    // What was done before there was anybody to tell.
    if (isNew && this.#pending.length) report("acts", { first: this.#first, acts: [...this.#pending] });
  }
}
