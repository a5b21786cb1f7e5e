// What stands in for the browser and the server in tests: a clock, a socket, a storage, a session.
// @ts-check

import { Edits } from "../../../explainer/browser/assets/edits.js";

/** @import { Curve } from "../../../explainer/browser/assets/curve.js" */
/** @import { Shown } from "../../../explainer/browser/assets/patch.js" */

/** A clock that goes on only when it is told to. */
export class FakeClock {
  now = 0;

  /** @type {Map<number, { at: number, call: () => void }>} */
  #timers = new Map();

  #last = 0;

  /** How many calls are still to come. */
  get due() {
    return this.#timers.size;
  }

  /**
   * @param {() => void} call
   * @param {number} milliseconds
   */
  setTimeout(call, milliseconds) {
    this.#timers.set(++this.#last, { at: this.now + milliseconds, call });
    return this.#last;
  }

  /** @param {number} timer */
  clearTimeout(timer) {
    this.#timers.delete(timer);
  }

  /**
   * Let time pass; what is due on the way is called in its order.
   *
   * @param {number} milliseconds
   */
  pass(milliseconds) {
    const until = this.now + milliseconds;
    for (;;) {
      const [first] = [...this.#timers].filter(([, { at }]) => at <= until).sort(([, a], [, b]) => a.at - b.at);
      if (!first) break;
      const [timer, { at, call }] = first;
      this.#timers.delete(timer);
      this.now = at;
      call();
    }
    this.now = until;
  }
}

/** A socket that does what a test says. */
export class FakeSocket {
  /** @type {string[]} */
  sent = [];

  isClosed = false;

  /** @type {Map<string, (event: { data?: string }) => void>} */
  #calls = new Map();

  /** @param {string} text */
  send(text) {
    this.sent.push(text);
  }

  close() {
    this.isClosed = true;
  }

  /**
   * @param {string} kind
   * @param {(event: { data?: string }) => void} call
   */
  addEventListener(kind, call) {
    this.#calls.set(kind, call);
  }

  /**
   * @param {"open" | "message" | "close"} kind
   * @param {string} [data]
   */
  happens(kind, data) {
    this.#calls.get(kind)?.(data === undefined ? {} : { data });
  }
}

/** The storage of a tab. */
export class FakeStorage {
  /** @type {Map<string, string>} */
  #items = new Map();

  /** @param {string} key */
  getItem(key) {
    return this.#items.get(key) ?? null;
  }

  /**
   * @param {string} key
   * @param {string} value
   */
  setItem(key, value) {
    this.#items.set(key, value);
  }

  /** @param {string} key */
  removeItem(key) {
    this.#items.delete(key);
  }
}

/**
 * A page with its edits, a line and a session that note what they are told.
 */
export class FakePage {
  clock = new FakeClock();

  /** @type {{ seq: number, edits: Record<string, number>, curve?: object }[]} */
  questions = [];

  /** @type {{ seq: number, values: Record<string, number>, texts: Record<string, string>, done: boolean }[]} */
  reports = [];

  /** @type {Shown} */
  shown = { run: -1, texts: {}, marks: {}, largest: 0, values: {}, start: {}, refused: {}, able: [], notes: [] };

  /** How many changes have begun. */
  begun = 0;

  /** What the page says of edits on their way. */
  told = 0;

  missed = 0;

  silent = 0;

  /** @param {{ hasLine?: boolean }} [options] */
  constructor({ hasLine = true } = {}) {
    this.line = {
      isOpen: hasLine,
      isMissed: () => {
        this.missed += 1;
      },
      isSilent: () => {
        this.silent += 1;
        this.line.isOpen = false;
      },
      send: (/** @type {string} */ text) => {
        this.questions.push(JSON.parse(text));
      },
    };
    this.edits = new Edits({
      line: this.line,
      shown: this.shown,
      show: (part) => Object.assign(this.shown, part),
      beginChange: () => {
        this.begun += 1;
      },
      tell: (count) => {
        this.told = count;
      },
      clock: this.clock,
    });
  }

  /** What the session was told last. */
  get report() {
    const last = this.reports.at(-1);
    if (!last) throw new Error("The session has not been told anything.");
    return last;
  }

  /** The commits, without their numbers. */
  get commits() {
    return this.reports.filter(({ done }) => done).map(({ values, texts }) => ({ values, texts }));
  }

  /** Number of the last question or report. */
  get last() {
    return Math.max(0, ...[...this.questions, ...this.reports].map(({ seq }) => seq));
  }

  /**
   * The session sends its numbers.
   *
   * @param {number} [seq]
   * @param {Record<string, number>} [values]
   * @param {{ run?: number, session?: string, link?: Record<string, string>, refused?: Record<string, string>,
   *   curve?: Curve }} [rest]
   */
  session(seq = 0, values = { w5: 0.4, w6: 0.5 }, { run = 1, session = "one", link = {}, refused = {}, ...more } = {}) {
    const asked = { terms: ["loss"], marked: ["dL_dw5"] };
    const sent = {
      session,
      run,
      seq,
      link,
      refused,
      able: [],
      start: {},
      ...asked,
      ...more,
      texts: {},
      marks: {},
      largest: 0,
      notes: [],
    };
    this.edits.hearSession({ ...sent, values }, (_, edit) => this.reports.push(edit));
    return this;
  }

  /**
   * The line answers.
   *
   * @param {number} seq
   * @param {Record<string, number>} values
   * @param {string} [loss]
   * @param {object} [more]
   */
  answer(seq, values, loss = `loss of ${seq}`, more = {}) {
    this.edits.hear({ seq, values, texts: { loss }, marks: {}, largest: 0, notes: [], ...more });
  }
}
