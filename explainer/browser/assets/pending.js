// What a reader has changed and the session has not taken over yet.
// @ts-check

/**
 * Changes by the name of the number: numbers that were set, and texts as they were typed into boxes.
 *
 * @typedef {{ values: Record<string, number>, texts: Record<string, string> }} Changes
 */

export class Pending {
  /** @type {Changes} */
  #changes = { values: {}, texts: {} };

  /**
   * Number of each commit that is on its way -> what it contained.
   *
   * @type {Map<number, Changes>}
   */
  #commits = new Map();

  /** The numbers alone; what was typed only the session can read. */
  get values() {
    return this.#changes.values;
  }

  /** How many commits are on their way. */
  get commits() {
    return this.#commits.size;
  }

  get hasValues() {
    return hasAny(this.#changes.values);
  }

  get isEmpty() {
    return !hasAny(this.#changes.values) && !hasAny(this.#changes.texts);
  }

  /**
   * Set numbers; they take the place of what was typed for them before.
   *
   * @param {Record<string, number>} values
   */
  set(values) {
    Object.assign(this.#changes.values, values);
    for (const name of Object.keys(values)) delete this.#changes.texts[name];
  }

  /**
   * Note what was typed into boxes. A number stays beside its text, for the text may be refused.
   *
   * @param {Record<string, string>} texts
   */
  type(texts) {
    Object.assign(this.#changes.texts, texts);
  }

  /** Return a copy of all that is pending. */
  copy() {
    return { values: { ...this.#changes.values }, texts: { ...this.#changes.texts } };
  }

  /**
   * Return all that is pending for the session to take over. It contains what earlier commits on their
   * way contain, because of several that meet Streamlit passes on the last alone.
   *
   * @param {number} seq number of the commit
   * @returns {Changes}
   */
  commit(seq) {
    const changes = this.copy();
    this.#commits.set(seq, changes);
    return changes;
  }

  /**
   * Forget what commits up to a number contained, but for what was changed again meanwhile.
   *
   * @param {number} seq
   */
  takenOver(seq) {
    for (const [number, { values, texts }] of this.#commits) {
      if (number > seq) continue;
      this.#commits.delete(number);
      dropSame(this.#changes.values, values);
      dropSame(this.#changes.texts, texts);
    }
  }

  /** Forget that commits are on their way: the session they went to is gone, the changes are still to be made. */
  commitsAreLost() {
    this.#commits.clear();
  }
}

/** @param {object} record */
function hasAny(record) {
  for (const name in record) if (Object.hasOwn(record, name)) return true;
  return false;
}

/**
 * @template T
 * @param {Record<string, T>} record
 * @param {Record<string, T>} other
 */
function dropSame(record, other) {
  for (const [name, value] of Object.entries(other)) if (record[name] === value) delete record[name];
}
