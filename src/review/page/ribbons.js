// The alignment as a picture: Korean on the left, English on the right, a ribbon for each pair by its place in both texts.

import { decision, isMoved, isNull, isPinned, severity, step } from "/store.js";

/** @typedef {import("./store.js").Short} Short */

/** The colour of a ribbon, as the name of a property of the style sheet. @param {Short} row */
function colour(row) {
  if (isMoved(row) || isPinned(row)) return "--moved";
  if (decision(row) === 2) return "--doubtful";
  if (decision(row) === 1) return "--accent";
  return /** @type {string} */ (["--doubtful", "--likely", "--sure", "--hand"][step(row)]);
}

/**
 * Draws the picture. Ribbons that fall onto the same pixels are drawn once.
 * @param {HTMLCanvasElement} canvas @param {Short[]} rows @param {[number, number]} pieces
 */
export function draw(canvas, rows, pieces) {
  const scale = window.devicePixelRatio || 1;
  const { clientWidth: width, clientHeight: height } = canvas;
  canvas.width = width * scale;
  canvas.height = height * scale;
  const pen = canvas.getContext("2d");
  if (!pen || rows.length === 0) return;
  pen.scale(scale, scale);
  const style = getComputedStyle(canvas);
  const bar = 8;
  const y = (/** @type {number} */ piece, /** @type {number} */ side) => piece / Math.max(1, pieces[side] ?? 1) * height;
  /** @type {Map<string, string>} */
  const colours = new Map();
  const drawn = new Set();
  // What should be seen lies on top.
  const weight = (/** @type {Short} */ row) => (isMoved(row) ? 3 : 0) + (step(row) === 0 ? 2 : 0) + (step(row) === 1 ? 1 : 0);
  const order = [[], [], [], [], [], []];
  rows.forEach(row => /** @type {Short[]} */ (order[weight(row)]).push(row));
  for (const row of /** @type {Short[]} */ (order.flat())) {
    const name = colour(row);
    const ends = [y(row[0], 0), y(row[1], 0), y(row[2], 1), y(row[3], 1)];
    const key = `${name} ${ends.map(end => Math.round(end * 2)).join(" ")}`;
    if (drawn.has(key)) continue;
    drawn.add(key);
    if (!colours.has(name)) colours.set(name, style.getPropertyValue(name));
    pen.fillStyle = colours.get(name) ?? "gray";
    ribbon(pen, row, /** @type {[number, number, number, number]} */ (ends), width, bar);
  }
}

/**
 * @param {CanvasRenderingContext2D} pen @param {Short} row @param {[number, number, number, number]} ends
 * @param {number} width @param {number} bar
 */
function ribbon(pen, row, [ko0, ko1, en0, en1], width, bar) {
  const gap = ko1 - ko0 > 3 ? 1 : 0;
  const least = 0.75;
  pen.globalAlpha = 1;
  if (row[1] > row[0]) pen.fillRect(0, ko0, bar, Math.max(least, ko1 - ko0 - gap));
  if (row[3] > row[2]) pen.fillRect(width - bar, en0, bar, Math.max(least, en1 - en0 - gap));
  if (isNull(row)) return;
  pen.globalAlpha = isMoved(row) || severity(row) > 1 || step(row) === 0 ? 0.55 : 0.3;
  const middle = width / 2;
  pen.beginPath();
  pen.moveTo(bar, ko0);
  pen.bezierCurveTo(middle, ko0, middle, en0, width - bar, en0);
  pen.lineTo(width - bar, Math.max(en0 + least, en1 - gap));
  pen.bezierCurveTo(middle, en1 - gap, middle, ko1 - gap, bar, Math.max(ko0 + least, ko1 - gap));
  pen.fill();
}

/** The row at a height of the picture, by the nearer side. @param {Short[]} rows @param {[number, number]} pieces @param {number} share @param {boolean} isEnglish */
export function rowAt(rows, pieces, share, isEnglish) {
  const piece = share * (isEnglish ? pieces[1] : pieces[0]);
  const [from, to] = isEnglish ? [2, 3] : [0, 1];
  const found = rows.findIndex(row => (row[from] ?? 0) <= piece && piece < (row[to] ?? 0));
  return Math.max(0, found);
}
