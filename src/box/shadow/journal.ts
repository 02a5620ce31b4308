import { appendFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { RANKS, type Rank } from '../../base/domain.ts';
import type { ShadowTracks } from '../../tell/server/shadow-facts.ts';

const Said = z
  .object({
    taxon: z.string(),
    rank: z.enum(RANKS as [Rank, ...Rank[]]),
    score: z.number(),
    review: z.array(
      z.enum(['kind-conflict', 'taught-conflict', 'off-list', 'out-of-season', 'protected-1', 'first-record']),
    ),
  })
  .nullable();

/** What became of one track. */
const Entry = z.union([
  z.object({
    track: z.string(),
    endAt: z.number(),
    present: Said,
    candidate: Said,
    /** What the box called it while it lived, if anything. */
    recorded: z.string().optional(),
    /** Time of one core, ms. */
    ms: z.object({ present: z.number(), candidate: z.number() }),
  }),
  z.object({ track: z.string(), endAt: z.number(), left: z.enum(['shed', 'without']) }),
]);

type JournalEntry = z.infer<typeof Entry>;
export type JournalLook = Extract<JournalEntry, { present: unknown }>;

const FILE = 'tracks.jsonl';

/**
 * What a run has seen, a line a track, only ever added to: whenever its process is cut off, all but the last line stands. What that one
 * would have said is looked at again. It holds what both sides call the tracks that were looked at, of which a run has so many and no more;
 * of all others it holds how many there were.
 */
export class Journal {
  readonly #file: string;
  readonly #looks: JournalLook[] = [];
  #sums = NONE;
  #latest = Number.NEGATIVE_INFINITY;
  /** Ends of tracks by their ids, but for those that nobody asks for any more. */
  readonly #ends = new Map<string, number>();

  /** @param folder of the run */
  constructor(folder: string) {
    this.#file = join(folder, FILE);
    for (const entry of read(this.#file)) this.#take(entry);
  }

  /** Whether a track stands in it that ended at the time that was told to `forgetBefore` last, or later. */
  has(track: string): boolean {
    return this.#ends.has(track);
  }

  /** Nobody asks for tracks any more that ended before a time, ms. */
  forgetBefore(at: number): void {
    for (const [track, endAt] of this.#ends) if (endAt < at) this.#ends.delete(track);
  }

  add(entry: JournalEntry): void {
    // What stands before it may be a line that was cut off.
    appendFileSync(this.#file, `\n${JSON.stringify(entry)}\n`);
    this.#take(entry);
  }

  get looks(): readonly JournalLook[] {
    return this.#looks;
  }

  get sums(): Omit<ShadowTracks, 'waiting'> {
    return this.#sums;
  }

  /** When the track ended that ended last, ms. */
  get latest(): number {
    return this.#latest;
  }

  #take(entry: JournalEntry): void {
    if (!('left' in entry)) this.#looks.push(entry);
    this.#sums = withEntry(this.#sums, entry);
    this.#latest = Math.max(this.#latest, entry.endAt);
    this.#ends.set(entry.track, entry.endAt);
  }
}

/** What a run has seen so far. @param folder of the run */
export function journalSums(folder: string): Omit<ShadowTracks, 'waiting'> {
  return read(join(folder, FILE)).reduce(withEntry, NONE);
}

const NONE = { looked: 0, shed: 0, without: 0 };

function withEntry(sums: typeof NONE, entry: JournalEntry): typeof NONE {
  const of = 'left' in entry ? entry.left : 'looked';
  return { ...sums, [of]: sums[of] + 1 };
}

function read(file: string): JournalEntry[] {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
  return text.split('\n').flatMap((line) => {
    try {
      return line === '' ? [] : [Entry.parse(JSON.parse(line))];
    } catch {
      return [];
    }
  });
}
