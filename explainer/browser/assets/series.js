// A series of key presses on one slider, which is one change: it ends after a pause, or when it is left.
// @ts-check

/**
 * What tells the time; tests have one of their own.
 *
 * @typedef {object} Clock
 * @property {(call: () => void, milliseconds: number) => number} setTimeout
 * @property {(timer: number) => void} clearTimeout
 */

export const PAUSE_MS = 1000;

export class Series {
  /**
   * Name of the number that is being changed; empty between two series.
   */
  name = "";

  #timer = 0;
  #clock;
  #ended;

  /**
   * @param {() => void} ended called at the end of each series
   * @param {Clock} clock
   */
  constructor(ended, clock) {
    this.#ended = ended;
    this.#clock = clock;
  }

  /**
   * Begin a series, or go on with it; one of another number ends.
   *
   * @param {string} name
   */
  go(name) {
    if (this.name !== name) this.end();
    this.name = name;
    this.#clock.clearTimeout(this.#timer);
    this.#timer = this.#clock.setTimeout(() => this.end(), PAUSE_MS);
  }

  /** End the series, if there is one. */
  end() {
    if (!this.name) return;
    this.name = "";
    this.#clock.clearTimeout(this.#timer);
    this.#ended();
  }
}
