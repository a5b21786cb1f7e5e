// The line to the server's /live: opened when the page is, opened again when it breaks, given up where there is none.
// @ts-check

/** @import { Clock } from "./series.js" */

/**
 * What a line needs of a WebSocket.
 *
 * @typedef {object} Socket
 * @property {(text: string) => void} send
 * @property {() => void} close
 * @property {(kind: "open" | "message" | "close", call: (event: { data?: any }) => void) => void} addEventListener
 */

const FIRST_DELAY_MS = 1000;
const MOST_FAILURES = 6; // half a minute of attempts, longer than a server takes to start again

/**
 * Return how long to wait before the next attempt, or null to make none.
 *
 * @param {number} failures in a row
 * @param {number} chance from 0 to 1: the readers of one server shall not all come back in the same instant
 */
export function delayAfter(failures, chance) {
  if (failures >= MOST_FAILURES) return null;
  return FIRST_DELAY_MS * 2 ** (failures - 1) * (0.75 + 0.25 * chance);
}

/**
 * Return where the line of an app is, from the address of any of its pages.
 *
 * @param {string} page
 */
export function addressOfLine(page) {
  const address = new URL("live", page);
  address.protocol = address.protocol.replace("http", "ws");
  return address.href;
}

export class Line {
  /** @type {Socket | null} */
  #socket = null;

  /**
   * The one that is being opened or is open; what happens to an earlier one concerns nobody.
   *
   * @type {Socket | null}
   */
  #dialled = null;

  /** @type {"dialling" | "open" | "waiting" | "resting"} */
  #state = "resting";

  #failures = 0;
  #timer = 0;
  #wasEverOpen = false;
  #dial;
  #heard;
  #broke;
  #clock;

  /**
   * @param {() => Socket} dial begins to open a socket
   * @param {(text: string) => void} heard called with each message
   * @param {() => void} broke called when it was open and breaks
   * @param {Clock} clock
   */
  constructor(dial, heard, broke, clock) {
    this.#dial = dial;
    this.#heard = heard;
    this.#broke = broke;
    this.#clock = clock;
  }

  get isOpen() {
    return this.#state === "open";
  }

  /** @param {string} text */
  send(text) {
    this.#socket?.send(text);
  }

  /** Try at once and from the beginning; asked for when the page opens, and when it comes back into view. */
  open() {
    if (this.#state === "open" || this.#state === "dialling") return;
    this.#clock.clearTimeout(this.#timer);
    this.#failures = 0;
    this.#attempt();
  }

  /**
   * Say that a reader is changing numbers without the line. Where it was open once there is a server, so
   * that it is worth to try again; where it never was, a reader's every move would be one more failure.
   */
  isMissed() {
    if (this.#state === "resting" && this.#wasEverOpen) this.open();
  }

  /** Say that the line is open and answers nothing, which is as good as none: it is given up. */
  isSilent() {
    const socket = this.#socket;
    this.#socket = this.#dialled = null;
    this.#state = "resting";
    this.#wasEverOpen = false;
    socket?.close();
  }

  #attempt() {
    this.#state = "dialling";
    /** @type {Socket} */
    let socket;
    try {
      socket = this.#dialled = this.#dial();
    } catch {
      // Not every address an app can have is one that a socket can be opened beside.
      this.#closed();
      return;
    }
    socket.addEventListener("open", () => {
      this.#socket = socket;
      this.#state = "open";
      this.#failures = 0;
      this.#wasEverOpen = true;
    });
    socket.addEventListener("message", (event) => this.#heard(event.data));
    socket.addEventListener("close", () => {
      if (this.#dialled === socket) this.#closed();
    });
  }

  #closed() {
    if (this.#socket) this.#broke();
    this.#socket = null;
    this.#failures += 1;
    const delay = delayAfter(this.#failures, Math.random());
    this.#state = delay === null ? "resting" : "waiting";
    if (delay !== null) this.#timer = this.#clock.setTimeout(() => this.#attempt(), delay);
  }
}
