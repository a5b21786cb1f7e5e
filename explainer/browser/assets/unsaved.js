// Edits of the last moment before a page is left, kept for when the same link is opened again, as by a reload.
//
// The link is the state, but the session writes it: what the session has not taken over is in no link yet.
// @ts-check

/** @import { Changes } from "./pending.js" */

const KEY = "backprop-unsaved";

/**
 * Keep edits for the page that comes next in this tab.
 *
 * @param {() => Pick<Storage, "setItem" | "removeItem">} storage
 * @param {string} link what was on screen
 * @param {Changes | null} edits
 */
export function keep(storage, link, edits) {
  try {
    if (edits) storage().setItem(KEY, JSON.stringify({ link, edits }));
    else storage().removeItem(KEY);
  } catch {
    // A browser that lets no page keep anything loses the edit of the last moment.
  }
}

/**
 * Return the edits that were kept for a link, once.
 *
 * @param {() => Pick<Storage, "getItem" | "removeItem">} storage
 * @param {string} link what is on screen
 * @returns {Changes | null}
 */
export function takeKept(storage, link) {
  try {
    const kept = JSON.parse(storage().getItem(KEY) ?? "null");
    storage().removeItem(KEY);
    return kept?.link === link ? kept.edits : null;
  } catch {
    return null;
  }
}
