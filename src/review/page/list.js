// A list of any length of which only what is seen is there: rows of different heights, measured when they are shown.

/** How high a row is taken to be until it is measured, in pixels. */
const GUESS = 92;
/** Pixels above and below the window that are made ready. */
const MARGIN = 600;

export class List {
  /** @type {number[]} What is shown, as numbers of rows. */ shown = [];
  /** @type {Float64Array} Heights by place. */ #heights = new Float64Array(0);
  /** @type {Float64Array} Where each place begins. */ #tops = new Float64Array(1);
  /** @type {Map<number, HTMLElement>} */ #made = new Map();
  #isAsked = false;

  /**
   * @param {HTMLElement} scroller
   * @param {HTMLElement} inner
   * @param {(row: number, element: HTMLElement | null) => HTMLElement} make
   * @param {() => void} seen
   */
  constructor(scroller, inner, make, seen) {
    this.scroller = scroller;
    this.inner = inner;
    this.make = make;
    this.seen = seen;
    scroller.addEventListener("scroll", () => this.ask(), { passive: true });
    new ResizeObserver(() => { this.#heights.fill(0); this.ask(); }).observe(scroller);
  }

  /** Shows these rows. Heights stay where the rows stay. @param {number[]} shown @param {{at: number, removed: number, added: number} | null} change */
  show(shown, change) {
    const heights = new Float64Array(shown.length);
    if (change && shown.length === this.#heights.length - change.removed + change.added) {
      heights.set(this.#heights.subarray(0, change.at));
      heights.set(this.#heights.subarray(change.at + change.removed), change.at + change.added);
    }
    this.shown = shown;
    this.#heights = heights;
    this.#sum();
    this.draw();
  }

  /** Draws before the next frame. */
  ask() {
    if (this.#isAsked) return;
    this.#isAsked = true;
    requestAnimationFrame(() => { this.#isAsked = false; this.draw(); });
  }

  #sum() {
    const tops = new Float64Array(this.shown.length + 1);
    for (let i = 0; i < this.shown.length; i++) tops[i + 1] = (tops[i] ?? 0) + (this.#heights[i] || GUESS);
    this.#tops = tops;
    this.inner.style.height = `${tops[this.shown.length] ?? 0}px`;
  }

  /** The place whose row is at a height. @param {number} y */
  #placeAt(y) {
    let [low, high] = [0, this.shown.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#tops[middle + 1] ?? 0) <= y) low = middle + 1; else high = middle;
    }
    return low;
  }

  /** First and last place that is seen. @returns {[number, number]} */
  window() {
    const top = this.scroller.scrollTop;
    return [this.#placeAt(top), Math.min(this.#placeAt(top + this.scroller.clientHeight), this.shown.length - 1)];
  }

  draw() {
    const top = this.scroller.scrollTop;
    const first = this.#placeAt(top);
    const within = top - (this.#tops[first] ?? 0);
    const from = this.#placeAt(top - MARGIN);
    const to = Math.min(this.#placeAt(top + this.scroller.clientHeight + MARGIN) + 1, this.shown.length);
    const wanted = new Set(this.shown.slice(from, to));
    for (const [row, element] of this.#made) if (!wanted.has(row)) { element.remove(); this.#made.delete(row); }
    let before = null;
    for (let place = from; place < to; place++) {
      const row = this.shown[place] ?? 0;
      const old = this.#made.get(row) ?? null;
      const element = this.make(row, old);
      element.style.transform = `translateY(${this.#tops[place]}px)`;
      if (element !== old) {
        if (old) old.replaceWith(element);
        else if (before) before.after(element);
        else this.inner.prepend(element);
        this.#made.set(row, element);
      }
      before = element;
    }
    this.#measure(from, to, first, within);
    this.seen();
  }

  /** @param {number} from @param {number} to @param {number} first @param {number} within */
  #measure(from, to, first, within) {
    let isOther = false;
    for (let place = from; place < to; place++) {
      const height = this.#made.get(this.shown[place] ?? 0)?.offsetHeight ?? GUESS;
      if (Math.abs((this.#heights[place] || GUESS) - height) > 0.5) isOther = true;
      this.#heights[place] = height;
    }
    if (!isOther) return;
    this.#sum();
    for (let place = from; place < to; place++) {
      const element = this.#made.get(this.shown[place] ?? 0);
      if (element) element.style.transform = `translateY(${this.#tops[place]}px)`;
    }
    // What is looked at stays where it is.
    const top = (this.#tops[first] ?? 0) + within;
    if (Math.abs(top - this.scroller.scrollTop) > 0.5) this.scroller.scrollTop = top;
  }

  /** Brings a row into sight. @param {number} row @param {boolean} [isCentred] */
  reveal(row, isCentred = false) {
    const place = this.#placeOf(row);
    if (place < 0) return;
    for (let turn = 0; turn < 3; turn++) {
      const [top, bottom] = [this.#tops[place] ?? 0, this.#tops[place + 1] ?? 0];
      const [seen, height] = [this.scroller.scrollTop, this.scroller.clientHeight];
      const edge = Math.min(80, height / 6);
      if (isCentred) this.scroller.scrollTop = top - Math.max(0, (height - (bottom - top)) / 2);
      else if (top < seen + edge) this.scroller.scrollTop = top - edge;
      else if (bottom > seen + height - edge) this.scroller.scrollTop = Math.min(top - edge, bottom - height + edge);
      this.draw();
    }
  }

  /** @param {number} row */
  #placeOf(row) {
    let [low, high] = [0, this.shown.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.shown[middle] ?? 0) < row) low = middle + 1; else high = middle;
    }
    return this.shown[low] === row ? low : -1;
  }

  /** The row that is so many places further, or the nearest. @param {number} row @param {number} by */
  beside(row, by) {
    let place = this.#placeOf(row);
    if (place < 0) place = Math.max(0, this.shown.findIndex(other => other > row));
    return this.shown[Math.max(0, Math.min(this.shown.length - 1, place + by))] ?? 0;
  }
}
