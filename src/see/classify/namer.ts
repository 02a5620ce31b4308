import { isAnimal, type Kind, type Verdict } from '../../base/domain.ts';
import { Asker, type AskerOptions, type Classify, type Looks, together } from './ask.ts';
import { MOST_CROPS, PER_ROUND, roundAge } from './rounds.ts';
import { type Judges, verdictOn } from './verdict.ts';
import type { CropToName } from './views.ts';

/** A track as far as naming goes. */
export interface Nameable {
  readonly id: string;
  readonly kind: Kind;
  readonly startAt: number;
  readonly score: number;
}

/** What a namer is made of. */
export interface NamerOptions extends AskerOptions {
  /** Month of the year at the site, 1 to 12. */
  readonly monthOf: (at: number) => number;
  /** The best crops kept of a track, best first. */
  readonly crops: (track: string) => readonly CropToName[];
  /** True where there is time: every track that is due is named before the next frame. */
  readonly patient?: boolean;
  /** A crop that could not be looked at. */
  failed(error: unknown): void;
}

/** One crop as the classifiers saw it. */
interface Seen {
  readonly crop: Omit<CropToName, 'cut'>;
  readonly looks: Looks;
}

/** What is known of a track that is being named. */
interface Case {
  round: number;
  /** When the crops were taken that were looked at; more than `seen` keeps. */
  readonly looked: Set<number>;
  readonly seen: Seen[];
  verdict?: Verdict;
}

/**
 * Names the tracks of one camera while they live and when they end: best crops first, each crop once, at growing
 * intervals. While one track is looked at, frames go on; one that is due waits for its turn.
 */
export class Namer {
  #options: NamerOptions;
  #asker: Asker;
  readonly #cases = new Map<string, Case>();
  #busy: Promise<void> | undefined;
  /** The end of the line of tracks that are named for the last time, one after another. */
  #last: Promise<void> = Promise.resolve();

  constructor(options: NamerOptions) {
    this.#options = options;
    this.#asker = new Asker(options);
  }

  /** What a track is called so far. */
  verdict(track: string): Verdict | undefined {
    return this.#cases.get(track)?.verdict;
  }

  /** Takes note of the tracks seen in a frame, and names one that is due; all of them where it is patient. */
  async see(at: number, tracks: readonly Nameable[], signal?: AbortSignal): Promise<void> {
    // What was taken for an animal and turned out to be a person has no name, and is asked for none.
    for (const track of tracks) if (!this.#nameable(track)) this.#cases.delete(track.id);
    const due = this.#due(at, tracks);
    if (this.#options.patient) {
      for (const track of due) await this.#name(track, at, signal);
    } else if (due[0] && !this.#busy) {
      this.#busy = this.#name(due[0], at, signal).finally(() => {
        this.#busy = undefined;
      });
    }
  }

  /** Names a track that has ended, for the last time, and forgets it. Call it before its crops are given away. */
  async finish(track: Nameable, at: number, signal?: AbortSignal): Promise<Verdict | undefined> {
    const subject = this.#cases.get(track.id) ?? newSubject();
    this.#cases.delete(track.id);
    if (!this.#nameable(track)) return undefined;
    const crops = this.#options.crops(track.id);
    // A round of this track that still runs comes first, or its crops would be looked at twice.
    const round = this.#round(subject, track, crops, at, signal);
    this.#last = Promise.all([this.#last, this.#busy]).then(round);
    await this.#last;
    return subject.verdict;
  }

  /**
   * Names with other models from now on, tracks that live from their best crops anew: what one model made of a crop is
   * nothing to another. Each keeps its name until it has the next one. Rounds that have begun end with the models that they began with.
   * @returns resolves when none of those is left
   */
  use(judges: Judges & { readonly classifier: Classify }): Promise<void> {
    const begun = Promise.all([this.#last, this.#busy]);
    this.#options = { ...this.#options, ...judges };
    this.#asker = new Asker(this.#options);
    for (const [track, { verdict }] of this.#cases)
      this.#cases.set(track, { ...newSubject(), ...(verdict && { verdict }) });
    return begun.then(() => undefined);
  }

  /** Forgets a track that turned out to be none. */
  forget(track: string): void {
    this.#cases.delete(track);
  }

  #nameable({ kind }: Nameable): boolean {
    return isAnimal(kind) && this.#asker.asks(kind);
  }

  /** Tracks whose next round has come, the least looked at first. */
  #due(at: number, tracks: readonly Nameable[]): Nameable[] {
    const roundOf = ({ id }: Nameable) => this.#cases.get(id)?.round ?? 0;
    return tracks
      .filter((track) => this.#nameable(track) && at - track.startAt >= roundAge(roundOf(track)))
      .sort((a, b) => roundOf(a) - roundOf(b));
  }

  async #name(track: Nameable, at: number, signal?: AbortSignal): Promise<void> {
    const subject = this.#cases.get(track.id) ?? newSubject();
    this.#cases.set(track.id, subject);
    subject.round += 1;
    await this.#round(subject, track, this.#options.crops(track.id), at, signal)();
  }

  /**
   * A round with the models of now, whenever it runs: looks at the best crops that were not looked at before, and judges anew
   * where there were any.
   */
  #round(subject: Case, track: Nameable, crops: readonly CropToName[], at: number, signal?: AbortSignal) {
    const options = this.#options;
    const asker = this.#asker;
    return async (): Promise<void> => {
      // A crop of no quality shows nothing, and would weigh nothing.
      const fresh = crops.filter(({ at, quality }) => quality > 0 && !subject.looked.has(at)).slice(0, PER_ROUND);
      for (const crop of fresh) {
        try {
          const before = subject.seen.map((one) => one.looks).reduce(together, new Map());
          const looks = await asker.look(track.kind, crop, before, signal);
          subject.looked.add(crop.at);
          // Its pixels are not kept.
          subject.seen.push({ crop: { at: crop.at, box: crop.box, quality: crop.quality }, looks });
        } catch (error) {
          if (signal?.aborted) return;
          options.failed(error);
        }
      }
      if (fresh.length === 0 || subject.seen.length === 0) return;
      subject.seen.sort((a, b) => b.crop.quality - a.crop.quality).splice(MOST_CROPS);
      judge(subject, track, at, options);
    };
  }
}

/** A verdict that cannot be made is told of, and the track keeps the one it has: no round may end the watcher. */
function judge(subject: Case, track: Nameable, at: number, options: NamerOptions): void {
  try {
    const verdict = verdictOn(toSubject(track, subject.seen), options, options.monthOf(at));
    if (verdict) subject.verdict = verdict;
  } catch (error) {
    options.failed(error);
  }
}

const newSubject = (): Case => ({ round: 0, looked: new Set(), seen: [] });

function toSubject({ kind, score }: Nameable, seen: readonly Seen[]) {
  const looks = seen.map((one) => one.looks).reduce(together, new Map());
  return { kind, score, looks, crops: seen.map(({ crop }) => ({ at: crop.at, box: crop.box })) };
}
