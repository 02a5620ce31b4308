import { useEffect, useState } from 'preact/hooks';
import { onEvent } from '../../api/live.ts';
import { type Pages, usePages } from '../../api/pages.ts';
import { go, href, route } from '../../base/route.ts';
import { Endless } from '../../parts/endless.tsx';
import { Empty, Failed, Reading } from '../../parts/said.tsx';
import { words } from '../../words/words.ts';
import { Visit } from '../visit/visit.tsx';
import { askedOf } from './asked.ts';
import { Filters } from './filters.tsx';
import { PreviewRow } from './preview-row.tsx';
import './visits.css';

const PAGE = 100;
const ROW = 88;

/** All visits, newest first, by filters that stand in the address; with an id behind it, one visit. */
export function Visits() {
  const [, id] = route.value.parts;
  return id === undefined ? <List /> : <Visit key={id} id={id} />;
}

function List() {
  const { visits: said } = words.value;
  const { query } = route.value;
  const pages = usePages('GET /api/v1/visits', { query: { ...askedOf(query), limit: PAGE } });
  const newer = useNewer(pages);
  const filtered = Object.keys(query).length > 0;
  return (
    <>
      <div class="page-head">
        <h1>{said.title}</h1>
        {newer > 0 && (
          <button type="button" onClick={pages.again}>
            {said.newer(newer)}
          </button>
        )}
      </div>
      <Filters />
      {pages.items.length > 0 && (
        <Endless items={pages.items} keyOf={({ id }) => id} rowHeight={ROW} onEnd={pages.more}>
          {(visit) => <PreviewRow visit={visit} />}
        </Endless>
      )}
      {pages.error && <Failed error={pages.error} again={pages.again} />}
      {pages.loading && <Reading lines={pages.items.length === 0 ? 8 : 2} />}
      {pages.complete && <Empty>{pages.items.length > 0 ? said.end : filtered ? said.none : said.noneYet}</Empty>}
      {filtered && pages.complete && pages.items.length === 0 && (
        <button type="button" onClick={() => go(href(['visits']), { replace: true })}>
          {said.clear}
        </button>
      )}
    </>
  );
}

/**
 * How many visits began since the list was asked for that it does not know of: it is not moved under the reader's eyes. One that is told
 * of while the list is on its way may be in it or not.
 */
function useNewer({ list, items }: Pages<{ readonly id: string }>): number {
  const [ids, setIds] = useState<ReadonlySet<string>>(new Set());
  useEffect(() => setIds(new Set()), [list]);
  useEffect(
    () => onEvent((event) => event.type === 'visit.new' && setIds((before) => new Set(before).add(event.visit.id))),
    [],
  );
  return items.length === 0 ? 0 : [...ids].filter((id) => !items.some((item) => item.id === id)).length;
}
