import type { CauseCode, Fault, FaultKind, FaultyCamera } from '../../base/domain.ts';

/** How a camera, or the box, is in one way just now. `unknown`: nothing can be said, as of a covered lens while no picture comes. */
export interface Condition {
  readonly kind: FaultKind;
  /** Absent where it is the box's. */
  readonly camera?: string;
  readonly is: 'bad' | 'good' | 'unknown';
  readonly cause?: CauseCode;
  readonly message?: string;
}

/** When people hear of faults. */
export interface FaultRules {
  /** Something must be bad for so long, ms. */
  readonly graceMs: Readonly<Record<FaultKind, number>>;
  /** And good for so long before it is over; doubled with each time that it came back within a day, up to 64 times. */
  readonly wellMs: number;
  newId(): string;
}

/** A fault that began, ended, or of which some cameras are well again. */
export interface FaultChange {
  readonly change: 'begin' | 'update' | 'end';
  readonly fault: Fault;
}

const DAY = 86_400_000;
/** Cameras that are lost within such a time of each other are lost together, ms. */
const TOGETHER = 120_000;
/** Once the first is due, others are waited for, ms: they are found to be lost one after another. */
const GATHER = 60_000;
/** Time that passed unseen counts as no more than this, ms: a machine that slept saw nothing bad and nothing good. */
const LONGEST_STEP = 60_000;
const MOST_DOUBLINGS = 6;

/** What is known of one camera in one way. */
interface Known {
  is: Condition['is'];
  /** For how long looks one after another found it bad since it was well, and good since it was bad; while nothing is known neither goes on. */
  badMs: number;
  goodMs: number;
  /** When it turned bad, by a clock that is never set. */
  badFrom: number;
  cause?: CauseCode | undefined;
  message?: string | undefined;
}

/**
 * Decides what people hear of: one message when something was bad for long, with all cameras that were lost together, and one
 * when it was good for long. Pure: `now` is of a clock that is never set, `at` in ms since the epoch, both whole. What is open is given by the
 * store when it begins, so that a restart neither repeats nor loses anything.
 */
export class FaultWatch {
  readonly #rules: FaultRules;
  readonly #known = new Map<string, Known>();
  readonly #open: Map<string, Fault>;
  /** When each was well again lately, ms since the epoch. */
  readonly #returns = new Map<string, number[]>();
  /** When the first of a kind was due, by the clock that is never set. */
  readonly #due = new Map<FaultKind, number>();
  #before: number | undefined;

  /** @param recent faults that are open, and those of the last day */
  constructor(rules: FaultRules, recent: readonly Fault[]) {
    this.#rules = rules;
    this.#open = new Map(recent.filter(({ endedAt }) => endedAt === undefined).map((fault) => [fault.id, fault]));
    for (const fault of recent)
      for (const key of keysOf(fault)) if (key.wellAt !== undefined) this.#returned(key.key, key.wellAt);
  }

  /** Takes in how everything is now; what is not among it is not watched any more, and no fault. */
  take(conditions: readonly Condition[], now: number, at: number): FaultChange[] {
    const step = Math.min(now - (this.#before ?? now), LONGEST_STEP);
    this.#before = now;
    for (const condition of conditions) this.#learn(condition, now, step);
    const watched = new Set(conditions.map(keyOf));
    for (const key of this.#known.keys()) if (!watched.has(key)) this.#known.delete(key);
    return [...this.#endings(watched, at), ...this.#beginnings(conditions, now, at)];
  }

  #learn({ is, cause, message, ...which }: Condition, now: number, step: number): void {
    const key = keyOf(which);
    const known = this.#known.get(key) ?? { is: 'unknown', badMs: 0, goodMs: 0, badFrom: now };
    this.#known.set(key, known);
    if (is === 'bad') {
      if (known.badMs === 0 && known.is !== 'bad') known.badFrom = now;
      if (known.is === 'bad') known.badMs += step;
      known.goodMs = 0;
      Object.assign(known, { cause, message });
    }
    if (is === 'good') {
      if (known.is === 'good') known.goodMs += step;
      // A moment in between does not make it well: one that is blind for most of the time is blind.
      if (known.goodMs >= this.#rules.wellMs) known.badMs = 0;
    }
    known.is = is;
  }

  #endings(watched: ReadonlySet<string>, at: number): FaultChange[] {
    return [...this.#open.values()].flatMap((fault): FaultChange[] => {
      const parts = keysOf(fault);
      const well = parts.map((part) => part.wellAt ?? this.#wellSince(part.key, watched, fault.beganAt, at));
      const news = parts.filter((part, index) => part.wellAt === undefined && well[index] !== undefined);
      if (news.length === 0) return [];
      for (const { key } of news) this.#returned(key, at);
      const cameras = fault.cameras.map((camera, index) => {
        const wellAt = well[index];
        return { ...camera, ...(wellAt !== undefined && { wellAt }) };
      });
      const ends = well.filter((one) => one !== undefined);
      const over = ends.length === parts.length;
      const changed: Fault = { ...fault, cameras, changedAt: at, ...(over && { endedAt: Math.max(...ends) }) };
      if (over) this.#open.delete(fault.id);
      else this.#open.set(fault.id, changed);
      return [{ change: over ? 'end' : 'update', fault: changed }];
    });
  }

  /** Since when something has been well, if it has been for long enough; what is not watched any more is no fault. */
  #wellSince(key: string, watched: ReadonlySet<string>, beganAt: number, at: number): number | undefined {
    if (!watched.has(key)) return at;
    const { is, goodMs = 0 } = this.#known.get(key) ?? {};
    return is === 'good' && goodMs >= this.#wellMs(key, at) ? Math.max(beganAt, at - goodMs) : undefined;
  }

  #beginnings(conditions: readonly Condition[], now: number, at: number): FaultChange[] {
    const told = new Set(
      [...this.#open.values()].flatMap((fault) =>
        keysOf(fault)
          .filter(isIll)
          .map(({ key }) => key),
      ),
    );
    const kinds = [...new Set(conditions.map(({ kind }) => kind))];
    return kinds.flatMap((kind): FaultChange[] => {
      const grace = this.#rules.graceMs[kind];
      const untold = conditions.filter((one) => one.kind === kind && !told.has(keyOf(one)));
      const bad = untold.flatMap(({ is, camera }) =>
        is === 'bad' ? { camera, known: this.#known.get(keyOf({ kind, camera }))! } : [],
      );
      if (!bad.some(({ known }) => known.badMs >= grace)) {
        this.#due.delete(kind);
        return [];
      }
      const due = this.#due.get(kind) ?? now;
      this.#due.set(kind, due);
      // One camera, or the box, has nobody to be waited for.
      if (bad.length < untold.length && now - due < Math.min(GATHER, grace)) return [];
      this.#due.delete(kind);
      const near = Math.max(grace / 2, grace - TOGETHER);
      return [
        this.#begun(
          kind,
          bad.filter(({ known }) => known.badMs >= near),
          now,
          at,
        ),
      ];
    });
  }

  #begun(
    kind: FaultKind,
    bad: readonly { camera: string | undefined; known: Known }[],
    now: number,
    at: number,
  ): FaultChange {
    const cameras = bad.flatMap(({ camera, known: { badFrom, cause } }): FaultyCamera[] =>
      camera === undefined ? [] : [{ camera, since: at - (now - badFrom), ...(cause && { cause }) }],
    );
    const beganAt = Math.min(...bad.map(({ known }) => at - (now - known.badFrom)));
    const message = bad.map(({ known }) => known.message).find((text) => text !== undefined);
    const id = this.#rules.newId();
    const fault: Fault = { id, kind, beganAt, changedAt: at, cameras, ...(message !== undefined && { message }) };
    this.#open.set(id, fault);
    for (const { known } of bad) known.goodMs = 0;
    return { change: 'begin', fault };
  }

  #returned(key: string, at: number): void {
    this.#returns.set(key, [...(this.#returns.get(key) ?? []), at]);
  }

  /** For how long something must be good: longer, the more often it came back lately. */
  #wellMs(key: string, at: number): number {
    const lately = (this.#returns.get(key) ?? []).filter((one) => one > at - DAY && one <= at);
    this.#returns.set(key, lately);
    return this.#rules.wellMs * 2 ** Math.min(lately.length, MOST_DOUBLINGS);
  }
}

const isIll = ({ wellAt }: { readonly wellAt?: number | undefined }) => wellAt === undefined;

function keyOf({ kind, camera }: { readonly kind: FaultKind; readonly camera?: string | undefined }): string {
  return `${kind} ${camera ?? ''}`;
}

/** What a fault is of: each of its cameras, or the box. */
function keysOf({ kind, cameras, endedAt }: Fault): { readonly key: string; readonly wellAt: number | undefined }[] {
  if (cameras.length === 0) return [{ key: keyOf({ kind }), wellAt: endedAt }];
  return cameras.map(({ camera, wellAt }) => ({ key: keyOf({ kind, camera }), wellAt }));
}
