import { setImmediate as turn } from 'node:timers/promises';
import type { Media } from '../../base/domain.ts';
import { type Sample, sampled } from '../review/queue.ts';
import type { After, KeptRow } from '../store/room.ts';
import type { Store } from '../store/store.ts';
import { CLASSES, classOf, type Kept, Lowest, leastFirst, type Shown } from './worth.ts';

/** What the site knows of taxa and of its sample. */
export interface WorthFacts {
  /** Level of protection of a taxon. */
  protection(taxon: string): 1 | 2 | undefined;
  readonly sample: Sample;
}

/** Files that share their bytes, or one: they go together. */
export interface Going extends Kept {
  readonly files: readonly { readonly id: string; readonly bytes: number }[];
}

/** As many rows are read at once: some milliseconds, and another turn of the loop between. */
const PAGE = 500;
const FIRST: After = { at: Number.MIN_SAFE_INTEGER, id: '' };

/**
 * The kept files that go first, the least worth first, at most so many; none of an open visit, which people look at. Clips are looked
 * through alone while common ones are left: what is left of years is crops, and there are many.
 */
export async function leastWorth(
  store: Pick<Store, 'room'>,
  facts: WorthFacts,
  most: number,
  signal?: AbortSignal,
): Promise<readonly Going[]> {
  const clips = await lowest(store, facts, ['clip'], most, signal);
  const common = clips.filter(({ shown }) => classOf(shown) === 'common');
  return common.length > 0 ? common : lowest(store, facts, ['clip', 'crop'], most, signal);
}

async function lowest(
  store: Pick<Store, 'room'>,
  facts: WorthFacts,
  types: readonly Media['type'][],
  most: number,
  signal?: AbortSignal,
): Promise<readonly Going[]> {
  const common = new Map<string, number>();
  const best = new Map<string, { readonly visit: string; readonly score: number }>();
  for await (const { best_taxon: taxon, visit, score, aside } of rows(store, types, signal)) {
    if (taxon === null || visit === null || score === null || aside) continue;
    common.set(taxon, (common.get(taxon) ?? 0) + 1);
    if (score > (best.get(taxon)?.score ?? -1)) best.set(taxon, { visit, score });
  }
  const marks = marksIn(store);
  const shownIn = (row: KeptRow): Shown => {
    const { visit, best_taxon: taxon } = row;
    const known = taxon !== null && visit !== null;
    return {
      ...shownBy(row, facts, marks),
      best: known && best.get(taxon)?.visit === visit,
      common: common.get(taxon ?? '') ?? 1,
    };
  };
  const found = new Lowest<Going>(most);
  for (const type of types) {
    let shared: (Going & { readonly sha256: string; readonly open: boolean })[] = [];
    const settle = () => {
      for (const { sha256: _, open, ...going } of shared) if (!open) found.add(going);
    };
    for await (const row of rows(store, [type], signal)) {
      const { id, at, bytes, sha256 } = row;
      if (shared[0]?.at !== at) {
        settle();
        shared = [];
      }
      const own = { type, at, id, shown: shownIn(row), files: [{ id, bytes }], sha256, open: row.closed === 0 };
      const same = shared.find((one) => one.sha256 === sha256);
      shared = same ? shared.map((one) => (one === same ? joined(one, own) : one)) : [...shared, own];
    }
    settle();
  }
  return found.all;
}

/** True where a file is worth what it was when it was found; false also where it went. */
export function isStill(store: Pick<Store, 'room'>, facts: WorthFacts, going: Going): boolean {
  const marks = marksIn(store);
  const { best, common } = going.shown;
  return going.files.every(({ id }) => {
    const row = store.room.keptFile(going.type, id);
    if (!row || row.closed === 0) return false;
    const rank = CLASSES.indexOf(classOf({ ...shownBy(row, facts, marks), best, common }));
    return rank <= CLASSES.indexOf(classOf(going.shown));
  });
}

function marksIn({ room }: Pick<Store, 'room'>) {
  return { cited: room.marked('cited'), taught: room.marked('taught'), firsts: room.firsts() };
}

/** What a file's own rows tell of its worth. */
function shownBy(row: KeptRow, facts: WorthFacts, marks: ReturnType<typeof marksIn>): Omit<Shown, 'best' | 'common'> {
  const { visit, taxon, best_taxon: counted, start_at: from, end_at: to } = row;
  const level = levelOf(facts, counted) ?? levelOf(facts, taxon);
  const has = (ids: ReadonlySet<string>) => visit !== null && ids.has(visit);
  return {
    ...(level !== undefined && { protection: level }),
    first: row.first === 1 || has(marks.firsts),
    ...{ cited: has(marks.cited), taught: has(marks.taught), reviewed: row.reviewed === 1, aside: row.aside === 1 },
    sampled: visit !== null && sampled(visit, facts.sample),
    seconds: from === null || to === null ? 0 : (to - from) / 1000,
  };
}

/** Two rows of the same bytes: worth as much as the one that is worth more. */
function joined<T extends Going & { readonly open: boolean }>(a: T, b: T): T {
  const more = leastFirst(a, b) < 0 ? b : a;
  return { ...more, files: [...a.files, ...b.files], open: a.open || b.open };
}

function levelOf({ protection }: WorthFacts, taxon: string | null) {
  return taxon === null ? undefined : protection(taxon);
}

/** Every kept file of some types, page by page. */
async function* rows(store: Pick<Store, 'room'>, types: readonly Media['type'][], signal?: AbortSignal) {
  for (const type of types) {
    let after = FIRST;
    for (;;) {
      signal?.throwIfAborted();
      const page = store.room.page(type, after, PAGE);
      yield* page;
      const last = page.at(-1);
      if (!last || page.length < PAGE) break;
      after = { at: last.at, id: last.id };
      await turn();
    }
  }
}
