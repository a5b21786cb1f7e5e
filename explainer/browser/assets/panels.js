// What Streamlit calls: a panel holds the markup of a figure, and the one component of numbers keeps all panels true.
// @ts-check

import { Acts, isLong } from "./acts.js";
import { Away } from "./away.js";
import { listenForTheEndOfSeries, listenToControls } from "./controls.js";
import { Edits } from "./edits.js";
import { explainSymbols } from "./explain.js";
import { listenForFiles } from "./files.js";
import { bringChosenIntoView, bringLitIntoView, fit, lightFactor } from "./figures.js";
import { listenToGrids } from "./grid.js";
import { listenForButtons, listenForKeys } from "./keys.js";
import { addressOfLine, Line } from "./line.js";
import {
  copyLink,
  giveLink,
  giveLinkToPages,
  holdForTheLink,
  presentLink,
  saysTheSame,
  turnByActs,
  writeAddress,
} from "./link.js";
import { askServer, makePlace, sayOfServer } from "./notice.js";
import { beginChange, patch, placesIn, show, shown, unwatch, watch } from "./patch.js";
import { Entries, keepEntries } from "./history.js";
import { headFor, leaveFrom, returnToPlace } from "./places.js";
import { downloadAsPng } from "./png.js";
import { endsScrubbing, listenForScrubbing, listenToNumbers } from "./scrub.js";
import { arrangeStops, listenForStops } from "./stops.js";
import { listenForThumbs, listenToThumbs } from "./touch.js";
import { keepStrayPresses, Presses } from "./twice.js";
import { listenForTexts, typeAgain, untold } from "./typed.js";
import { keep, reloadsIn, takeKept } from "./unsaved.js";

/** @import { FromSession } from "./edits.js" */
/** @import { Numbers, Places } from "./patch.js" */

/**
 * What Streamlit hands to a component at each run.
 *
 * @template Data
 * @typedef {object} Component
 * @property {HTMLElement} parentElement
 * @property {Data} data
 * @property {(name: string, value: unknown) => void} setStateValue said again with every later report
 * @property {(name: string, value: unknown) => void} setTriggerValue said once
 */

/** @typedef {Record<string, string>} Table of acts */

/** @typedef {{ session: string, keys: Table, buttons: Table, taken: number }} HandsData */

/**
 * A panel on the page.
 *
 * @typedef {object} Panel
 * @property {HTMLElement} root
 * @property {string} markup
 * @property {Places} places
 * @property {number} calls how often Streamlit has called for it
 */

/** @type {WeakMap<Element, Panel>} */
const panels = new WeakMap();

// Told of a picture once it has its size, and again where a style sheet that comes later gives it another.
const pictures = new ResizeObserver((entries) => {
  for (const { target } of entries) if (target.parentElement) bringLitIntoView(target.parentElement);
});

const line = new Line(dial, (text) => edits.hear(JSON.parse(text)), () => away.suspect(), globalThis);

const edits = new Edits({ line, shown, show, beginChange: begin, tell: tellHowMany, clock: globalThis });

const acts = new Acts((call) => edits.whenTakenOver(call), tellOfActs);

const reloads = reloadsIn(() => sessionStorage);

const away = new Away({
  owes: () => edits.isOwed || !acts.isDone,
  isBusy: () => !edits.hasSession || edits.isMoving || document.querySelector("[data-typing]:focus") !== null,
  tellAgain: () => {
    edits.again();
    acts.again();
  },
  ask: askServer,
  say: sayOfServer,
  reload: () => location.reload(),
  reloads,
  clock: globalThis,
  chance: Math.random,
});

const entries = new Entries();

/**
 * Key -> what it does, as the session has told.
 *
 * @type {Table}
 */
let keyTable = {};

/**
 * Button of Streamlit's -> what it does, as the session has told.
 *
 * @type {Table}
 */
let buttonTable = {};

function dial() {
  return new WebSocket(addressOfLine(document.baseURI));
}

/**
 * Show the markup of a figure, and hear what is chosen in it.
 *
 * @param {Component<{ name: string, html: string, run: number }>} component
 */
export function panel({ parentElement, data }) {
  const own = panelIn(parentElement);
  const { root } = own;
  const call = ++own.calls;
  const isNew = !own.markup;
  const changed = own.markup !== data.html;
  if (changed) fill(own, data.html);
  root.className = `panel ${data.name}`;
  root.dataset.run = String(data.run);
  watch(own.places);
  fit(root);
  if (changed) bringChosenIntoView(root);
  if (isNew) returnToPlace(root);
  // Numbers in the markup are those of its own run; later ones may have come by the line.
  if (data.run <= shown.run) patch(own.places);
  // Streamlit may end a call after it has begun the next.
  return () => {
    if (call === own.calls) unwatch(own.places);
  };
}

/**
 * Show the numbers of the session, and tell it of edits.
 *
 * @param {Component<Numbers & FromSession>} component
 */
export function numbers({ data, setStateValue }) {
  const owed = edits.onTheirWay;
  if (!edits.hearSession(data, setStateValue)) return;
  if (edits.onTheirWay < owed) isHeard();
  const { dataset } = document.documentElement;
  if (!edits.isMoving && !edits.onTheirWay) delete dataset.moving;
  dataset.run = String(data.run);
  dataset.link = new URLSearchParams(data.link).toString();
  if (saysTheSame(location.search, dataset.link)) entries.finish();
}

/**
 * Hear what the keys stand for, and tell the session what is done.
 *
 * @param {Component<HandsData>} component
 */
export function hands({ data, setStateValue, setTriggerValue }) {
  keyTable = data.keys;
  buttonTable = data.buttons;
  const owed = !acts.isDone;
  acts.hear(data.session, data.taken, (acted) => {
    if (isLong(acted)) setTriggerValue("texts", acted);
    else setStateValue("acts", acted);
  });
  if (owed && acts.isDone) isHeard();
}

/** The session has taken something over: whatever was away is back. */
function isHeard() {
  if (away.state === "away") line.open();
  away.took();
}

/**
 * Return the panel in an element of Streamlit's.
 *
 * @param {HTMLElement} parent
 * @returns {Panel}
 */
function panelIn(parent) {
  const before = parent.querySelector(":scope > .panel");
  const known = before && panels.get(before);
  if (known) return known;
  before?.remove(); // made by an earlier version of this script
  const root = document.createElement("div");
  parent.append(root);
  const made = { root, markup: "", places: placesIn(root), calls: 0 };
  panels.set(root, made);
  root.addEventListener("click", onClick);
  root.addEventListener("pointerover", lightFactor);
  listenToControls(root, edits);
  listenToGrids(root, acts);
  listenForStops(root);
  listenToNumbers(root, edits);
  listenToThumbs(root);
  return made;
}

/**
 * Put other markup into a panel; what has the focus keeps it, and a tick or a text that is being typed stays, if they
 * are still there.
 *
 * @param {Panel} panel
 * @param {string} markup
 */
function fill(panel, markup) {
  const { root } = panel;
  const focused = root.contains(document.activeElement) ? selectorOf(document.activeElement) : null;
  /** @type {NodeListOf<HTMLInputElement>} */
  const ticked = root.querySelectorAll("[data-keep]:checked");
  const kept = [...ticked].map((box) => `[data-keep="${box.dataset.keep}"]`);
  const typed = untold(root);
  const onward = onwardOf(document.activeElement);
  const scrolled = root.querySelector("[data-scrolled]")?.scrollTop ?? 0;
  unwatch(panel.places);
  panel.markup = markup;
  for (const picture of root.querySelectorAll(":scope > .network")) pictures.unobserve(picture);
  root.innerHTML = markup;
  for (const picture of root.querySelectorAll(":scope > .network")) pictures.observe(picture);
  root.querySelector("[data-scrolled]")?.scrollTo(0, scrolled);
  for (const box of kept) root.querySelector(box)?.toggleAttribute("checked", true);
  typeAgain(root, typed);
  panel.places = placesIn(root);
  if (root.querySelector("[data-curve]")) drawIn(panel.places);
  arrangeStops(root);
  /** @type {HTMLElement | SVGElement | null} */
  const again = focused ? root.querySelector(focused) : null;
  again?.focus({ preventScroll: true });
  if (again instanceof HTMLInputElement && again.ariaInvalid && !again.dataset.typing) again.select(); // to be typed over
  // What was to be done there is done: the focus goes on to what comes next, and brings it into view.
  const next = again ? onwardOf(again) : "";
  if (next && next !== onward) /** @type {HTMLElement | null} */ (root.querySelector(next))?.focus();
}

/**
 * Return how to find what the focus goes on to from an element, once that changes; "" where it stays.
 *
 * @param {Element | null} element
 */
function onwardOf(element) {
  const [, kind, name] = element?.getAttribute("data-onward")?.match(/^(\w+):(.*)$/) ?? [];
  return kind ? `[data-${kind}="${CSS.escape(name ?? "")}"]` : "";
}

/** @type {Promise<typeof import("./curve.js")> | undefined} */
let curves;

/**
 * Draw the curve in a panel once the script for it is there, which only a page with a curve loads.
 *
 * @param {Places} places
 */
async function drawIn(places) {
  const isFirst = curves === undefined;
  curves ??= import("./curve.js");
  const { drawerOf, listenToCurves } = await curves;
  if (isFirst) listenToCurves(edits);
  places.draw = drawerOf(places.root);
  places.draw(shown.curve);
}

/** What tells a control from others, whatever is beside it. */
const FOUND_BY = ["cell", "tell", "slider", "box", "choose", "walk", "way", "act", "text", "says", "answer"].map((
  name,
) => `data-${name}`);

/**
 * Return how to find a control again in new markup.
 *
 * @param {Element | null} element
 */
function selectorOf(element) {
  for (const name of FOUND_BY) {
    const value = element?.getAttribute(name);
    if (typeof value === "string") return `${element?.localName}[${name}="${CSS.escape(value)}"]`;
  }
  return null;
}

/** @param {MouseEvent} event */
function onClick(event) {
  if (endsScrubbing(event) || !(event.target instanceof Element)) return;
  /** @type {HTMLAnchorElement | null} */
  const linked = event.target.closest("[data-with-link]");
  /** @type {HTMLElement | null} */
  const copying = event.target.closest("[data-copy]");
  /** @type {HTMLElement | SVGElement | null} */
  const chosen = event.target.closest("[data-choose]");
  /** @type {HTMLElement | null} */
  const doing = event.target.closest("[data-act]");
  if (linked) giveLink(linked);
  if (linked?.matches("[data-png]")) {
    event.preventDefault();
    downloadAsPng(linked).catch(() => location.assign(linked.href)); // the drawing itself, or why there is none
  }
  if (copying) copyLink(copying);
  else if (doing) {
    if (doing.dataset.headFor) headFor(doing.dataset.headFor);
    if (doing.ariaDisabled !== "true") acts.do(doing.dataset.act ?? "");
  } else if (chosen) {
    leaveFrom(chosen);
    acts.do(`choose:${chosen.dataset.choose}`);
  }
}

/** Numbers begin to move: what does not move with them is hidden until it is made anew. */
function begin() {
  document.documentElement.dataset.moving = "";
  beginChange();
}

/**
 * Say on the page how many edits are on their way.
 *
 * @param {number} count
 */
function tellHowMany(count) {
  document.documentElement.dataset.editsOnTheirWay = String(count);
  away.look();
}

/** Say on the page whether something that was done is on its way. */
function tellOfActs() {
  document.documentElement.dataset.actsOnTheirWay = String(!acts.isDone);
  away.look();
}

keepStrayPresses(new Presses()); // the first of these, for it keeps a press from all that follow
const kept = takeKept(() => sessionStorage, presentLink());
for (const act of kept?.before ?? []) acts.do(act);
if (kept?.edits) edits.letGo(kept.edits);
for (const act of kept?.after ?? []) acts.do(act);
makePlace();
line.open();
listenForTheEndOfSeries(edits);
keepEntries(entries);
turnByActs(acts);
holdForTheLink(edits);
giveLinkToPages();
listenForScrubbing(edits);
listenForFiles(acts);
const tellTexts = listenForTexts(acts);
listenForThumbs(edits);
addEventListener("beforeprint", () => writeAddress(document));
explainSymbols();
listenForButtons(acts, () => buttonTable);
listenForKeys(acts, () => keyTable); // the last of these, for it keeps a key from all that follow
addEventListener("resize", () => fit(document.documentElement));
addEventListener("pagehide", () => {
  edits.endSeries();
  tellTexts();
  const isRefused = away.state === "refused"; // a reader who loads the page again does so to be rid of it
  if (isRefused) reloads.set(0);
  keep(() => sessionStorage, presentLink(), isRefused ? null : { edits: edits.unsaved, ...acts.unsaved });
});
document.addEventListener("visibilitychange", () => {
  if (document.visibilityState !== "visible") return;
  line.open();
  edits.greet();
});
