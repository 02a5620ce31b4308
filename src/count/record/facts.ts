import { messageOf } from '../../base/errors.ts';
import { isOfTheRow, lacksParent } from '../store/errors.ts';
import type { Store } from '../store/store.ts';
import { cameraOf, type Fact, keyOf, MOST_BYTES, over, put, spanOf, weightOf } from './fact.ts';
import { Losses } from './losses.ts';

/** What a queue of facts is set to. */
export interface FactsOptions {
  /** Facts may hold so many bytes while the disk refuses them, see `weightOf`. */
  readonly mostBytes?: number;
  /** A clock that is never set, ms. */
  readonly monotonic?: () => number;
  /** Hears of a fact that was set aside. */
  readonly setAside?: (fact: Fact, reason: string) => void;
}

/** Facts in one transaction: bounds how long it holds the event loop. */
const SLICE = 200;
/** A disk that refuses everything is tried again after so long, ms. */
const AGAIN = 2_000;
/** A fact that fails alone is tried again after so long, doubled each time, up to so long (ms). */
const ALONE_FIRST = 1_000;
const ALONE_MOST = 60_000;
/** A picture or clip waits so long (ms) for its track or visit to be stored. */
const PATIENCE = 600_000;

interface Entry {
  readonly fact: Fact;
  readonly since: number;
  readonly weight: number;
  readonly failures: number;
  readonly againAt: number;
}

/**
 * Facts on their way to the store, oldest first: a disk that refuses for hours costs nothing up to a bound in bytes. Each is
 * written by itself, so many in a transaction: one that the database refuses for what it is goes aside, and holds up no other.
 * Beyond the bound the oldest go, and with them the effort of their minutes: what was lost must not look like nothing seen.
 */
export class Facts {
  readonly losses = new Losses();
  readonly #store: Store;
  readonly #mostBytes: number;
  readonly #monotonic: () => number;
  readonly #setAside: (fact: Fact, reason: string) => void;
  readonly #waiting = new Map<string, Entry>();
  /** Those that are being written: asked again meanwhile, nobody writes them twice. */
  readonly #flying = new Set<Entry>();
  #bytes = 0;
  #number = 0;
  /** Doubts that wait. */
  #doubts = 0;
  #refusal: string | undefined;
  #againAt = 0;

  constructor(store: Store, { mostBytes = MOST_BYTES, monotonic, setAside }: FactsOptions = {}) {
    this.#store = store;
    this.#mostBytes = mostBytes;
    this.#monotonic = monotonic ?? (() => performance.now());
    this.#setAside = setAside ?? (() => undefined);
  }

  /** How many wait. */
  get waiting(): number {
    return this.#waiting.size;
  }

  /** Why the disk refuses everything, in words; undefined while it does not. */
  get refusal(): string | undefined {
    return this.#refusal;
  }

  /** True where all is stored but for what fails alone. */
  get settled(): boolean {
    return this.#refusal === undefined && [...this.#waiting.values()].every(({ failures }) => failures > 0);
  }

  /** True for a file whose row waits. */
  hasFile(file: string): boolean {
    return [...this.#waiting.values()].some(({ fact }) => fact.of === 'media' && fact.media.file === file);
  }

  /** Takes a fact in; `store` stores it. */
  add(fact: Fact): void {
    if (fact.of === 'effort' && this.losses.covers(fact.part.camera, spanOf(fact))) {
      this.losses.add(fact);
      return;
    }
    this.#number += 1;
    const key = keyOf(fact) ?? `${this.#number}`;
    const known = this.#waiting.get(key);
    const merged = known ? over(known.fact, fact) : fact;
    const { since, failures, againAt } = known ?? { since: this.#monotonic(), failures: 0, againAt: 0 };
    const weight = weightOf(merged);
    this.#bytes += weight - (known?.weight ?? 0);
    // A known key keeps its place, so that what refers to it comes after it; but what comes after a doubt is not meant by it.
    if (this.#doubts > 0) this.#waiting.delete(key);
    if (fact.of === 'doubt') this.#doubts += 1;
    this.#waiting.set(key, { fact: merged, weight, since, failures, againAt });
    while (this.#bytes > this.#mostBytes && this.#waiting.size > 1) this.#lose();
  }

  /**
   * Stores the oldest of those whose turn it is, in one transaction. Never rejects: what failed stays, or goes aside.
   * @param now true to try whatever failed before, though its turn has not come
   * @returns those that are durable; none where there is nothing to do for now
   */
  async store(now = false): Promise<Fact[]> {
    const at = this.#monotonic();
    if (!now && at < this.#againAt) return [];
    const slice = this.#due(now ? Number.POSITIVE_INFINITY : at);
    for (const [, entry] of slice) this.#flying.add(entry);
    const results = await Promise.allSettled(
      slice.map(([, { fact }]) => this.#store.write((tables) => put(fact, tables))),
    );
    for (const [, entry] of slice) this.#flying.delete(entry);
    const failed = slice.flatMap(([key, entry], index) => {
      const result = results[index]!;
      if (result.status === 'rejected') return [{ key, entry, error: result.reason as unknown }];
      if (this.#waiting.get(key) === entry) this.#take(key);
      return [];
    });
    const disk = failed.filter(({ error }) => !isOfTheRow(error));
    if (slice.length > 0) {
      const all = disk.length > 0 && failed.length === slice.length;
      this.#refusal = all ? messageOf(disk[0]!.error) : undefined;
      this.#againAt = all ? at + AGAIN : 0;
    }
    await Promise.all(failed.map(({ key, entry, error }) => this.#failed(key, entry, error, at)));
    const refused = new Set(failed.map(({ key }) => key));
    return slice.flatMap(([key, { fact }]) => (refused.has(key) ? [] : [fact]));
  }

  #due(at: number): [string, Entry][] {
    const due: [string, Entry][] = [];
    for (const one of this.#waiting) {
      if (one[1].againAt <= at && !this.#flying.has(one[1]) && due.push(one) === SLICE) break;
    }
    return due;
  }

  async #failed(key: string, entry: Entry, error: unknown, at: number): Promise<void> {
    // A newer state came meanwhile: it is tried by itself.
    if (this.#waiting.get(key) !== entry || this.#refusal !== undefined) return;
    const waits = entry.fact.of === 'media' && lacksParent(error) && at - entry.since < PATIENCE;
    if (isOfTheRow(error) && !waits) {
      this.#take(key);
      return this.#putAside(entry.fact, messageOf(error));
    }
    const delay = Math.min(ALONE_MOST, ALONE_FIRST * 2 ** entry.failures);
    this.#waiting.set(key, { ...entry, failures: entry.failures + 1, againAt: at + delay });
  }

  async #putAside(fact: Fact, reason: string): Promise<void> {
    this.#setAside(fact, reason);
    const refused = { at: Date.now(), fact: textOf(fact), reason };
    await this.#store.write(({ setAside }) => setAside.put(refused)).catch(() => undefined);
  }

  /** Gives up the oldest: of tracks those that ended first, for of a living one the next state has all. */
  #lose(): void {
    const [key, { fact }] = this.#oldest();
    this.#drop(key);
    if (fact.of !== 'track') return;
    for (const [other, { fact: part }] of this.#waiting)
      if (part.of === 'effort' && this.losses.covers(cameraOf(part), spanOf(part))) this.#drop(other);
  }

  #oldest(): [string, Entry] {
    for (const one of this.#waiting) {
      const { fact } = one[1];
      if (!this.#flying.has(one[1]) && (fact.of !== 'track' || fact.track.ended)) return one;
    }
    return this.#waiting.entries().next().value!;
  }

  #drop(key: string): void {
    const entry = this.#take(key);
    if (entry) this.losses.add(entry.fact);
  }

  #take(key: string): Entry | undefined {
    const entry = this.#waiting.get(key);
    if (entry) this.#bytes -= entry.weight;
    if (entry?.fact.of === 'doubt') this.#doubts -= 1;
    this.#waiting.delete(key);
    return entry;
  }
}

function textOf(fact: Fact): string {
  try {
    return JSON.stringify(fact).slice(0, 100_000);
  } catch (error) {
    return `${fact.of}: ${messageOf(error)}`;
  }
}
