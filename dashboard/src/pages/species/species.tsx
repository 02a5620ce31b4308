import { useState } from 'preact/hooks';
import { useAsk } from '../../api/ask.ts';
import { may } from '../../api/session.ts';
import type { Tallies } from '../../api/types.ts';
import { href, route } from '../../base/route.ts';
import { dayShort } from '../../base/time.ts';
import { rangeOf } from '../../parts/range.ts';
import { Empty, Said } from '../../parts/said.tsx';
import { TaxonName } from '../../parts/taxon-name.tsx';
import { number, percent, words } from '../../words/words.ts';
import { Accumulation } from './accumulation.tsx';
import { EditList } from './edit-list.tsx';
import { type Checklist, isNewTo } from './expected.ts';
import { OneSpecies } from './one-species.tsx';
import './species.css';
import { StillExpected } from './still-expected.tsx';

const YEAR = 365;

/** The species of the site as they were counted in the last year; with an id behind it, one of them, or the site's list to be edited. */
export function Species() {
  const [, id] = route.value.parts;
  if (id === undefined) return <List />;
  return id === 'list' ? <EditList /> : <OneSpecies key={id} id={id} />;
}

function List() {
  const { species: said } = words.value;
  const range = rangeOf(undefined, undefined, YEAR);
  const tallies = useAsk('GET /api/v1/tallies', {
    query: { by: 'taxon', period: 'year', from: range.from, to: range.to },
  });
  const checklist = useAsk('GET /api/v1/checklist');
  return (
    <>
      <div class="page-head">
        <h1>{said.title}</h1>
        <span class="soft">{said.range}</span>
        {may('POST /api/v1/checklist/settings') && <a href={href(['species', 'list'])}>{words.value.list.edit}</a>}
      </div>
      <div class="species-tops">
        <Accumulation range={range} />
        <StillExpected checklist={checklist} />
      </div>
      <Said of={tallies} lines={10}>
        {(data) => <Table rows={rowsOf(data)} checklist={checklist.data} />}
      </Said>
    </>
  );
}

interface Row {
  readonly taxon: NonNullable<Tallies['data'][number]['taxon']>;
  readonly visits: number;
  readonly individuals: number;
  readonly most: number;
  readonly days: number;
  readonly reviewed: number;
  readonly firstAt: string;
  readonly lastAt: string;
}

/** A row a taxon: calendar years added up. */
function rowsOf({ data }: Tallies): Row[] {
  const rows = new Map<string, Row>();
  for (const row of data) {
    const { taxon, visits, individuals, maxIndividuals, daysPresent, reviewed } = row;
    if (!taxon || !visits) continue;
    const { firstAt = row.startAt, lastAt = row.endAt } = row;
    const old = rows.get(taxon.id);
    rows.set(taxon.id, {
      taxon,
      visits: visits + (old?.visits ?? 0),
      individuals: (individuals ?? 0) + (old?.individuals ?? 0),
      most: Math.max(maxIndividuals ?? 0, old?.most ?? 0),
      days: (daysPresent ?? 0) + (old?.days ?? 0),
      reviewed: (reviewed ?? 0) + (old?.reviewed ?? 0),
      firstAt: old && old.firstAt < firstAt ? old.firstAt : firstAt,
      lastAt: old && old.lastAt > lastAt ? old.lastAt : lastAt,
    });
  }
  return [...rows.values()].sort((a, b) => b.visits - a.visits);
}

function Table({ rows, checklist }: { readonly rows: readonly Row[]; readonly checklist: Checklist | undefined }) {
  const { species: said } = words.value;
  const [text, setText] = useState('');
  const wanted = text.trim().toLowerCase();
  const shown = rows.filter(({ taxon }) =>
    [taxon.chinese, taxon.english, taxon.scientific].some((name) => name?.toLowerCase().includes(wanted)),
  );
  if (rows.length === 0) return <Empty>{said.none}</Empty>;
  const { columns } = said;
  return (
    <>
      <input
        type="search"
        class="species-search"
        aria-label={said.search}
        placeholder={said.search}
        value={text}
        onInput={({ currentTarget }) => setText(currentTarget.value)}
      />
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reached by keys */}
      <section class="table sheet" aria-label={said.title} tabIndex={0}>
        <table>
          <thead>
            <tr>
              <th scope="col">{columns.name}</th>
              {(['visits', 'individuals', 'most', 'days', 'reviewed'] as const).map((one) => (
                <th key={one} scope="col" class="figure">
                  {columns[one]}
                </th>
              ))}
              <th scope="col">{columns.first}</th>
              <th scope="col">{columns.last}</th>
            </tr>
          </thead>
          <tbody>
            {shown.map(({ taxon, visits, individuals, most, days, reviewed, firstAt, lastAt }) => (
              <tr key={taxon.id}>
                <th scope="row">
                  <a href={href(['species', taxon.id])}>
                    <TaxonName taxon={taxon} scientific />
                  </a>
                  {checklist && isNewTo(checklist, taxon) && <span class="mark now">{said.newToList}</span>}
                </th>
                {[visits, individuals, most, days].map((value, n) => (
                  <td key={['visits', 'individuals', 'most', 'days'][n]} class="figure">
                    {number(value)}
                  </td>
                ))}
                <td class="figure">{percent(reviewed / visits)}</td>
                <td>{dayShort(firstAt)}</td>
                <td>{dayShort(lastAt)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </>
  );
}
