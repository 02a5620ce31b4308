import { heldUntil, type Span } from './span.ts';
import { Steps } from './steps.ts';

/** How many animals were there at once, as time goes by. */
export class Crowd {
  /** Those seen for some time, and those of photographs, which were seen at one moment and are only beside each other. */
  readonly #lasting: Steps;
  readonly #momentary: Steps;

  constructor(spans: readonly Span[]) {
    this.#lasting = new Steps(spans.filter(lasts).map((span) => [span.startAt, heldUntil(span)]));
    this.#momentary = new Steps(spans.filter((span) => !lasts(span)).map(({ startAt }) => [startAt, startAt + 1]));
  }

  /** The most at once, within a span of time and at its ends; 0 where nobody was there. */
  most({ startAt, endAt }: Span = ALWAYS): number {
    return Math.max(this.#lasting.most(startAt, endAt + 1), this.#momentary.most(startAt, endAt + 1));
  }

  /** The most at once that one more animal would be beside. */
  beside(span: Span): number {
    if (!lasts(span)) return this.#momentary.most(span.startAt, span.startAt + 1);
    return this.#lasting.most(span.startAt, heldUntil(span));
  }

  /** Adds an animal. */
  add(span: Span): void {
    if (lasts(span)) this.#lasting.add(span.startAt, heldUntil(span));
    else this.#momentary.add(span.startAt, span.startAt + 1);
  }
}

const ALWAYS: Span = { startAt: Number.NEGATIVE_INFINITY, endAt: Number.POSITIVE_INFINITY };

function lasts({ startAt, endAt }: Span): boolean {
  return endAt > startAt;
}
