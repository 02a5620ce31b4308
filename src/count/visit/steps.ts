/** How many there are of something, as time goes by: a count that holds from one time until the next. */
export class Steps {
  /** Times at which the count changes, rising, and what it is from each on; before the first it is 0. */
  readonly #at: number[] = [];
  readonly #count: number[] = [];

  /** @param spans each from a time on, until just before another */
  constructor(spans: readonly (readonly [from: number, to: number])[]) {
    // Numbers apart from their spans sort many times as fast: a colony has thousands, and they are counted with each state.
    const starts = Float64Array.from(spans, ([from]) => from).sort();
    const ends = Float64Array.from(spans, ([, to]) => to).sort();
    let count = 0;
    for (let i = 0, j = 0; j < ends.length; ) {
      const at = i < starts.length ? Math.min(starts[i]!, ends[j]!) : ends[j]!;
      for (; i < starts.length && starts[i] === at; i++) count++;
      for (; j < ends.length && ends[j] === at; j++) count--;
      this.#at.push(at);
      this.#count.push(count);
    }
  }

  /** The highest count at or after `from` and before `to`; 0 where that is no time. */
  most(from: number, to: number): number {
    let most = 0;
    if (from >= to) return most;
    for (let i = Math.max(0, this.#until(from)); i < this.#at.length && this.#at[i]! < to; i++) {
      most = Math.max(most, this.#count[i]!);
    }
    return most;
  }

  /** Counts one more at or after `from` and before `to`. */
  add(from: number, to: number): void {
    const first = this.#cut(from);
    const last = this.#cut(to);
    for (let i = first; i < last; i++) this.#count[i]! += 1;
  }

  /** Makes a time one at which the count may change; returns its index. */
  #cut(at: number): number {
    const before = this.#until(at);
    if (this.#at[before] === at) return before;
    this.#at.splice(before + 1, 0, at);
    this.#count.splice(before + 1, 0, this.#count[before] ?? 0);
    return before + 1;
  }

  /** Index of the last change at or before a time; -1 where there is none. */
  #until(at: number): number {
    let low = 0;
    let high = this.#at.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#at[middle]! <= at) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  }
}
