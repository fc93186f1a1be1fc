// What the page knows of the review, and how it asks the program to change it.

/**
 * A row in short: pieces from and to on each side, and bits.
 * @typedef {[number, number, number, number, number]} Short
 * @typedef {{number: number, text: string, original?: string, place?: string}} Piece
 * @typedef {{evidence: string, llr: number, ko: string, en: string}} Reason
 * @typedef {{code: string, name: string, severity: string, message: string, marks: {ko: number[][], en: number[][]}}} Finding
 * @typedef {{ko: Piece[], en: Piece[], confidence: number | null, note: string, reasons: Reason[],
 *   runner_up: {ko: number[], en: number[], confidence: number} | null, findings: Finding[]}} Full
 * @typedef {{version: number, at: number, removed: number, rows: Short[], shifts: [number, number, number][],
 *   undo: boolean, redo: boolean}} Patch
 * @typedef {"ko" | "en"} Side
 */

export const CHUNK = 64;

/** @param {Short} row */ export const step = row => row[4] & 3;
/** @param {Short} row */ export const decision = row => (row[4] >> 2) & 3;
/** @param {Short} row */ export const isPinned = row => (row[4] & 16) !== 0;
/** @param {Short} row */ export const isMoved = row => (row[4] & 32) !== 0;
/** @param {Short} row */ export const isByHand = row => (row[4] & 64) !== 0;
/** @param {Short} row */ export const hasNote = row => (row[4] & 128) !== 0;
/** @param {Short} row */ export const severity = row => (row[4] >> 8) & 3;
/** @param {Short} row */ export const isNull = row => row[0] === row[1] || row[2] === row[3];
/** @param {Short} row */ export const type = row => `${row[1] - row[0]}-${row[3] - row[2]}`;

/** A row that somebody should look at. @param {Short} row */
export function isProblem(row) {
  if (decision(row) === 2) return true;
  return decision(row) === 0 && (step(row) === 0 || severity(row) >= 2 || isNull(row));
}

export class Refused extends Error {}

export class Store extends EventTarget {
  version = -1;
  /** @type {Short[]} */ rows = [];
  /** @type {[number, number]} */ pieces = [0, 0];
  /** @type {{ko: string, en: string, journal: string, outputs: string[], formats: string[], rules: Record<string, number>}} */
  about = { ko: "", en: "", journal: "", outputs: [], formats: [], rules: {} };
  canUndo = false;
  canRedo = false;
  /** @type {Map<number, Full>} */ #full = new Map();
  /** @type {Set<number>} */ #asked = new Set();

  async open() {
    const opened = await (await fetch("/api/open")).json();
    this.about = opened;
    this.rows = opened.rows;
    this.pieces = opened.pieces;
    this.version = opened.version;
    this.canUndo = opened.undo;
    this.canRedo = opened.redo;
    this.#forget(0, null);
    this.dispatchEvent(new CustomEvent("change", { detail: { at: 0, removed: 0, added: this.rows.length, whole: true } }));
  }

  /** Hears what other windows do. */
  listen() {
    const acts = new EventSource("/api/acts");
    acts.onmessage = event => this.#take(JSON.parse(event.data));
    acts.addEventListener("behind", () => this.open());
    let wasLost = false;
    acts.onerror = () => { wasLost = true; this.dispatchEvent(new Event("lost")); };
    acts.onopen = () => { if (wasLost) { wasLost = false; this.open(); this.dispatchEvent(new Event("back")); } };
  }

  /** A row in full, if it is here; it is asked for otherwise. @param {number} number @returns {Full | undefined} */
  full(number) {
    const full = this.#full.get(number);
    if (!full) this.#ask(Math.floor(number / CHUNK));
    return full;
  }

  /** @param {number} chunk */
  async #ask(chunk) {
    if (this.#asked.has(chunk)) return;
    this.#asked.add(chunk);
    try { await this.load(chunk * CHUNK, (chunk + 1) * CHUNK); } finally { this.#asked.delete(chunk); }
    this.dispatchEvent(new Event("loaded"));
  }

  /** Loads rows in full. @param {number} from @param {number} to */
  async load(from, to) {
    const { version, rows } = await (await fetch(`/api/rows?from=${from}&to=${to}`)).json();
    if (version !== this.version) return;
    rows.forEach((/** @type {Full} */ row, /** @type {number} */ i) => this.#full.set(from + i, row));
  }

  /** Does an act; gives what changed. @param {Record<string, unknown>} act */
  act(act) {
    return this.#post("/api/act", { version: this.version, act });
  }

  realign() {
    return this.#post("/api/realign", { version: this.version });
  }

  /** @param {string} path @param {unknown} [body] @returns {Promise<Patch | null>} */
  async #post(path, body) {
    const answer = await fetch(path, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body ?? {}),
    });
    if (answer.status === 409) {
      await this.open();
      throw new Refused("behind");
    }
    if (!answer.ok) throw new Refused(await answer.text());
    if (answer.status === 204) return null;
    const patch = await answer.json();
    this.#take(patch);
    return patch;
  }

  save() { return this.#post("/api/save"); }
  end() { return this.#post("/api/end"); }

  /** Numbers of rows. @param {Record<string, string>} wanted @returns {Promise<number[]>} */
  async find(wanted) {
    return (await fetch(`/api/find?${new URLSearchParams(wanted)}`)).json();
  }

  /** @param {Patch} patch */
  #take(patch) {
    if (patch.version <= this.version) return;
    if (patch.version !== this.version + 1) { this.open(); return; }
    this.version = patch.version;
    for (const [side, from, by] of patch.shifts) {
      this.pieces[side] = (this.pieces[side] ?? 0) + by;
      this.rows.forEach((row, number) => {
        const inside = number >= patch.at && number < patch.at + patch.removed;
        const [a, b] = side === 0 ? [row[0], row[1]] : [row[2], row[3]];
        if (inside || a === b || a < from) return;
        if (side === 0) { row[0] += by; row[1] += by; } else { row[2] += by; row[3] += by; }
      });
    }
    const end = patch.at + patch.removed;
    this.rows = this.rows.slice(0, patch.at).concat(patch.rows, this.rows.slice(end));
    this.canUndo = patch.undo;
    this.canRedo = patch.redo;
    const same = patch.rows.length === patch.removed && patch.shifts.length === 0;
    this.#forget(patch.at, same ? end : null);
    const detail = { at: patch.at, removed: patch.removed, added: patch.rows.length, whole: false };
    this.dispatchEvent(new CustomEvent("change", { detail }));
  }

  /** @param {number} from @param {number | null} to */
  #forget(from, to) {
    for (const number of this.#full.keys()) if (number >= from && (to === null || number < to)) this.#full.delete(number);
  }
}
