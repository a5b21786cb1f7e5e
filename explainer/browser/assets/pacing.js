// How fast to ask: a few questions under way at most, and of what meanwhile changes one question more.
// @ts-check

const MOST_UNDER_WAY = 2;

/** Numbers of questions and commits, one row for both, so that it is plain which of two answers is newer. */
export class Pacing {
  #last = 0;
  #answered = 0;
  #givenUp = 0;

  /** Whether something has changed since the last question that could be asked. */
  again = false;

  /** Whether another question may be asked now. */
  get isFree() {
    return this.#last - Math.max(this.#answered, this.#givenUp) < MOST_UNDER_WAY;
  }

  /** Return the number of the next question or commit. */
  next() {
    return ++this.#last;
  }

  /**
   * Note an answer, and say whether it is news: something newer may have been shown.
   *
   * @param {number} seq
   */
  answered(seq) {
    if (seq <= this.#answered) return false;
    this.#answered = seq;
    return true;
  }

  /** Wait no longer for the answers to what has been asked; they are news all the same if they come. */
  giveUp() {
    this.#givenUp = this.#last;
  }
}
