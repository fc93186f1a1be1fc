// One row as it is shown.

import { say } from "/words.js";
import { decision, isByHand, isMoved, isNull, isPinned, severity, step, type } from "/store.js";

/**
 * @typedef {import("./store.js").Short} Short
 * @typedef {import("./store.js").Full} Full
 * @typedef {import("./store.js").Piece} Piece
 * @typedef {import("./store.js").Side} Side
 * @typedef {{side: Side, piece: number, at: number}} Caret
 * @typedef {{isSelected: boolean, side: Side, caret: Caret | null, isExplained: boolean, isPinStart: boolean, query: string,
 *   acts: [string, string][]}} Look
 */

/**
 * @template {keyof HTMLElementTagNameMap} T
 * @param {T} name @param {string} [kind] @param {string} [text]
 */
export function element(name, kind, text) {
  const made = document.createElement(name);
  if (kind) made.className = kind;
  if (text !== undefined) made.textContent = text;
  return made;
}

/**
 * @param {number} number @param {Short} short @param {Full | undefined} full @param {Look} look
 */
export function rowElement(number, short, full, look) {
  const row = element("div", "row");
  row.id = `row-${number}`;
  row.dataset["row"] = String(number);
  row.setAttribute("role", "row");
  row.setAttribute("aria-rowindex", String(number + 1));
  row.setAttribute("aria-selected", String(look.isSelected));
  row.classList.add(/** @type {string} */ (["open", "accepted", "needs-review"][decision(short)]));
  row.classList.toggle("selected", look.isSelected);
  row.classList.toggle("pin-start", look.isPinStart);
  row.append(rail(number, short));
  for (const side of /** @type {Side[]} */ (["ko", "en"])) row.append(cell(side, short, full, look));
  if (full) row.append(...extras(short, full, look));
  return row;
}

/** Number, type and what is thought of the row. @param {number} number @param {Short} short */
function rail(number, short) {
  const rail = element("div", "rail");
  rail.setAttribute("role", "rowheader");
  const head = element("div", "head");
  head.append(element("span", "number", String(number + 1)), element("span", "type", type(short)));
  rail.append(head);
  const kind = /** @type {string} */ (["doubtful", "likely", "sure", "byHand"][step(short)]);
  rail.append(element("span", `badge ${kind}`, say(isByHand(short) ? "byHand" : kind)));
  const more = [
    decision(short) === 1 && "accepted", decision(short) === 2 && "needsReview",
    isPinned(short) && "pinned", isMoved(short) && "moved",
  ];
  for (const key of more) if (key) rail.append(element("span", `badge ${key}`, say(key)));
  if (severity(short) >= 2) rail.append(element("span", "badge problem", say("finding")));
  return rail;
}

/** @param {Side} side @param {Short} short @param {Full | undefined} full @param {Look} look */
function cell(side, short, full, look) {
  const cell = element("div", `cell ${side}`);
  cell.lang = side;
  cell.dataset["side"] = side;
  cell.setAttribute("role", "gridcell");
  cell.classList.toggle("active", look.isSelected && look.side === side);
  const isEmpty = side === "ko" ? short[0] === short[1] : short[2] === short[3];
  if (isEmpty) {
    cell.append(element("span", "gap", say("gap")));
    cell.classList.add("empty");
  } else if (!full) {
    cell.append(element("span", "waiting", "…"));
  } else {
    full[side].forEach((piece, i) => cell.append(...pieceElements(side, piece, i, full, look)));
    const place = full[side][0]?.place?.split(":")[0];
    if (place) cell.append(" ", element("span", "place", say("place", place)));
  }
  return cell;
}

/** @param {Side} side @param {Piece} piece @param {number} index @param {Full} full @param {Look} look */
function pieceElements(side, piece, index, full, look) {
  const made = element("bdi", "piece");
  made.dataset["piece"] = String(index);
  const caret = look.isSelected && look.caret?.side === side && look.caret.piece === index ? look.caret.at : null;
  const cuts = new Set([0, piece.text.length]);
  const marks = spans(side, piece, index, full, look.query);
  marks.forEach(mark => { cuts.add(mark.from); cuts.add(mark.to); });
  if (caret !== null) cuts.add(caret);
  const ends = [...cuts].sort((a, b) => a - b);
  ends.forEach((from, i) => {
    if (caret === from) made.append(element("span", "caret"));
    const to = ends[i + 1];
    if (to === undefined) return;
    const text = piece.text.slice(from, to);
    const over = marks.filter(mark => mark.from <= from && to <= mark.to);
    if (over.length === 0) { made.append(text); return; }
    const span = element("span", over.map(mark => mark.kind).join(" "), text);
    const word = over.find(mark => mark.reason !== undefined);
    if (word) span.dataset["reason"] = String(word.reason);
    made.append(span);
  });
  /** @type {(Node | string)[]} */
  const parts = index > 0 ? [element("span", "seam"), made] : [made];
  if (piece.original !== undefined) {
    made.classList.add("edited");
    const was = element("del", "was", piece.original);
    was.title = say("was");
    parts.push(was);
  }
  return parts;
}

/** Stretches that stand out: findings, words that stand for one another, what was looked for.
 * @param {Side} side @param {Piece} piece @param {number} index @param {Full} full @param {string} query */
function spans(side, piece, index, full, query) {
  /** @type {{from: number, to: number, kind: string, reason?: number}[]} */
  const found = [];
  const units = utf16(piece.text);
  for (const finding of full.findings) {
    for (const [place, from = 0, to = 0] of finding.marks[side]) {
      if (place === index) found.push({ from: units(from), to: units(to), kind: `fault ${finding.severity}` });
    }
  }
  full.reasons.forEach((reason, number) => {
    const word = reason.evidence === "length" || reason.evidence === "time" ? "" : reason[side];
    const at = word ? piece.text.indexOf(word) : -1;
    if (at >= 0) found.push({ from: at, to: at + word.length, kind: "word", reason: number });
  });
  if (query) {
    const low = piece.text.toLowerCase();
    // Where lower case has another length, places would not fit.
    for (let at = low.length === piece.text.length ? low.indexOf(query) : -1; at >= 0; at = low.indexOf(query, at + query.length)) {
      found.push({ from: at, to: at + query.length, kind: "match" });
    }
  }
  return found;
}

/** Characters to the units of a string. @param {string} text */
function utf16(text) {
  /** @type {number[]} */
  const starts = [];
  let at = 0;
  for (const char of text) { starts.push(at); at += char.length; }
  starts.push(at);
  return (/** @type {number} */ char) => starts[Math.min(char, starts.length - 1)] ?? 0;
}

/** Below the texts: findings, the note, reasons, and what can be done. @param {Short} short @param {Full} full @param {Look} look */
function extras(short, full, look) {
  const below = element("div", "below");
  below.setAttribute("role", "gridcell");
  for (const finding of full.findings) {
    const line = element("p", `said ${finding.severity}`);
    line.append(element("b", "", finding.name), " ", element("bdi", "", finding.message));
    below.append(line);
  }
  if (full.note) {
    const note = element("p", "said noted");
    note.append(element("b", "", say("note")), " ", element("bdi", "", full.note));
    below.append(note);
  }
  if (look.isSelected && look.isExplained) below.append(reasons(short, full));
  if (look.isSelected) {
    const bar = element("div", "acts");
    for (const [key, act] of look.acts) {
      const button = element("button", "", say(act));
      button.type = "button";
      button.tabIndex = -1;
      button.dataset["act"] = act;
      button.append(element("kbd", "", key));
      bar.append(button);
    }
    below.append(bar);
  }
  return below.childElementCount ? [below] : [];
}

/** How the two sides of a reason go together. @type {Record<string, string>} */
const SIGNS = { meaning: "≈", learned: "≈", length: ":", time: "·" };

/** @param {Short} short @param {Full} full */
function reasons(short, full) {
  const list = element("p", "reasons");
  const sure = full.confidence === null ? [] : [`${Math.round(full.confidence * 100)}%`];
  list.append(element("b", "", [...sure, say("because")].join(" · ")), " ");
  full.reasons.forEach((reason, number) => {
    const sign = SIGNS[reason.evidence] ?? "=";
    const item = element("span", "reason");
    item.dataset["reason"] = String(number);
    item.append(element("bdi", "", reason.ko), ` ${sign} `, element("bdi", "", reason.en), element("small", "", reason.evidence));
    list.append(item);
  });
  if (full.reasons.length === 0) list.append(isNull(short) ? say("gap") : "—");
  const other = full.runner_up;
  if (other) {
    const range = (/** @type {number[]} */ [from = 0, to = 0]) => (from === to ? "—" : to - from === 1 ? `${from + 1}` : `${from + 1}–${to}`);
    list.append(element("span", "other", `${say("orElse")} ${range(other.ko)} : ${range(other.en)} (${Math.round(other.confidence * 100)}%)`));
  }
  return list;
}
