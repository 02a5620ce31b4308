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

export type JournalEntry = z.infer<typeof Entry>;
export type JournalLook = Extract<JournalEntry, { present: unknown }>;

const FILE = 'tracks.jsonl';

/**
 * What a run has seen, a line a track, only ever added to: whenever its process is cut off, all but the last line stands. What that one
 * would have said is looked at again.
 */
export class Journal {
  readonly #file: string;
  readonly entries: JournalEntry[];
  readonly #known: Set<string>;

  /** @param folder of the run */
  constructor(folder: string) {
    this.#file = join(folder, FILE);
    this.entries = read(this.#file);
    this.#known = new Set(this.entries.map(({ track }) => track));
  }

  has(track: string): boolean {
    return this.#known.has(track);
  }

  add(entry: JournalEntry): void {
    // What stands before it may be a line that was cut off.
    appendFileSync(this.#file, `\n${JSON.stringify(entry)}\n`);
    this.entries.push(entry);
    this.#known.add(entry.track);
  }

  get looks(): JournalLook[] {
    return this.entries.filter((entry) => 'present' in entry);
  }

  get sums(): Omit<ShadowTracks, 'waiting'> {
    return sumsOf(this.entries);
  }
}

/** What a run has seen so far. @param folder of the run */
export function journalSums(folder: string): Omit<ShadowTracks, 'waiting'> {
  return sumsOf(read(join(folder, FILE)));
}

function sumsOf(entries: readonly JournalEntry[]): Omit<ShadowTracks, 'waiting'> {
  const sums = { looked: 0, shed: 0, without: 0 };
  for (const entry of entries) sums['left' in entry ? entry.left : 'looked'] += 1;
  return sums;
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
