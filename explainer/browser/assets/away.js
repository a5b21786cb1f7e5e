// What is done about changes that the session does not take over: the server may be away, or the session gone.
//
// They are told once more, and the server is asked whether it answers. As long as it does not, the page says that it
// waits. Where it answers and they are still not taken over, the page is loaded anew at its link, with the changes;
// never before, for a browser would show a page of its own instead. What that has not helped a few times it will not
// help, and the page says so.
// @ts-check

/** @import { Clock } from "./series.js" */

/** @typedef {"well" | "away" | "refused"} State */

/**
 * @typedef {object} Means
 * @property {() => boolean} owes whether there are changes that the session has not taken over
 * @property {() => boolean} isBusy whether the page is still coming, or the reader is in the middle of a change
 * @property {() => void} tellAgain tells the session of the changes once more
 * @property {() => Promise<number | null>} ask after how many milliseconds the server has answered; null if it has not
 * @property {(state: State) => void} say shows on the page how it stands
 * @property {() => void} reload loads the page anew with the changes
 * @property {Count} reloads how many in a row have not helped
 * @property {Clock} clock
 * @property {() => number} chance from 0 to 1: the readers of one server shall not all come back in the same instant
 */

/**
 * A number that outlives the page.
 *
 * @typedef {object} Count
 * @property {() => number} get
 * @property {(count: number) => boolean} set says whether it is kept
 */

export const PATIENCE_MS = 3000;
export const MOST_RELOADS = 2;
const FIRST_DELAY_MS = 1000;
const LONGEST_DELAY_MS = 15_000;
const SLOWER = 20; // a run takes about so many times as long as the answer that the server is there

export class Away {
  /** @type {State} */
  #state = "well";

  /** Whether something is awaited: the session, the answer of the server, or the time to ask again. */
  #waits = false;

  /** Number of the last question; answers to earlier ones come too late. */
  #asked = 0;

  #timer = 0;
  #means;

  /** @param {Means} means */
  constructor(means) {
    this.#means = means;
  }

  get state() {
    return this.#state;
  }

  /** Look whether there is anything to wait for, because something was done. */
  look() {
    if (this.#state !== "refused" && this.#means.owes()) this.suspect();
  }

  /** Ask for the server after a while, unless the session is heard of before. */
  suspect() {
    if (this.#waits) return;
    this.#waits = true;
    this.#after(PATIENCE_MS, () => this.#inquire(1));
  }

  /** Hear that the session has taken something over. */
  took() {
    this.#means.clock.clearTimeout(this.#timer);
    this.#asked += 1;
    this.#waits = false;
    this.#means.reloads.set(0);
    this.#say("well");
    this.look();
  }

  /** @param {number} attempt how many in a row, with this one */
  async #inquire(attempt) {
    const { ask, tellAgain, chance } = this.#means;
    const asked = ++this.#asked;
    tellAgain();
    const took = await ask();
    if (asked !== this.#asked) return;
    if (took === null) {
      this.#say("away");
      const delay = Math.min(FIRST_DELAY_MS * 2 ** (attempt - 1), LONGEST_DELAY_MS);
      this.#after(delay * (0.75 + 0.25 * chance()), () => this.#inquire(attempt + 1));
    } else {
      // After the server was away its readers come back one by one.
      const spread = attempt > 1 ? 2 : 0.25;
      this.#after(PATIENCE_MS * (1 + spread * chance()) + SLOWER * took, () => this.#comeBack());
      tellAgain();
    }
  }

  /** The server answers and has had time to take the changes over. */
  #comeBack() {
    const { owes, isBusy, reload, reloads } = this.#means;
    if (owes() && isBusy()) return this.#after(PATIENCE_MS, () => this.#comeBack());
    this.#waits = false;
    if (!owes()) this.#say("well");
    else if (reloads.get() < MOST_RELOADS && reloads.set(reloads.get() + 1)) reload();
    else this.#say("refused");
  }

  /**
   * @param {number} milliseconds
   * @param {() => void} call
   */
  #after(milliseconds, call) {
    this.#means.clock.clearTimeout(this.#timer);
    this.#timer = this.#means.clock.setTimeout(call, milliseconds);
  }

  /** @param {State} state */
  #say(state) {
    if (state === this.#state) return;
    this.#state = state;
    this.#means.say(state);
  }
}
