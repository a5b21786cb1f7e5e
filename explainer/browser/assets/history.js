// One thing that a reader does is one place in the browser's history.
//
// Streamlit makes a new place for each address it learns of, and of a page that is turned to it learns in two
// steps: first of the page, then of what is on it. The place between the two would lack the numbers.
// @ts-check

/** What a reader can do; whatever address follows, up to the next of these, belongs to it. */
const DEEDS = ["pointerdown", "keydown", "click", "change"];

/**
 * Say whether an address belongs to the place that is there already.
 */
export class Entries {
  #isNew = false;

  /** Whether the page has still to show what the address says. */
  #isUnfinished = false;

  /** The reader does something: what follows is a place of its own. */
  begin() {
    this.#isNew = true;
  }

  /** The reader goes to a place that is there already: what follows belongs to it. */
  goBack() {
    this.#isNew = this.#isUnfinished = false;
  }

  /** The page shows what the address says. */
  finish() {
    this.#isUnfinished = false;
  }

  /** Return how the next address is to be put into the history. */
  next() {
    // What has not been shown is no place to return to, even where another click has followed the first.
    const isOwn = this.#isNew && !this.#isUnfinished;
    if (isOwn) this.#isNew = false;
    this.#isUnfinished = true;
    return isOwn ? "pushState" : "replaceState";
  }
}

/**
 * Keep the places of the history together.
 *
 * @param {Entries} places
 */
export function keepEntries(places) {
  const { pushState, replaceState } = history;
  const ways = { pushState, replaceState };
  history.pushState = (...state) => ways[places.next()].apply(history, state);
  for (const deed of DEEDS) addEventListener(deed, () => places.begin(), true);
  addEventListener("popstate", () => places.goBack(), true);
}
