import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { type Answered, useAsk } from '../../api/ask.ts';
import { link, onEvent } from '../../api/live.ts';
import type { Api, Event, Visit } from '../../api/types.ts';
import { href } from '../../base/route.ts';
import { dayKey, dayStart, now } from '../../base/time.ts';
import { Empty, Said } from '../../parts/said.tsx';
import { VisitRow } from '../../parts/visit-row.tsx';
import { words } from '../../words/words.ts';
import { ByHour } from './by-hour.tsx';
import { CameraCards } from './camera-cards.tsx';
import { Needs } from './needs.tsx';
import { NEWEST } from './newest.ts';
import './now.css';
import { Standing } from './standing.tsx';
import { Today } from './today.tsx';

const TALLIES_EVERY = 60_000;

/** One glance: is it watching, what was here today, what needs me. */
export function Now() {
  const { now: said } = words.value;
  const today = new Date(dayStart(dayKey(now()))).toISOString();
  const tallies = useAsk(
    'GET /api/v1/tallies',
    { query: { by: 'taxon,camera', period: 'day', from: today } },
    { every: TALLIES_EVERY },
  );
  const newest = useAsk('GET /api/v1/visits', NEWEST);
  const visits = useNewest(newest, () => tallies.again());
  return (
    <>
      <h1 class="visually-hidden">{said.title}</h1>
      <Standing effort={tallies.data?.effort} />
      <div class="now-page">
        <div class="now-main">
          <section aria-labelledby="now-today">
            <h2 id="now-today">{said.today}</h2>
            <Said of={tallies}>
              {(data) => (
                <Today tallies={data} from={today} visits={newest.data || newest.error ? visits : undefined} />
              )}
            </Said>
            <ByHour from={today} />
          </section>
          <section aria-labelledby="now-cameras">
            <div class="page-head">
              <h2 id="now-cameras">{words.value.nav.cameras}</h2>
              <a href={href(['live'])}>{words.value.nav.live}</a>
            </div>
            <CameraCards visits={visits} tallies={tallies.data} />
          </section>
        </div>
        <aside class="now-side">
          <Needs />
          <section aria-labelledby="now-newest">
            <h2 id="now-newest">{said.newest}</h2>
            <Said of={newest} lines={8}>
              {() =>
                visits.length === 0 ? (
                  <Empty>{said.newestNone}</Empty>
                ) : (
                  <ol>
                    {visits.map((visit) => (
                      <li key={visit.id}>
                        <VisitRow visit={visit} day={dayKey(visit.startAt) !== dayKey(now())} />
                      </li>
                    ))}
                  </ol>
                )
              }
            </Said>
            <a class="all-visits" href={href(['visits'])}>
              {said.allVisits}
            </a>
          </section>
        </aside>
      </div>
    </>
  );
}

type VisitEvent = Extract<Event, { visit: unknown }>;

/** The newest visits: those that were read, and from then on as events tell of them. */
function useNewest(
  { data: read, loading, again }: Answered<Api['GET /api/v1/visits']['reply']>,
  changed: () => void,
): readonly Visit[] {
  const [visits, setVisits] = useState<readonly Visit[]>([]);
  // What was told since they were asked for, of which the answer may not know; undefined once it is there.
  const told = useRef<VisitEvent[] | undefined>([]);
  useLayoutEffect(() => {
    if (loading) told.current ??= [];
  }, [loading]);
  useLayoutEffect(() => {
    if (!read) return;
    setVisits((told.current ?? []).reduce(after, read.data));
    told.current = undefined;
  }, [read]);
  // Asked for before the page heard of events, they may lack one that came between.
  const deaf = useRef(link.value.state === 'connecting');
  const { state } = link.value;
  useEffect(() => {
    if (state !== 'live' || !deaf.current) return;
    deaf.current = false;
    again();
  }, [state]);
  useLayoutEffect(() => {
    let due: ReturnType<typeof setTimeout> | undefined;
    const stop = onEvent((event) => {
      if (!('visit' in event)) return;
      told.current?.push(event);
      setVisits((before) => after(before, event));
      // One reading of the counts for a burst of changes.
      clearTimeout(due);
      due = setTimeout(changed, 1_000);
    });
    return () => {
      stop();
      clearTimeout(due);
    };
  }, []);
  return visits;
}

/** The newest visits once an event is told. */
function after(before: readonly Visit[], { type, visit }: VisitEvent): readonly Visit[] {
  const { trackCount: _, joined, left: __, ...told } = visit;
  const others = before.filter(({ id }) => id !== told.id);
  const all = type === 'visit.withdrawn' ? others : [{ ...told, tracks: joined }, ...others];
  return all.sort((a, b) => b.startAt.localeCompare(a.startAt)).slice(0, NEWEST.query.limit);
}
