/** What a record is compared to: the independent record before it, or whatever came before it (camtrapR's names). */
export type Comparison = 'lastIndependentRecord' | 'lastRecord';

/** The rule by which records are independent. */
export interface IndependenceRule {
  /** 0 or more; at 0 every record is independent. */
  readonly intervalMinutes: number;
  readonly compare: Comparison;
}

/** What the rule asks of a record. */
export interface Timed {
  /** Whatever counts together: a station's name, or a camera's. */
  readonly station: string;
  readonly species: string;
  /** Milliseconds; the rule reads whole seconds, as camtrapR does. */
  readonly at: number;
}

/** What is judged together, as the key of a map. */
export function laneOf({ station, species }: Pick<Timed, 'station' | 'species'>): string {
  return JSON.stringify([station, species]);
}

/** A record with what the rule says of it. */
export interface Judged<T extends Timed> {
  readonly record: T;
  readonly independent: boolean;
  /** Seconds since the record that it was compared to; 0 where there was none before. */
  readonly deltaSeconds: number;
}

/** What is remembered of one species at one station, in seconds. */
interface Lane {
  /** Time of the newest record, and of the newest strictly before that one. */
  now: number | undefined;
  before: number | undefined;
  /** The same of independent records alone. */
  independentNow: number | undefined;
  independentBefore: number | undefined;
}

/**
 * camtrapR's rule of independence: per station and species, the first record is independent; a later one is, if the
 * seconds since the nearest strictly earlier independent record (`lastRecord`: strictly earlier record of any kind) are
 * the interval or more. Of several in one second only the first is a record, as the public functions of camtrapR remove the
 * others before they judge (`removeDuplicateRecords`, which is on wherever the interval is above 0); at an interval of 0 all
 * are kept, as with `removeDuplicateRecords = FALSE`.
 *
 * A judge holds one lane a species and station, not the records, so that millions can go through it.
 * @see https://jniedballa.github.io/camtrapR/reference/recordTable.html
 */
export class IndependenceJudge {
  readonly #seconds: number;
  readonly #compare: Comparison;
  readonly #lanes = new Map<string, Lane>();

  constructor({ intervalMinutes, compare }: IndependenceRule) {
    this.#seconds = intervalMinutes * 60;
    this.#compare = compare;
  }

  /** Judges the next record; those of one station and species must come in the order of time. */
  judge<T extends Timed>(record: T): Judged<T> {
    const now = Math.floor(record.at / 1000);
    const lane = this.#lane(record);
    const again = now === lane.now;
    if (!again) {
      lane.before = lane.now;
      if (lane.independentNow !== undefined) lane.independentBefore = lane.independentNow;
      lane.now = now;
      lane.independentNow = undefined;
    }
    const past = this.#compare === 'lastRecord' ? lane.before : lane.independentBefore;
    const deltaSeconds = past === undefined ? 0 : now - past;
    const repeated = again && this.#seconds > 0;
    const independent = !repeated && (past === undefined || deltaSeconds >= this.#seconds);
    if (independent) lane.independentNow = now;
    return { record, independent, deltaSeconds };
  }

  #lane(record: Timed): Lane {
    const key = laneOf(record);
    let lane = this.#lanes.get(key);
    if (!lane) {
      lane = { now: undefined, before: undefined, independentNow: undefined, independentBefore: undefined };
      this.#lanes.set(key, lane);
    }
    return lane;
  }
}

/** Judges records in any order; the answer is by time, records of one moment as they were given. */
export function independent<T extends Timed>(records: readonly T[], rule: IndependenceRule): Judged<T>[] {
  const judge = new IndependenceJudge(rule);
  return [...records].sort((a, b) => a.at - b.at).map((record) => judge.judge(record));
}
