import { SiteClock } from '../../base/site-clock.ts';
import { countedInTime } from '../review/basis.ts';
import type { Tables } from '../store/store.ts';
import type { VisitPlace } from '../store/visit-list.ts';
import { Cells, effortCell } from './cells.ts';
import { IndependenceJudge } from './independence.ts';
import { PresenceCells } from './presence-cells.ts';
import { presenceOf } from './presence-sums.ts';
import type { DailyRule } from './rule.ts';
import { stationAt } from './stations.ts';

/** Visits read at a time. */
const PAGE = 10_000;
/** Minutes read at a time: thirty days. */
const SPAN = 30 * 86_400_000;

/** Makes every sum, presence and every visit's independence anew under a rule. Inside `store.write` only. */
export function rebuild(tables: Tables, rule: DailyRule, text: string): void {
  tables.presence.begin();
  tables.daily.begin(text);
  sumVisits(tables, rule);
  sumEffort(tables, rule);
}

function sumVisits({ countable, daily, presence }: Tables, rule: DailyRule): void {
  const clock = new SiteClock(rule.timeZone);
  const judge = new IndependenceJudge(rule);
  const cells = new Cells(clock);
  const there = new PresenceCells(clock);
  let day = Number.NEGATIVE_INFINITY;
  const flush = () => {
    for (const cell of cells.take()) daily.put(cell);
    for (const cell of there.take()) presence.putCell(cell);
  };
  for (let after: VisitPlace | undefined = { startAt: Number.NEGATIVE_INFINITY, id: '' }; after; ) {
    const page = countable.page({ ...after, startAt: Math.max(after.startAt, Number.MIN_SAFE_INTEGER) }, PAGE);
    for (const stored of page) {
      const { id, camera, startAt } = stored.visit;
      const best = countedInTime(stored, 'best');
      const station = stationAt(rule.stations, camera, startAt);
      const independent =
        best && !stored.carried && judge.judge({ station, species: best.taxon, at: startAt }).independent;
      if (independent !== stored.independent) countable.put(id, independent);
      const now = clock.at(startAt).day;
      if (now !== day) flush();
      day = now;
      const slots = presenceOf(stored, countable, clock);
      if (slots.length > 0) presence.put(id, slots);
      for (const slot of slots) there.add(slot);
      cells.add({
        visit: stored.visit,
        ...(stored.outcome && { outcome: stored.outcome }),
        ...(independent && { independent }),
      });
    }
    const last = page.at(-1)?.visit;
    after = last && { startAt: last.startAt, id: last.id };
  }
  flush();
}

function sumEffort({ effort, daily }: Tables, { timeZone }: DailyRule): void {
  const clock = new SiteClock(timeZone);
  for (const camera of effort.cameras()) {
    const span = effort.spanOf(camera);
    if (!span) continue;
    for (let from = span.first; from <= span.last; from += SPAN)
      for (const minute of effort.between(from, Math.min(from + SPAN, span.last + 1), camera))
        daily.putEffort(effortCell(minute, clock));
  }
}
