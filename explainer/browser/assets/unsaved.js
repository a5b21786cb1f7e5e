// Changes of the last moment before a page is left, kept for when the same link is opened again, as by a reload.
//
// The link is the state, but the session writes it: what the session has not taken over is in no link yet.
// @ts-check

/** @import { Count } from "./away.js" */
/** @import { Changes } from "./pending.js" */

/**
 * What the session has not taken over, in the order in which it was done.
 *
 * @typedef {{ before: string[], edits: Changes | null, after: string[] }} Unsaved acts, edits, and acts again
 */

/** @typedef {() => Pick<Storage, "getItem" | "setItem" | "removeItem">} Kept */

const KEY = "backprop-unsaved";
const RELOADS = "backprop-reloads";

/**
 * Keep changes for the page that comes next in this tab.
 *
 * @param {Kept} storage
 * @param {string} link what was on screen
 * @param {Unsaved | null} unsaved
 */
export function keep(storage, link, unsaved) {
  try {
    if (unsaved && (unsaved.edits || unsaved.before.length || unsaved.after.length)) {
      storage().setItem(KEY, JSON.stringify({ link, unsaved }));
    } else storage().removeItem(KEY);
  } catch {
    // A browser that lets no page keep anything loses the change of the last moment.
  }
}

/**
 * Return the changes that were kept for a link, once.
 *
 * @param {Kept} storage
 * @param {string} link what is on screen
 * @returns {Unsaved | null}
 */
export function takeKept(storage, link) {
  try {
    const kept = JSON.parse(storage().getItem(KEY) ?? "null");
    storage().removeItem(KEY);
    return (kept?.link === link && kept.unsaved) || null;
  } catch {
    return null;
  }
}

/**
 * Return the count of reloads in a row that have not helped.
 *
 * @param {Kept} storage
 * @returns {Count}
 */
export function reloadsIn(storage) {
  const get = () => {
    try {
      return Number(storage().getItem(RELOADS));
    } catch {
      return 0;
    }
  };
  return {
    get,
    set: (count) => {
      try {
        if (count) storage().setItem(RELOADS, String(count));
        else storage().removeItem(RELOADS);
      } catch {
        return false; // without a count they could go on for ever
      }
      return get() === count;
    },
  };
}
