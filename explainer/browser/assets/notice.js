// What the page says about the server, where everybody sees and hears it.
// @ts-check

/** @import { State } from "./away.js" */

/** @type {Record<State, string>} */
const WORDS = {
  well: "",
  away: "The server does not answer. Your changes are kept and will be taken over when it is back.",
  refused: "The last change could not be taken over. Load the page again to go on without it.",
};

const LONGEST_MS = 5000;

const place = document.createElement("p");
place.className = "server-notice";
place.role = "status";

/** Make the place where it is said: those who listen hear only of what changes in a place that is there. */
export function makePlace() {
  (document.querySelector(".stApp") ?? document.body).append(place); // in the colours of the app
}

/** @param {State} state */
export function sayOfServer(state) {
  place.textContent = WORDS[state];
}

/** Return after how many milliseconds the server has answered, or null if it has not. */
export async function askServer() {
  const given = new AbortController();
  const timer = setTimeout(() => given.abort(), LONGEST_MS);
  const begun = performance.now();
  try {
    const answer = await fetch(new URL("health", document.baseURI), { cache: "no-store", signal: given.signal });
    return answer.ok && await answer.text() === "ok" ? performance.now() - begun : null;
  } catch {
    return null;
  } finally {
    clearTimeout(timer);
  }
}
