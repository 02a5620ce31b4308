import type { FromWatcher } from '../base/domain.ts';
import { type Fact, MOST_BYTES, spanOf, weightOf } from '../count/record/fact.ts';
import { Losses } from '../count/record/losses.ts';

/** What is worth nothing later. */
const PASSING: ReadonlySet<FromWatcher['type']> = new Set(['latency', 'failed-look', 'stopped']);

/** One thing that was told, and what it weighs. */
interface Held {
  readonly message: FromWatcher;
  readonly fact: Fact | undefined;
  readonly weight: number;
}

/** What is no fact (a segment, a sight of people) holds about so many bytes. */
const LIGHT = 1_000;

/**
 * What watchers tell while no database is open to take it, up to the bound in bytes of the facts that it becomes: once the
 * database is open, they wait in `Facts` by the same measure. Of a track the newest state is held, of a camera's status too. Where
 * there is too much the oldest goes, and of lost tracks their minutes: what was lost must not look like nothing seen.
 */
export class Backlog {
  readonly #mostBytes: number;
  /** By what it is of, oldest first. */
  readonly #held = new Map<string, Held>();
  readonly #status = new Map<string, FromWatcher>();
  readonly #losses = new Losses();
  #bytes = 0;
  #number = 0;
  #lost = 0;

  constructor(mostBytes = MOST_BYTES) {
    this.#mostBytes = mostBytes;
  }

  /** How much had to go. */
  get lost(): number {
    return this.#lost;
  }

  take(message: FromWatcher): void {
    if (message.type === 'tracks') this.#tracks(message);
    else if (message.type === 'status') this.#status.set(message.status.camera, message);
    else if (!PASSING.has(message.type)) {
      this.#number += 1;
      const fact = factOf(message);
      if (fact && this.#isUnknown(fact)) this.#lost += 1;
      else this.#hold(`${this.#number}`, message, fact);
    }
    while (this.#bytes > this.#mostBytes && this.#held.size > 1) this.#lose();
  }

  /** All that is held, tracks before what refers to them; nothing is held any more. */
  drain(): FromWatcher[] {
    const all = [...this.#held.values()];
    const tracks = all.flatMap(({ message, fact }) =>
      fact?.of === 'track' ? [{ message, at: fact.track.endAt }] : [],
    );
    const doubles = all.filter(({ fact }) => fact?.of === 'double');
    const rest = all.filter(({ fact }) => fact?.of !== 'track' && fact?.of !== 'double');
    const ordered = [...tracks.sort((a, b) => a.at - b.at), ...doubles, ...rest];
    const drained = [...this.#status.values(), ...ordered.map(({ message }) => message)];
    this.#held.clear();
    this.#status.clear();
    this.#bytes = 0;
    return drained;
  }

  #tracks(message: Extract<FromWatcher, { type: 'tracks' }>): void {
    const { camera, at } = message;
    for (const track of message.tracks)
      this.#hold(track.id, { ...message, tracks: [track], withdrawn: [] }, { of: 'track', track, at });
    for (const id of message.withdrawn)
      this.#hold(id, { ...message, tracks: [], withdrawn: [id] }, { of: 'double', id, camera, at });
  }

  #hold(key: string, message: FromWatcher, fact?: Fact): void {
    const weight = fact ? weightOf(fact) : LIGHT;
    this.#bytes += weight - (this.#held.get(key)?.weight ?? 0);
    this.#held.set(key, { message, fact, weight });
  }

  /** Gives up the oldest, but of tracks those that ended first: of a living one the next state has all. */
  #lose(): void {
    let oldest: string | undefined;
    for (const [key, { fact }] of this.#held) {
      oldest ??= key;
      if (fact?.of === 'track' && !fact.track.ended) continue;
      oldest = key;
      break;
    }
    const fact = this.#drop(oldest!);
    if (fact?.of !== 'track') return;
    this.#losses.add(fact);
    for (const [other, { fact: part }] of this.#held) if (part && this.#isUnknown(part)) this.#drop(other);
  }

  /** True for a minute of which tracks were lost. */
  #isUnknown(fact: Fact): boolean {
    return fact.of === 'effort' && this.#losses.covers(fact.part.camera, spanOf(fact));
  }

  #drop(key: string): Fact | undefined {
    const held = this.#held.get(key);
    this.#bytes -= held?.weight ?? 0;
    this.#held.delete(key);
    this.#lost += 1;
    return held?.fact;
  }
}

function factOf(message: FromWatcher): Fact | undefined {
  if (message.type === 'effort') return { of: 'effort', part: message.part };
  return message.type === 'media' ? { of: 'media', media: message.media } : undefined;
}
