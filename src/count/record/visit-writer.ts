import { isDeepStrictEqual } from 'node:util';
import type { Visit } from '../../base/domain.ts';
import type { Store, Tables } from '../store/store.ts';
import type { VisitChange } from '../visit/folder.ts';

/** A visit that only grew longer is stored again after so long (ms); whatever else changes is stored at once. */
const QUIET = 10_000;
/** A visit that could not be stored is tried again after so long, doubled each time, up to so long (ms). */
const AGAIN_FIRST = 1_000;
const AGAIN_MOST = 300_000;

interface Owed {
  /** As it is now. */
  readonly visit: Visit;
  /** True where it is no visit any more. */
  readonly gone: boolean;
  /** When it changed, ms. */
  readonly at: number;
  /** What only grew longer waits until then, ms of the same clock as `at`. */
  readonly quietUntil?: number;
  readonly failures: number;
  /** It is not tried before, ms of a clock that is never set. */
  readonly againAt: number;
}

interface Known {
  readonly visit: Visit;
  readonly at: number;
}

/**
 * Brings the stored visits in step with the folded ones, each with its event, in a transaction of their own. Of each visit only
 * the newest state is owed; one that the store refuses is tried again and holds up no other.
 */
export class VisitWriter {
  readonly #store: Store;
  readonly #failed: (visit: string, error: unknown) => void;
  readonly #monotonic: () => number;
  readonly #owed = new Map<string, Owed>();
  /** Open visits as they were stored last. */
  readonly #known = new Map<string, Known>();

  constructor(store: Store, failed: (visit: string, error: unknown) => void, monotonic: () => number) {
    this.#store = store;
    this.#failed = failed;
    this.#monotonic = monotonic;
  }

  /** Notes what became of a visit. @param at when, ms */
  owe({ change, visit }: VisitChange, at: number): void {
    const { failures, againAt } = this.#owed.get(visit.id) ?? { failures: 0, againAt: 0 };
    const known = this.#known.get(visit.id);
    const gone = change === 'withdrawn';
    const waits = !gone && known && sameButLonger(known.visit, visit) && Math.abs(at - known.at) < QUIET;
    const quiet = waits ? { quietUntil: known.at + QUIET } : {};
    this.#owed.set(visit.id, { visit, gone, at, failures, againAt, ...quiet });
  }

  /** True where the store was not told of a visit as it is now. */
  owes(visit: string): boolean {
    return this.#owed.has(visit);
  }

  /** True where something is due. @param at now, ms; infinite to wait for nothing */
  hasDue(at: number): boolean {
    return this.#due(at).length > 0;
  }

  /** Stores what is due. Never rejects: what failed is tried again. @param at now, ms; infinite to wait for nothing */
  async write(at: number): Promise<void> {
    const monotonic = this.#monotonic();
    // A visit is taken back after those are stored that its tracks went to.
    const due = this.#due(at).sort(([, a], [, b]) => Number(a.gone) - Number(b.gone));
    const writes = due.map(async ([id, owed]) => {
      try {
        await this.#store.write((tables) => this.#put(tables, owed));
        if (owed.gone || owed.visit.closed) this.#known.delete(id);
        else this.#known.set(id, { visit: owed.visit, at: owed.at });
        if (this.#owed.get(id) === owed) this.#owed.delete(id);
      } catch (error) {
        this.#failed(id, error);
        const delay = Math.min(AGAIN_MOST, AGAIN_FIRST * 2 ** owed.failures);
        const newest = this.#owed.get(id) ?? owed;
        this.#owed.set(id, { ...newest, failures: owed.failures + 1, againAt: monotonic + delay });
      }
    });
    await Promise.all(writes);
  }

  #due(at: number): [string, Owed][] {
    const monotonic = at === Number.POSITIVE_INFINITY ? at : this.#monotonic();
    // A clock that was set back makes nobody wait for longer.
    const waits = (until: number) => at < until && until - at <= QUIET;
    return [...this.#owed].filter(
      ([, { quietUntil, againAt }]) => againAt <= monotonic && !(quietUntil !== undefined && waits(quietUntil)),
    );
  }

  #put({ visits }: Tables, { visit, gone, at }: Owed): void {
    const was = this.#known.get(visit.id)?.visit ?? visits.get(visit.id);
    if (gone) {
      if (was) visits.withdraw(visit, at);
    } else if (!was) {
      visits.put({ ...visit, closed: false }, 'new', at);
      if (visit.closed) visits.put(visit, 'end', at);
    } else if (!isDeepStrictEqual(was, visit)) visits.put(visit, visit.closed && !was.closed ? 'end' : 'update', at);
  }
}

function sameButLonger(a: Visit, b: Visit): boolean {
  return (
    a.individuals === b.individuals &&
    a.status === b.status &&
    a.taxon === b.taxon &&
    a.closed === b.closed &&
    a.startAt === b.startAt &&
    a.continues === b.continues &&
    isDeepStrictEqual(a.review, b.review)
  );
}
