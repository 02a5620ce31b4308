import { setImmediate as yieldToOthers } from 'node:timers/promises';
import type { Reviewed } from '../../base/domain.ts';
import { type Counted, countedAs } from '../../count/review/basis.ts';
import type { VisitPlace } from '../../count/store/visit-list.ts';
import type { ExportQuery, ExportSource } from './format.ts';

/** Visits read at a time. */
const PAGE = 500;

/**
 * Every visit of the range, oldest first, page by page, with what it counts as on the basis that is asked for. A visit of which nobody
 * knows when it was is in no export: other programs take its times for what they say.
 */
export async function* visitsOf(
  { store, reached }: ExportSource,
  { from, to, basis }: Pick<ExportQuery, 'from' | 'to' | 'basis'>,
): AsyncGenerator<{ readonly reviewed: Reviewed; readonly counted: Counted | undefined }> {
  for (let after: VisitPlace | undefined; ; await yieldToOthers()) {
    const page = store.visits.page({ from, to, limit: PAGE, ...(after && { after }) });
    for (const reviewed of page) if (!reviewed.visit.clock) yield { reviewed, counted: countedAs(reviewed, basis) };
    const last = page.at(-1)?.visit;
    reached?.(last?.startAt ?? to);
    if (!last || page.length < PAGE) return;
    after = { startAt: last.startAt, id: last.id };
  }
}
