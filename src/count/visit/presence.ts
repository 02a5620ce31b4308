import type { Span } from './max-n.ts';

/** True where two animals share time; one that comes in the moment in which the other was last seen does not. */
export function together(a: Span, b: Span): boolean {
  return (a.startAt < b.endAt && b.startAt < a.endAt) || a.startAt === b.startAt;
}

/** Of spans apart from each other, by start: the index of the first that ends at a time or later. */
export function endingFrom(spans: readonly Span[], at: number): number {
  let low = 0;
  let high = spans.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (spans[middle]!.endAt < at) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** When any of some animals was there: spans that do not overlap, by start. */
export class Presence {
  readonly #pieces: Span[] = [];

  /** @param spans by start */
  constructor(spans: readonly Span[]) {
    for (const { startAt, endAt } of spans) {
      const last = this.#pieces.at(-1);
      if (!last || !together(last, { startAt, endAt })) this.#pieces.push({ startAt, endAt });
      else this.#pieces[this.#pieces.length - 1] = { startAt: last.startAt, endAt: Math.max(last.endAt, endAt) };
    }
  }

  /** True where any of them shares time with this one. */
  overlaps(span: Span): boolean {
    for (let i = endingFrom(this.#pieces, span.startAt); i < this.#pieces.length; i++) {
      const piece = this.#pieces[i]!;
      if (piece.startAt > span.endAt) return false;
      if (together(piece, span)) return true;
    }
    return false;
  }

  /** Adds an animal that overlaps none of them. */
  add({ startAt, endAt }: Span): void {
    let at = endingFrom(this.#pieces, startAt);
    while (at < this.#pieces.length && this.#pieces[at]!.startAt < startAt) at++;
    this.#pieces.splice(at, 0, { startAt, endAt });
  }

  /** Adds all of another presence, none of which overlaps this one. */
  addAll(other: Presence): void {
    for (const piece of other.#pieces) this.add(piece);
  }
}
