// The page: what is selected, what keys and buttons do, what is shown of the rows.

import { List } from "/list.js";
import { draw, rowAt } from "/ribbons.js";
import { element, rowElement } from "/row.js";
import { CHUNK, Refused, Store, decision, hasNote, isMoved, isNull, isPinned, isProblem, severity, step, type } from "/store.js";
import { isKorean, say } from "/words.js";

/** @typedef {import("./store.js").Side} Side */
/** @typedef {import("./store.js").Short} Short */
/** @typedef {import("./row.js").Caret} Caret */

/** @template {HTMLElement} T @param {string} id @returns {T} */
const by = id => /** @type {T} */ (document.getElementById(id));

/** @param {string} id What is chosen in a list or typed. */
const value = id => /** @type {HTMLInputElement | HTMLSelectElement} */ (by(id)).value;

const store = new Store();
const scroller = by("list");
const canvas = /** @type {HTMLCanvasElement} */ (document.querySelector("#ribbons canvas"));

let selected = 0;
/** @type {Side} */ let side = "ko";
/** @type {Caret | null} */ let caret = null;
let isExplained = false;
/** @type {number | null} */ let pinStart = null;
let mayEdit = false;
let query = "";
/** @type {Set<number> | null} What the server found; `null` where it was not asked. */ let found = null;
let drawn = 0;

/** What can be done to a row, with its key, in the order of the buttons. @type {[string, string][]} */
const ROW_ACTS = [
  ["A", "accept"], ["R", "review"], ["M", "merge"], ["S", "split"], ["U", "shiftUp"], ["D", "shiftDown"], ["X", "swap"],
  ["L", "unlink"], ["␣", "pin"], ["T", "note"], ["E", "edit"], ["I", "reasons"],
];

/** All keys, as the list of them tells. @type {[string, string][]} */
const KEYS = [
  ["↑ ↓  K J", "selectRow"], ["← →", "selectSide"], ["P", "nextProblem"], ["V", "nextOpen"], ["N", "nextGap"],
  ["A", "accept"], ["Shift A", "acceptAbove"], ["R", "review"], ["C", "clear"], ["M", "merge"], ["Shift M", "mergeUp"],
  ["S  , .", "split"], ["U", "shiftUp"], ["D", "shiftDown"], ["Shift U", "moveUp"], ["Shift D", "move"], ["X", "swap"],
  ["L", "unlink"], ["Space", "pin"], ["G", "realign"], ["T", "note"], ["E", "edit"], ["I", "reasons"], ["Ctrl Z  Z", "undo"],
  ["Ctrl Y  Y", "redo"], ["/", "find"], ["Ctrl H", "replace"], ["Ctrl S", "save"], ["?", "help"],
];

const list = new List(scroller, by("rows"), makeRow, showWindow);

/** @type {WeakMap<HTMLElement, string>} What each element shows, to leave alone what has not changed. */
const shownBy = new WeakMap();

/** @param {number} number @param {HTMLElement | null} old */
function makeRow(number, old) {
  const short = /** @type {Short} */ (store.rows[number]);
  const full = store.full(number);
  const isSelected = number === selected;
  const look = { isSelected, side, caret, isExplained, isPinStart: pinStart === number, query, acts: ROW_ACTS };
  const own = isSelected ? `${side} ${caret?.side} ${caret?.piece} ${caret?.at} ${isExplained}` : "";
  const key = [store.version, full !== undefined, isSelected, own, pinStart === number, query, short.join()].join("|");
  if (old && shownBy.get(old) === key) return old;
  const made = rowElement(number, short, full, look);
  shownBy.set(made, key);
  return made;
}

/** Rows that are to be shown, by what is chosen above. */
function chosen() {
  const state = value("state"), sure = value("confidence"), kind = value("type");
  const has = (/** @type {Short} */ row) => (
    (state === "" || /** @type {Record<string, boolean>} */ ({
      open: decision(row) === 0, accepted: decision(row) === 1, needsReview: decision(row) === 2, pinned: isPinned(row),
      note: hasNote(row), problems: severity(row) >= 2, moved: isMoved(row),
    })[state])
    && (sure === "" || step(row) === Number(sure))
    && (kind === "" || (kind === "nulls" ? isNull(row) : type(row) === kind))
  );
  /** @type {number[]} */
  const shown = [];
  store.rows.forEach((row, number) => { if (has(row) && (!found || found.has(number))) shown.push(number); });
  return shown;
}

/** Whether all rows are shown. */
const showsAll = () => !found && ["state", "confidence", "type"].every(id => value(id) === "");

/** @param {{at: number, removed: number, added: number} | null} change */
function refresh(change) {
  const shown = chosen();
  selected = Math.max(0, Math.min(selected, store.rows.length - 1));
  list.show(shown, showsAll() ? change : null);
  document.querySelector(".none")?.remove();
  if (shown.length === 0) by("rows").append(element("p", "none", say("empty")));
  scroller.setAttribute("aria-rowcount", String(store.rows.length));
  by("found").textContent = say("found", shown.length);
  showProgress();
  cancelAnimationFrame(drawn);
  drawn = requestAnimationFrame(() => draw(canvas, store.rows, store.pieces));
}

function showProgress() {
  const done = store.rows.filter(row => decision(row) === 1).length;
  const share = store.rows.length ? done / store.rows.length * 100 : 0;
  by("done").style.width = `${share}%`;
  by("progress").setAttribute("aria-valuenow", String(Math.round(share)));
  by("count").textContent = say("done", done, store.rows.length);
  by("progress").setAttribute("aria-label", say("done", done, store.rows.length));
  /** @type {HTMLButtonElement} */ (by("undo")).disabled = !store.canUndo;
  /** @type {HTMLButtonElement} */ (by("redo")).disabled = !store.canRedo;
}

/** Shows in the picture what the list shows. */
function showWindow() {
  const [first, last] = list.window();
  const rows = [list.shown[first], list.shown[last]].map(number => store.rows[number ?? -1]);
  const [top, bottom] = rows;
  const box = by("view");
  box.hidden = !top || !bottom;
  if (!top || !bottom) return;
  const height = canvas.clientHeight;
  const y = (/** @type {number} */ piece, /** @type {0 | 1} */ of) => canvas.offsetTop + piece / Math.max(1, store.pieces[of]) * height;
  const [from, to] = top[0] < top[1] ? [y(top[0], 0), y(Math.max(bottom[1], top[1]), 0)] : [y(top[2], 1), y(Math.max(bottom[3], top[3]), 1)];
  box.style.top = `${from - 2}px`;
  box.style.height = `${Math.max(6, to - from + 4)}px`;
}

/** @param {number} number @param {boolean} [isCentred] */
function select(number, isCentred) {
  if (number !== selected) caret = null;
  selected = Math.max(0, Math.min(number, store.rows.length - 1));
  scroller.setAttribute("aria-activedescendant", `row-${selected}`);
  list.draw();
  list.reveal(selected, isCentred);
}

/** The next row that is meant, from the one selected on and around the end. @param {(row: Short) => boolean} isMeant */
function jump(isMeant) {
  const shown = list.shown;
  const start = shown.findIndex(number => number > selected);
  const turned = start < 0 ? shown : [...shown.slice(start), ...shown.slice(0, start)];
  const next = turned.find(number => number !== selected && isMeant(/** @type {Short} */ (store.rows[number])));
  if (next === undefined) tell(say("noMore")); else select(next, true);
}

/** @param {string} message @param {boolean} [isBad] */
function tell(message, isBad = false) {
  by("status").textContent = message;
  by("status").classList.toggle("bad", isBad);
}

/** Does what may be refused, one thing at a time. @param {() => Promise<unknown>} work */
function attempt(work) {
  working = working.then(work).catch(error => {
    if (!(error instanceof Refused)) { tell(say("connection"), true); return; }
    tell(error.message === "behind" ? say("behind") : error.message, true);
  });
  return working;
}
/** @type {Promise<unknown>} */ let working = Promise.resolve();

/** @param {Record<string, unknown>} act */
async function act(act) {
  const patch = await store.act(act);
  caret = null;
  tell("");
  return patch;
}

/** What each act does. @type {Record<string, () => Promise<unknown>>} */
const DO = {
  accept: async () => { await act({ act: "mark", row: selected, decision: "accepted" }); select(list.beside(selected, 1)); },
  review: () => act({ act: "mark", row: selected, decision: "needs-review" }),
  clear: () => act({ act: "mark", row: selected, decision: "open" }),
  acceptAbove: () => act({ act: "accept-above", row: selected }),
  merge: () => act({ act: "merge", row: selected }),
  mergeUp: async () => { if (selected > 0) { await act({ act: "merge", row: selected - 1 }); select(selected - 1); } },
  split,
  shiftUp: () => act({ act: "shift", row: selected, side, way: "up" }),
  shiftDown: () => act({ act: "shift", row: selected, side, way: "down" }),
  moveUp: () => act({ act: "move", row: selected, side, to: Math.max(0, selected - 1) }),
  move: () => act({ act: "move", row: selected, side, to: selected + 1 }),
  swap: () => act({ act: "swap", row: selected }),
  unlink: () => act({ act: "unlink", row: selected }),
  pin,
  realign: async () => {
    const start = performance.now();
    const patch = await store.realign();
    tell(say("realigned", Math.round(performance.now() - start), patch?.rows.length ?? 0));
  },
  note,
  edit,
  replace,
  undo: async () => reveal(await act({ act: "undo" })),
  redo: async () => reveal(await act({ act: "redo" })),
  save: async () => {
    if (store.about.outputs.length === 0) { exportDialog(); return; }
    await store.save();
    tell(say("saved", store.about.outputs.join(", ")));
  },
  export: async () => exportDialog(),
  help: async () => helpDialog(),
  find: async () => { by("text").focus(); /** @type {HTMLInputElement} */ (by("text")).select(); },
  nextProblem: async () => jump(isProblem),
  nextOpen: async () => jump(row => decision(row) === 0),
  nextGap: async () => jump(row => type(row) !== "1-1"),
  reasons: async () => { isExplained = !isExplained; list.draw(); },
};

/** Goes where something was taken back. @param {import("./store.js").Patch | null} patch */
function reveal(patch) {
  if (patch) select(Math.min(patch.at, store.rows.length - 1));
}

/** The selected row in full. */
async function full() {
  const here = store.full(selected);
  if (here) return here;
  const from = Math.floor(selected / CHUNK) * CHUNK;
  await store.load(from, from + CHUNK);
  const loaded = store.full(selected);
  if (!loaded) throw new Refused("behind");
  return loaded;
}

/** Places where a side may well be cut: between pieces, behind marks, between words. @param {import("./store.js").Piece[]} pieces */
function places(pieces) {
  /** @type {{piece: number, at: number, isGood: boolean}[]} */
  const places = [];
  pieces.forEach(({ text }, piece) => {
    if (piece > 0) places.push({ piece, at: 0, isGood: true });
    for (const match of text.matchAll(/\s+/g)) {
      const at = match.index + match[0].length;
      if (match.index > 0 && at < text.length) places.push({ piece, at, isGood: /[.?!…;:,”"’)」』]$/.test(text.slice(0, match.index)) });
    }
  });
  return places;
}

/** Moves the cut to the next place. @param {number} by */
async function moveCaret(by) {
  const all = places((await full())[side]);
  if (all.length === 0) return;
  const now = caret?.side === side ? all.findIndex(p => p.piece === caret?.piece && p.at === caret.at) : -1;
  const next = all[now < 0 ? (by > 0 ? 0 : all.length - 1) : Math.max(0, Math.min(all.length - 1, now + by))];
  if (next) caret = { side, piece: next.piece, at: next.at };
  list.draw();
}

/** Cuts at the cut that was chosen, or proposes one. */
async function split() {
  const row = await full();
  const pieces = row[side];
  if (caret?.side !== side) {
    const both = row.ko.length > 1 && row.en.length > 1 || row[side].length > 1;
    if (!both) {
      const all = places(pieces), half = pieces.reduce((sum, p) => sum + p.text.length, 0) / 2;
      const near = (/** @type {{at: number, isGood: boolean}} */ p) => Math.abs(p.at - half) * (p.isGood ? 1 : 3);
      const best = all.toSorted((a, b) => near(a) - near(b))[0];
      if (best) caret = { side, piece: best.piece, at: best.at };
      list.draw();
      tell(say("cut"));
      return;
    }
    caret = { side, piece: 1, at: 0 };
  }
  const cut = caret;
  const text = pieces[cut.piece]?.text ?? "";
  const own = { pieces: cut.piece, chars: [...text.slice(0, cut.at)].length };
  const length = (/** @type {import("./store.js").Piece[]} */ of) => of.reduce((sum, p) => sum + p.text.length, 0);
  const share = (length(pieces.slice(0, cut.piece)) + cut.at) / Math.max(1, length(pieces));
  // The other side is cut between its pieces, where as much stands above as here; a single piece stays above.
  const others = row[side === "ko" ? "en" : "ko"];
  const off = (/** @type {number} */ n) => Math.abs(length(others.slice(0, n)) / Math.max(1, length(others)) - share);
  const counts = others.map((_, i) => i).slice(1);
  const kept = counts.length ? counts.reduce((best, n) => (off(n) < off(best) ? n : best)) : others.length;
  const other = { pieces: kept, chars: 0 };
  await act({ act: "split", row: selected, ...(side === "ko" ? { ko: own, en: other } : { ko: other, en: own }) });
}

async function pin() {
  if (pinStart === null) {
    pinStart = selected;
    tell(say("pinFirst"));
    list.draw();
    return;
  }
  const start = pinStart;
  pinStart = null;
  const [a, b] = [store.rows[start], store.rows[selected]];
  const isKoFirst = pinSide === "ko";
  if (!a || !b) return;
  await act({ act: "pin", ko: isKoFirst ? start : selected, en: isKoFirst ? selected : start });
}
/** The side from which a pin began. @type {Side} */ let pinSide = "ko";

/** Asks for texts. @param {string} title @param {{text: string, lang?: string, label: string}[]} fields @returns {Promise<string[] | null>} */
function ask(title, fields) {
  const dialog = /** @type {HTMLDialogElement} */ (by("ask"));
  const form = element("form");
  form.method = "dialog";
  const heading = element("h2", "", title);
  heading.id = "ask-title";
  const areas = fields.map(({ text, lang, label }) => {
    const area = element("textarea");
    area.value = text;
    area.setAttribute("aria-label", label);
    if (lang) area.lang = lang;
    return area;
  });
  const [cancel, ok] = [element("button", "", say("cancel")), element("button", "main", say("ok"))];
  cancel.type = "button";
  cancel.onclick = () => dialog.close("");
  ok.value = "ok";
  const buttons = element("div", "buttons");
  buttons.append(cancel, ok);
  form.append(heading, ...areas, buttons);
  form.onkeydown = event => { if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) { event.preventDefault(); dialog.close("ok"); } };
  dialog.replaceChildren(form);
  dialog.returnValue = "";
  dialog.showModal();
  areas[0]?.focus();
  return new Promise(done => {
    dialog.onclose = () => { scroller.focus(); done(dialog.returnValue === "ok" ? areas.map(area => area.value) : null); };
  });
}

async function note() {
  const row = selected;
  const answer = await ask(say("note"), [{ text: (await full()).note, label: say("note") }]);
  if (answer) await act({ act: "note", row, text: answer[0] ?? "" });
}

async function edit() {
  if (!mayEdit) { tell(say("editOff"), true); return; }
  const pieces = (await full())[side];
  if (pieces.length === 0) return;
  const answer = await ask(say("edit"), pieces.map(({ text }) => ({ text, lang: side, label: say("edit") })));
  if (!answer) return;
  const edits = pieces.flatMap((piece, i) => (answer[i] === piece.text ? [] : [{ side, piece: piece.number, text: answer[i] }]));
  if (edits.length) await act({ act: "edit", edits });
}

async function replace() {
  if (!mayEdit) { tell(say("editOff"), true); return; }
  if (!query) { by("text").focus(); return; }
  const wanted = /** @type {HTMLInputElement} */ (by("text")).value;
  const answer = await ask(say("replaceBy", wanted), [{ text: "", label: say("replaceBy", wanted) }]);
  if (!answer) return;
  const shown = [...list.shown];
  for (const number of shown) if (!store.full(number)) await store.load(number, Math.min(number + CHUNK, store.rows.length));
  const edits = shown.flatMap(number => (/** @type {Side[]} */ (["ko", "en"])).flatMap(own => (
    (store.full(number)?.[own] ?? []).flatMap(({ number: piece, text }) => (
      text.includes(wanted) ? [{ side: own, piece, text: text.replaceAll(wanted, () => answer[0] ?? "") }] : []
    ))
  )));
  if (edits.length) await act({ act: "edit", edits });
  tell(say("replaced", edits.length));
}

function helpDialog() {
  const dialog = /** @type {HTMLDialogElement} */ (by("keys"));
  const heading = element("h2", "", say("help"));
  heading.id = "keys-title";
  const keys = element("dl");
  for (const [key, what] of KEYS) {
    const line = element("div"), name = element("dt");
    name.append(element("kbd", "", key));
    line.append(name, element("dd", "", say(what)));
    keys.append(line);
  }
  dialog.replaceChildren(heading, keys, closeButton(dialog));
  dialog.onclose = () => scroller.focus();
  dialog.showModal();
}

/** @param {HTMLDialogElement} dialog */
function closeButton(dialog) {
  const buttons = element("div", "buttons"), close = element("button", "", say("close"));
  close.onclick = () => dialog.close();
  buttons.append(close);
  return buttons;
}

function exportDialog() {
  const dialog = /** @type {HTMLDialogElement} */ (by("ask"));
  const heading = element("h2", "", say("export"));
  heading.id = "ask-title";
  const choices = element("div", "choices");
  for (const format of store.about.formats) {
    const link = element("a", "button", format);
    link.href = `/api/export?format=${encodeURIComponent(format)}`;
    link.download = "";
    choices.append(link);
  }
  const may = element("label"), box = element("input");
  box.type = "checkbox";
  box.checked = mayEdit;
  box.onchange = () => { mayEdit = box.checked; };
  may.append(box, ` ${say("editOn")}`);
  const buttons = closeButton(dialog);
  if (store.about.outputs.length) {
    const end = element("button", "main", say("end"));
    end.onclick = () => { dialog.close(); attempt(async () => { await store.end(); isEnded = true; tell(say("ended")); }); };
    buttons.append(end);
  }
  const kept = element("p", "path", `${say("keptIn")} ${store.about.journal}`);
  dialog.replaceChildren(heading, element("div", "", say("exportAs")), choices, kept, may, buttons);
  dialog.onclose = () => scroller.focus();
  dialog.showModal();
}
let isEnded = false;

/** Keys by what they say. @type {Record<string, string>} */
const KEY_ACTS = {
  a: "accept", A: "acceptAbove", r: "review", c: "clear", m: "merge", M: "mergeUp", s: "split", u: "shiftUp", d: "shiftDown", U: "moveUp",
  D: "move", x: "swap", l: "unlink", " ": "pin", g: "realign", t: "note", e: "edit", i: "reasons", z: "undo", y: "redo", Z: "redo",
  p: "nextProblem", v: "nextOpen", n: "nextGap", "/": "find", "?": "help",
};
/** The letters of a Korean keyboard, by the Latin letters on the same keys. */
const KOREAN = Object.fromEntries([..."ㅁㅠㅊㅇㄷㄹㅎㅗㅑㅓㅏㅣㅡㅜㅐㅔㅂㄱㄴㅅㅕㅍㅈㅌㅛㅋ"].map((letter, i) => [letter, "abcdefghijklmnopqrstuvwxyz"[i] ?? ""]));

/** @param {KeyboardEvent} event */
function onKey(event) {
  const target = /** @type {HTMLElement} */ (event.target);
  if (document.querySelector("dialog[open]")) return;
  const key = KOREAN[event.key] ?? event.key;
  if (event.ctrlKey || event.metaKey) {
    const acts = /** @type {Record<string, string>} */ ({ z: event.shiftKey ? "redo" : "undo", Z: "redo", y: "redo", s: "save", f: "find", h: "replace" });
    const name = acts[key];
    if (!name || target.matches("input") && "zy".includes(key)) return;
    event.preventDefault();
    attempt(() => /** @type {() => Promise<unknown>} */ (DO[name])());
    return;
  }
  if (event.altKey || target.matches("input, select, textarea")) {
    if (event.key === "Escape" || event.key === "Enter" && target.matches("input")) { event.preventDefault(); scroller.focus(); }
    return;
  }
  if (target.matches("button, a") && (key === " " || key === "Enter")) return;
  const page = () => Math.max(1, list.window()[1] - list.window()[0]);
  const moves = /** @type {Record<string, () => unknown>} */ ({
    ArrowDown: () => select(list.beside(selected, 1)), j: () => select(list.beside(selected, 1)),
    ArrowUp: () => select(list.beside(selected, -1)), k: () => select(list.beside(selected, -1)),
    PageDown: () => select(list.beside(selected, page())), PageUp: () => select(list.beside(selected, -page())),
    Home: () => select(list.shown[0] ?? 0), End: () => select(list.shown.at(-1) ?? 0),
    ArrowLeft: () => chooseSide("ko"), ArrowRight: () => chooseSide("en"),
    ".": () => attempt(() => moveCaret(1)), ",": () => attempt(() => moveCaret(-1)),
    Escape: () => { pinStart = null; caret = null; tell(""); list.draw(); },
  });
  const name = KEY_ACTS[key];
  if (!moves[key] && !name) return;
  event.preventDefault();
  if (moves[key]) moves[key]();
  else if (name) doAct(name);
}

/** @param {string} name */
function doAct(name) {
  if (isEnded) return;
  if (name === "pin" && pinStart === null) pinSide = side;
  attempt(() => /** @type {() => Promise<unknown>} */ (DO[name])());
}

/** @param {Side} chosen */
function chooseSide(chosen) {
  side = chosen;
  caret = null;
  list.draw();
}

/** A click selects a row and a side, and puts the cut where it hits the text. @param {MouseEvent} event */
function onClick(event) {
  const target = /** @type {HTMLElement} */ (event.target);
  const row = /** @type {HTMLElement | null} */ (target.closest(".row"));
  if (!row) return;
  const number = Number(row.dataset["row"]);
  const button = /** @type {HTMLElement | null} */ (target.closest("[data-act]"));
  if (button) { scroller.focus(); doAct(button.dataset["act"] ?? ""); return; }
  const cell = /** @type {HTMLElement | null} */ (target.closest(".cell"));
  const hit = cell && caretAt(event.clientX, event.clientY);
  if (cell) side = /** @type {Side} */ (cell.dataset["side"]);
  select(number);
  if (hit) { caret = { side, ...hit }; list.draw(); }
}

/** Where in a piece of text a point lies. @param {number} x @param {number} y */
function caretAt(x, y) {
  const old = /** @type {{caretRangeFromPoint?: (x: number, y: number) => Range | null}} */ (document);
  const found = document.caretPositionFromPoint?.(x, y);
  const range = found ? null : old.caretRangeFromPoint?.(x, y);
  const [node, offset] = found ? [found.offsetNode, found.offset] : range ? [range.startContainer, range.startOffset] : [null, 0];
  const piece = /** @type {HTMLElement | null} */ (node?.parentElement?.closest(".piece"));
  if (!piece || !node) return null;
  const before = document.createRange();
  before.setStart(piece, 0);
  before.setEnd(node, offset);
  const [at, length] = [before.toString().length, piece.textContent?.length ?? 0];
  const index = Number(piece.dataset["piece"]);
  return at >= length || at === 0 && index === 0 ? null : { piece: index, at };
}

/** Lights up the words that stand for one another. @param {MouseEvent} event */
function onPoint(event) {
  document.querySelectorAll(".lit").forEach(lit => lit.classList.remove("lit"));
  const word = /** @type {HTMLElement} */ (event.target).closest?.("[data-reason]");
  const reason = /** @type {HTMLElement | null} */ (word)?.dataset["reason"];
  if (reason) word?.closest(".row")?.querySelectorAll(`[data-reason="${reason}"]`).forEach(same => same.classList.add("lit"));
}

/** @param {string} id @param {[string, string][]} options */
function fill(id, options) {
  by(id).replaceChildren(...options.map(([value, text]) => {
    const option = element("option", "", text);
    option.value = value;
    return option;
  }));
}

/** @param {string} parent @param {[string, string, string?][]} acts */
function buttons(parent, acts) {
  for (const [name, key, kind] of acts) {
    const button = element("button", kind ?? "", say(name));
    button.type = "button";
    button.id = name;
    button.append(element("kbd", "", key));
    button.onclick = () => { doAct(name); };
    by(parent).append(button);
  }
}

async function search() {
  const text = value("text"), rule = value("rule");
  query = text.toLowerCase();
  found = query || rule ? new Set(await store.find({ text: query, rule })) : null;
  refresh(null);
  if (!list.shown.includes(selected) && list.shown[0] !== undefined) select(list.shown[0]);
}

function setUp() {
  document.documentElement.lang = isKorean ? "ko" : "en";
  buttons("acts", [["undo", "Z"], ["redo", "Y"], ["realign", "G"], ["export", ""], ["save", "Ctrl S", "main"], ["help", "?"]]);
  by("export").querySelector("kbd")?.remove();
  buttons("jumps", [["nextProblem", "P"], ["nextOpen", "V"]]);
  by("text").setAttribute("placeholder", say("find"));
  const names = /** @type {[string, string][]} */ ([["text", "find"], ["state", "anyState"], ["confidence", "anyConfidence"], ["type", "anyType"], ["rule", "anyRule"], ["list", "list"]]);
  names.forEach(([id, key]) => by(id).setAttribute("aria-label", say(key)));
  canvas.setAttribute("role", "img");
  canvas.setAttribute("aria-label", say("link"));
  by("ribbons").title = say("link");
  const options = (/** @type {string[]} */ keys) => keys.map(key => /** @type {[string, string]} */ ([key, say(key)]));
  fill("state", [["", say("anyState")], ...options(["open", "accepted", "needsReview", "pinned", "note", "problems", "moved"])]);
  fill("confidence", [["", say("anyConfidence")], ["0", say("doubtful")], ["1", say("likely")], ["2", say("sure")], ["3", say("byHand")]]);
  for (const id of ["state", "confidence", "type"]) by(id).onchange = () => refresh(null);
  by("rule").onchange = search;
  let waiting = 0;
  by("text").oninput = () => { clearTimeout(waiting); waiting = setTimeout(search, 120); };
  by("tools").onsubmit = event => event.preventDefault();
  scroller.addEventListener("click", onClick);
  scroller.addEventListener("mouseover", onPoint);
  document.addEventListener("keydown", onKey);
  by("ribbons").onclick = event => {
    const box = canvas.getBoundingClientRect();
    const share = (event.clientY - box.top) / box.height;
    select(rowAt(store.rows, store.pieces, share, event.clientX > box.left + box.width / 2), true);
    scroller.focus();
  };
  const again = () => draw(canvas, store.rows, store.pieces);
  new ResizeObserver(again).observe(canvas);
  matchMedia("(prefers-color-scheme: dark)").onchange = again;
}

store.addEventListener("change", event => {
  const { detail } = /** @type {CustomEvent} */ (event);
  if (detail.whole) {
    const name = (/** @type {string} */ path) => path.split(/[\\/]/).at(-1) ?? path;
    by("title").textContent = `${name(store.about.ko)} · ${name(store.about.en)}`;
    document.title = `${name(store.about.ko)} · ${name(store.about.en)} — jjak`;
    const types = [...new Set(store.rows.map(type))].sort();
    fill("type", [["", say("anyType")], ["nulls", say("nulls")], ...types.map(t => /** @type {[string, string]} */ ([t, t]))]);
    fill("rule", [["", say("anyRule")], ...Object.entries(store.about.rules).map(([rule, n]) => /** @type {[string, string]} */ ([rule, `${rule} (${n})`]))]);
  } else if (detail.removed !== detail.added && detail.at < selected) {
    // What is selected stays so when another window changes what stands above.
    if (detail.at + detail.removed <= selected) selected += detail.added - detail.removed;
  }
  refresh(detail.whole ? null : detail);
});
store.addEventListener("loaded", () => list.draw());
store.addEventListener("lost", () => { if (!isEnded) tell(say("connection"), true); });
store.addEventListener("back", () => tell(""));

setUp();
await store.open();
store.listen();
select(0);
scroller.focus();
