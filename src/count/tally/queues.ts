import { setImmediate as yieldToOthers } from 'node:timers/promises';
import type { Reviewed } from '../../base/domain.ts';
import { isWithin } from '../../know/taxonomy/taxa.ts';
import { protectedInTheWild } from '../../know/taxonomy/wild.ts';
import {
  type ErrorRate,
  errorRate,
  isIn,
  type Judged,
  QUEUES,
  type Queue,
  type QueueTaxa,
  type Sample,
  waits,
} from '../review/queue.ts';
import type { Store } from '../store/store.ts';
import type { VisitPlace } from '../store/visit-list.ts';

/** Where queues look. */
export interface QueueRange {
  /** Visits that start at or after. */
  readonly from: number;
  /** Visits that start before. */
  readonly to: number;
  readonly sample: Sample;
  /** For the queue `species`. */
  readonly taxon?: string | undefined;
}

/** What queues need of the store. */
export interface QueueSource {
  readonly visits: Pick<Store['visits'], 'judged' | 'reviewed'>;
}

/** How many visits of each queue wait, and how many there are. */
export interface QueueCount {
  readonly queue: Queue;
  readonly waiting: number;
  readonly all: number;
}

/** A page of a queue, oldest first. */
export interface QueuePage {
  readonly visits: readonly Reviewed[];
  /** Where the next page goes on; absent on the last. */
  readonly next?: VisitPlace;
}

const PAGE = 1_000;

/** The visits of a queue, oldest first. @param waiting only those that still wait for a person */
export async function queue(
  source: QueueSource,
  name: Queue,
  range: QueueRange,
  { waiting, limit, after }: { waiting: boolean; limit: number; after?: VisitPlace | undefined },
  signal?: AbortSignal,
): Promise<QueuePage> {
  const visits: Reviewed[] = [];
  const taxa = taxaOf(range);
  for await (const page of pages(source, range, signal, after))
    for (const judged of page) {
      if ((waiting && !waits(judged)) || !isIn(name, judged, range.sample, taxa)) continue;
      const reviewed = source.visits.reviewed(judged.visit.id);
      // Withdrawn since the page with it was read.
      if (!reviewed) continue;
      const last = visits.at(-1)?.visit;
      if (visits.length === limit && last) return { visits, next: { startAt: last.startAt, id: last.id } };
      visits.push(reviewed);
    }
  return { visits };
}

/** How many wait in each queue but `species`, and how often the machine was wrong in the random sample. */
export async function queueCounts(
  source: QueueSource,
  range: QueueRange,
  signal?: AbortSignal,
): Promise<{ queues: readonly QueueCount[]; errors: ErrorRate }> {
  const counts = QUEUES.filter((name) => name !== 'species').map((name) => ({ queue: name, waiting: 0, all: 0 }));
  const sample: Judged[] = [];
  const taxa = taxaOf(range);
  for await (const page of pages(source, range, signal))
    for (const judged of page)
      for (const count of counts) {
        if (!isIn(count.queue, judged, range.sample, taxa)) continue;
        count.all += 1;
        count.waiting += waits(judged) ? 1 : 0;
        if (count.queue === 'random') sample.push(judged);
      }
  return { queues: counts, errors: errorRate(sample, isWithin) };
}

function taxaOf({ taxon }: QueueRange): QueueTaxa {
  return {
    protected: (id) => protectedInTheWild(id) !== undefined,
    wanted: (id) => taxon !== undefined && isWithin(id, taxon),
  };
}

/** Page after page; others have their turn in between. */
async function* pages(
  { visits }: QueueSource,
  { from, to }: QueueRange,
  signal: AbortSignal | undefined,
  start?: VisitPlace,
): AsyncGenerator<readonly Judged[]> {
  for (let after = start; ; await yieldToOthers()) {
    signal?.throwIfAborted();
    const page = visits.judged({ from, to, limit: PAGE, ...(after && { after }) });
    yield page;
    const last = page.at(-1)?.visit;
    if (!last || page.length < PAGE) return;
    after = { startAt: last.startAt, id: last.id };
  }
}
