import { type FromWatcher, isAnimal, type Track, type Verdict } from '../../base/domain.ts';
import { messageOf } from '../../base/errors.ts';
import { lineage } from '../../know/taxonomy/taxa.ts';
import type { Turnover } from './turnover.ts';
import { judgeWatch, type WatchRules } from './watch-rules.ts';

/** What watching stands on. */
export interface ModelWatchParts {
  readonly rules: WatchRules;
  readonly turnover: Pick<Turnover, 'state' | 'rollBack' | 'keep'>;
  /** The newest tracks that ended in a span of time, some hundreds; none while no database is open. */
  tracks(from: number, to: number): readonly Track[];
  /** Does it with an entry in the log of changes. */
  audited(what: string, subject: string, why: string, work: () => Promise<void>): Promise<void>;
  readonly log: { info(facts: object, message: string): void; warn(facts: object, message: string): void };
  now(): number;
}

const TICK = 30_000;
/** Measures of a side that its latency rests on. */
const LEAST_MEASURES = 50;
const KEPT_MEASURES = 500;
/** Tracks before are taken from so long before, ms. */
const BEFORE = 7 * 86_400_000;

/**
 * Watches the model that was put into use last, for a stated time: errors, how long frames wait, and the mix of names against
 * before. It is kept then, or taken back at once where it does worse. What it counts of errors begins anew with the box.
 */
export class ModelWatch {
  readonly #of: ModelWatchParts;
  #timer: NodeJS.Timeout | undefined;
  #running: Promise<void> | undefined;
  /** Which change the measures below are of: id and time. */
  #about: string | undefined;
  #before: number | undefined;
  #latency: number[] = [];
  #errors = 0;
  #taxaBefore: (string | undefined)[] = [];

  constructor(of: ModelWatchParts) {
    this.#of = of;
  }

  start(): void {
    // At once: what is measured from here on is of the model that is watched, not of one before it.
    void this.look();
    this.#timer = setInterval(() => void this.look(), TICK);
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer);
    await this.#running;
  }

  /** Takes in what a watcher tells. */
  take(message: FromWatcher): void {
    if (message.type === 'latency') {
      this.#latency.push(message.seconds);
      if (this.#latency.length > KEPT_MEASURES) this.#latency.shift();
    }
    if (message.type === 'failed-look') this.#failed();
  }

  /** An inference process ended that was not asked to. */
  processEnded(): void {
    this.#failed();
  }

  /** One that fails too often is taken back at once: nothing more has to be known of it. */
  #failed(): void {
    this.#errors += 1;
    if (this.#about !== undefined && this.#errors > this.#of.rules.mostErrors) void this.look();
  }

  /** Looks once. Never rejects. */
  look(): Promise<void> {
    this.#running ??= this.#look()
      .catch((error: unknown) =>
        this.#of.log.warn({ error: messageOf(error) }, 'a model cannot be judged; it is tried again'),
      )
      .finally(() => {
        this.#running = undefined;
      });
    return this.#running;
  }

  async #look(): Promise<void> {
    const { turnover, rules, now } = this.#of;
    const { lines } = await turnover.state();
    const watched = Object.entries(lines).flatMap(([id, { watch, present }]) =>
      watch ? [{ id, ...watch, present }] : [],
    );
    const [newest] = watched.sort((a, b) => b.at - a.at);
    if (!newest) {
      this.#about = undefined;
      return;
    }
    const { id, at, present } = newest;
    if (this.#about !== `${id} ${at}`) this.#begin(`${id} ${at}`, at);
    const verdict = judgeWatch(rules, {
      ...{ elapsed: now() - at, errors: this.#errors, latency: { before: this.#before, after: meanOf(this.#latency) } },
      taxa: { before: this.#taxaBefore, after: this.#taxa(at, now()) },
    });
    if (verdict.is === 'watched') return;
    const { audited, log } = this.#of;
    const subject = `${id}-${present}`;
    if (verdict.is === 'kept') {
      await turnover.keep(id, verdict.why);
      log.info({ model: subject, why: verdict.why }, 'a model is kept');
    } else {
      const { why } = verdict;
      log.warn({ model: subject, why }, 'a model is taken back');
      await audited('roll back a model by itself', subject, why, () => turnover.rollBack(id, why, true));
    }
  }

  /** What was measured until now is of before; a box that was started anew knows nothing of before. */
  #begin(about: string, at: number): void {
    this.#taxaBefore = this.#taxa(at - BEFORE, at);
    this.#before = meanOf(this.#latency);
    this.#about = about;
    this.#latency = [];
    this.#errors = 0;
  }

  /** What tracks of animals that ended are called. */
  #taxa(from: number, to: number): (string | undefined)[] {
    return this.#of.tracks(from, to).flatMap(({ verdict, kind }) => (isAnimal(kind) ? [calledOf(verdict)] : []));
  }
}

/** A name as narrow as the genus: whether a model says the species too is how sure it is, not what it sees. */
function calledOf(verdict: Verdict | undefined): string | undefined {
  if (!verdict || verdict.rank === 'class') return undefined;
  return lineage(verdict.taxon).find(({ rank }) => rank !== 'species')?.id ?? verdict.taxon;
}

function meanOf(measures: readonly number[]): number | undefined {
  if (measures.length < LEAST_MEASURES) return undefined;
  return measures.reduce((sum, one) => sum + one, 0) / measures.length;
}
