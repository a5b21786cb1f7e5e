// The browser's half of the live path: panels hold the figures, `live` keeps their numbers true.
//
// A panel's markup comes from the server once per full run. While a slider moves, only texts,
// marks and slider positions travel, and they are put in place wherever a term stands:
//   data-term    the text is the value of that term (data-form="fine": with more digits)
//   data-mark    --size (0..1) and data-sign follow the value of that term
//   data-choose  choosing it tells the server
//   data-slider, data-box   a control for the number of that name

const MOST_UNDER_WAY = 2;
const PATIENCE_MS = 1000;
const RECONNECT_MS = 2000;
const SCRUB_PIXELS_PER_UNIT = 200;

const live = { run: -1, link: {}, terms: [], marked: [], texts: {}, marks: {}, values: {}, refused: {}, notes: [], report: null };
const roots = new Set();

// ---- numbers in place ---------------------------------------------------------------------

// What an element shows already is kept on it: most numbers stay as they are when one moves.

function patch(root) {
  for (const element of root.querySelectorAll("[data-term]")) {
    const { term, form } = element.dataset;
    const text = live.texts[form ? `${term}|${form}` : term];
    if (text === undefined || element.shown === text) continue;
    element.shown = text;
    if (element.textContent !== text) element.textContent = text;
    const fitted = element.style.getPropertyValue("--length"); // a longer number in a drawing is set smaller
    if (fitted && Number(fitted) !== text.length) element.style.setProperty("--length", text.length);
    element.toggleAttribute("data-negative", text.startsWith("−"));
    element.toggleAttribute("data-scrub", term in live.values);
  }
  for (const element of root.querySelectorAll("[data-mark]")) {
    const mark = live.marks[element.dataset.mark];
    if (mark === undefined || element.shown === mark) continue;
    element.shown = mark;
    element.style.setProperty("--size", Math.abs(mark).toFixed(4));
    element.dataset.sign = mark < 0 ? "-" : "+";
  }
  for (const slider of root.querySelectorAll("[data-slider]")) {
    const value = live.values[slider.dataset.slider];
    if (value === undefined || slider.shown === value || slider.matches(":active")) continue;
    place(slider, value);
  }
  for (const box of root.querySelectorAll("[data-box]")) {
    const name = box.dataset.box;
    const refusal = live.refused[name];
    if (refusal === undefined) box.removeAttribute("aria-invalid");
    else box.setAttribute("aria-invalid", "true");
    if (live.values[name] === undefined || refusal !== undefined || box.dataset.typing) continue;
    const text = String(live.values[name]).replace("-", "−");
    if (box.value !== text) box.value = text;
  }
  for (const place of root.querySelectorAll("[data-notes]")) {
    const said = [...Object.values(live.refused), ...live.notes].join(" ");
    const text = said || (place.dataset.hint ?? ""); // where there is nothing to say, what can be done here
    if (place.textContent !== text) place.textContent = text;
    place.classList.toggle("quiet", !said);
  }
}

function place(slider, value) {
  const low = Number(slider.dataset.low), high = Number(slider.dataset.high);
  const log = slider.dataset.scale === "log";
  slider.min = log ? Math.log10(low) : Math.min(low, value);
  slider.max = log ? Math.log10(high) : Math.max(high, value);
  slider.value = log ? Math.log10(Math.max(value, low)) : value;
  fill(slider, value);
}

function fill(slider, value) {
  slider.shown = value;
  const share = (slider.value - slider.min) / (slider.max - slider.min);
  slider.style.setProperty("--filled", `${(100 * share).toFixed(2)}%`);
  slider.setAttribute("aria-valuetext", String(value));
}

function patchAll() {
  for (const root of roots) if (root.isConnected) patch(root);
}

// ---- edits on their way to the server -----------------------------------------------------
// While a number moves, `ask` gets the numbers of the page from /live, which keeps nothing; when it
// is let go, `commit` hands the change to the session. At most a few questions are under way, and
// what happens meanwhile is merged into the next, so the page is never behind by more than those.
// Without /live (an app without a server) the session answers the questions too, only slower.

const pending = {}; // numbers changed and not yet taken over by the session
const asked = { last: 0, answered: 0, again: false, timer: 0 };
const commits = new Map(); // number of the commit -> what it contained

let socket = null;

function connect() {
  const url = new URL("live", document.baseURI);
  url.protocol = url.protocol.replace("http", "ws");
  url.search = "";
  const opening = new WebSocket(url);
  opening.addEventListener("open", () => { socket = opening; });
  opening.addEventListener("message", (event) => heard(JSON.parse(event.data)));
  opening.addEventListener("close", () => { socket = null; setTimeout(connect, RECONNECT_MS); });
}

function edit(change, done) {
  Object.assign(pending, change.values);
  if (done) commit(change.texts ?? {});
  else ask();
}

function ask() {
  if (!live.report || asked.last - asked.answered >= MOST_UNDER_WAY) { asked.again = true; return; }
  asked.again = false;
  const seq = ++asked.last;
  if (socket) socket.send(JSON.stringify({ seq, link: live.link, terms: live.terms, marks: live.marked, edits: pending }));
  else live.report("edit", { seq, values: pending, texts: {}, done: false });
  clearTimeout(asked.timer);
  asked.timer = setTimeout(() => { asked.answered = asked.last; if (asked.again) ask(); }, PATIENCE_MS);
}

function commit(texts) {
  const seq = ++asked.last;
  commits.set(seq, { ...pending });
  live.report?.("edit", { seq, values: { ...pending }, texts, done: true });
  underWay();
}

function heard(answer) {
  if (answer.seq <= asked.answered) return; // something newer has been shown
  asked.answered = answer.seq;
  Object.assign(live, answer);
  patchAll();
  if (asked.again) ask();
}

function takenOver(seq) {
  for (const [number, values] of commits) {
    if (number > seq) continue;
    commits.delete(number);
    for (const name in values) if (pending[name] === values[name]) delete pending[name];
  }
  asked.answered = Math.max(asked.answered, seq);
  underWay();
}

function underWay() {
  document.documentElement.dataset.editsOnTheirWay = commits.size;
}

// ---- sliders, boxes, scrubbing ------------------------------------------------------------

function read(slider) {
  const raw = Number(slider.value);
  if (slider.dataset.scale === "log") return Number((10 ** raw).toPrecision(3));
  return Number(raw.toFixed(Number(slider.dataset.decimals)));
}

function moved(slider, done) {
  const value = read(slider);
  fill(slider, value);
  edit({ values: { [slider.dataset.slider]: value } }, done);
}

const STEPS = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1, PageDown: -10, PageUp: 10 };

function onKeydown(event) {
  const { target, key } = event;
  if (target.matches("[data-slider]") && (key in STEPS || key === "Home" || key === "End")) {
    const low = Number(target.min), high = Number(target.max);
    const step = Number(target.dataset.keystep);
    const now = Number(target.value);
    const next = key === "Home" ? low : key === "End" ? high : now + STEPS[key] * step;
    target.value = Math.min(high, Math.max(low, next));
    moved(target, true);
    event.preventDefault();
  } else if (target.matches("[data-box]")) {
    if (key === "Enter") typed(target);
    if (key === "Escape") { delete target.dataset.typing; delete live.refused[target.dataset.box]; patch(document); }
  } else if (target.matches("[role=button][data-choose]") && (key === "Enter" || key === " ")) {
    target.dispatchEvent(new MouseEvent("click", { bubbles: true }));
    event.preventDefault();
  } else {
    return;
  }
  event.stopPropagation(); // a focused control keeps its own keys
}

function typed(box) {
  if (!box.dataset.typing) return;
  delete box.dataset.typing;
  edit({ texts: { [box.dataset.box]: box.value } }, true);
}

function onInput(event) {
  const { target } = event;
  if (target.matches("[data-slider]")) moved(target, false);
  if (target.matches("[data-box]")) target.dataset.typing = "1";
}

function onChange(event) {
  const { target } = event;
  if (target.matches("[data-slider]")) moved(target, true);
  if (target.matches("[data-box]")) typed(target);
}

function onDoubleClick(event) {
  const slider = event.target.closest("[data-slider]");
  if (!slider) return;
  const start = Number(slider.dataset.start);
  place(slider, start);
  edit({ values: { [slider.dataset.slider]: start } }, true);
}

let scrub = null;
let scrubbedAt = -1000;

function onPointerDown(event) {
  const element = event.target.closest?.("[data-scrub]");
  if (!element || event.button > 0) return;
  const name = element.dataset.term;
  scrub = { element, name, from: event.clientX, start: live.values[name], active: false };
}

function onPointerMove(event) {
  if (!scrub) return;
  const distance = event.clientX - scrub.from;
  if (!scrub.active && Math.abs(distance) < 4) return;
  if (!scrub.active) scrub.element.setPointerCapture?.(event.pointerId);
  scrub.active = true;
  const units = distance / SCRUB_PIXELS_PER_UNIT;
  const value = scrub.name === "learning_rate" ? Number((Math.max(scrub.start, 1e-6) * 10 ** units).toPrecision(3))
    : Number((scrub.start + units).toFixed(3));
  edit({ values: { [scrub.name]: value } }, false);
}

function onPointerUp(event) {
  if (scrub?.active) {
    edit({ values: {} }, true);
    scrubbedAt = event.timeStamp;
  }
  scrub = null;
}

// ---- hover links the same factor everywhere -----------------------------------------------

function onPointerOver(event) {
  const factor = event.target.closest?.("[data-factor]")?.dataset.factor;
  for (const hot of document.querySelectorAll("[data-hot]")) hot.removeAttribute("data-hot");
  if (!factor) return;
  for (const same of document.querySelectorAll(`[data-factor="${CSS.escape(factor)}"]`)) same.setAttribute("data-hot", "");
}

async function copyLink(button) {
  const link = window.location.href;
  try {
    await navigator.clipboard.writeText(link);
  } catch {
    // Without a secure context there is no clipboard; a selected field can still be copied from.
    const field = Object.assign(document.createElement("textarea"), { value: link });
    document.body.append(field);
    field.select();
    document.execCommand("copy");
    field.remove();
  }
  const said = button.textContent;
  button.textContent = button.dataset.done;
  setTimeout(() => { button.textContent = said; }, 1500);
}

// ---- what Streamlit calls -----------------------------------------------------------------

export function panel({ parentElement, data, setTriggerValue }) {
  let root = parentElement.querySelector(":scope > .stage");
  if (!root) {
    root = document.createElement("div");
    parentElement.append(root);
    root.addEventListener("click", (event) => {
      if (event.timeStamp - scrubbedAt < 100) return; // the click that ends a drag chooses nothing
      const linked = event.target.closest("[data-with-link]");
      if (linked) linked.search = window.location.search; // the link is the state
      const copy = event.target.closest("[data-copy]");
      if (copy) return void copyLink(copy);
      const chosen = event.target.closest("[data-choose]");
      if (chosen) root.choose(chosen.dataset.choose);
    });
    root.addEventListener("keydown", onKeydown);
    root.addEventListener("input", onInput);
    root.addEventListener("change", onChange);
    root.addEventListener("dblclick", onDoubleClick);
    root.addEventListener("pointerdown", onPointerDown);
    root.addEventListener("pointerover", onPointerOver);
  }
  root.choose = (choice) => setTriggerValue("choose", choice);
  const changed = root.markup !== data.html;
  if (changed) {
    const focused = root.contains(document.activeElement) ? focusKey(document.activeElement) : null;
    root.markup = data.html;
    root.innerHTML = data.html;
    if (focused) root.querySelector(focused)?.focus({ preventScroll: true });
  }
  root.className = `stage ${data.name}`;
  root.dataset.run = data.run;
  roots.add(root);
  fit(root);
  if (changed) bringIntoView(root.querySelector("[data-chosen]"));
  // Numbers in the markup are those of its own run; later ones may have come by the live path.
  if (data.run <= live.run) patch(root);
  return () => roots.delete(root);
}

// A long line of an equation is set smaller, down to a readable least, before it has to scroll.
const SMALLEST_TYPE = 0.68;

function fit(root) {
  for (const lines of root.querySelectorAll(".lines")) {
    lines.style.setProperty("--fit", 1);
    const share = lines.clientWidth / lines.scrollWidth;
    if (share < 1) lines.style.setProperty("--fit", Math.max(SMALLEST_TYPE, share * 0.985).toFixed(3));
    // What still has to scroll must be reachable without a mouse.
    if (lines.scrollWidth > lines.clientWidth) lines.tabIndex = 0;
    else lines.removeAttribute("tabindex");
  }
}

// Of many sliders in their frame, the chosen one is shown; the page itself stays where it is.
function bringIntoView(control) {
  if (!control) return;
  const frame = control.parentElement;
  const above = control.offsetTop - frame.offsetTop - frame.scrollTop;
  if (above < 0 || above + control.offsetHeight > frame.clientHeight) frame.scrollTop += above;
}

function focusKey(element) {
  for (const name of ["slider", "box", "choose"]) {
    const value = element.dataset?.[name];
    if (value) return `[data-${name}="${CSS.escape(value)}"]`;
  }
  return null;
}

export function numbers({ data, setStateValue }) {
  const { seq, ...now } = data;
  takenOver(seq);
  document.documentElement.dataset.run = data.run;
  if (socket && Object.keys(pending).length && live.run === data.run) {
    // A number is moving already; the session's are of a moment ago.
    Object.assign(live, { link: data.link, refused: data.refused, report: setStateValue });
    ask();
    return;
  }
  Object.assign(live, now, { report: setStateValue });
  patchAll();
  if (asked.again) ask();
}

connect();
window.addEventListener("resize", () => roots.forEach(fit));
window.addEventListener("pointermove", onPointerMove);
window.addEventListener("pointerup", onPointerUp);
window.addEventListener("pointercancel", () => { scrub = null; });
