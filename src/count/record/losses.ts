import { cameraOf, type Fact, spanOf } from './fact.ts';

/** What was lost, for people. */
export interface Lost {
  /** How many, by what they were of. */
  readonly facts: Readonly<Partial<Record<Fact['of'], number>>>;
  /** First and last moment that they told of, ms. */
  readonly from: number;
  readonly to: number;
}

/** Losses of a camera so far apart (ms) are two. */
const APART = 3_600_000;

/** Facts that were given up because too many waited, and the times that they leave unknown. */
export class Losses {
  /** By camera, when tracks were lost last: minutes within count as not looked at. */
  readonly #unknown = new Map<string, { readonly from: number; readonly to: number }>();
  #lost: Lost | undefined;
  #total = 0;

  /** How many there were since this box started. */
  get total(): number {
    return this.#total;
  }

  /** Takes one in. */
  add(fact: Fact): void {
    const { from, to } = spanOf(fact);
    const { facts, ...span } = this.#lost ?? { facts: {}, from, to };
    this.#total += 1;
    this.#lost = {
      facts: { ...facts, [fact.of]: (facts[fact.of] ?? 0) + 1 },
      from: Math.min(span.from, from),
      to: Math.max(span.to, to),
    };
    if (fact.of !== 'track') return;
    const known = this.#unknown.get(cameraOf(fact));
    const near = known && from - known.to < APART && known.from - to < APART;
    const whole = near ? { from: Math.min(known.from, from), to: Math.max(known.to, to) } : { from, to };
    this.#unknown.set(cameraOf(fact), whole);
  }

  /** True where tracks of a camera were lost within a span of time, so that nobody can say what was seen in it. */
  covers(camera: string, { from, to }: { readonly from: number; readonly to: number }): boolean {
    const unknown = this.#unknown.get(camera);
    return unknown !== undefined && from <= unknown.to && to >= unknown.from;
  }

  /** What was lost since this was asked last. */
  take(): Lost | undefined {
    const lost = this.#lost;
    this.#lost = undefined;
    return lost;
  }
}
