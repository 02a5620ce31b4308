import { type Answered, useAsk } from '../../api/ask.ts';
import type { Tallies, Taxon } from '../../api/types.ts';
import { go, href, route, withQuery } from '../../base/route.ts';
import { dayKey, dayStart, monthName, now } from '../../base/time.ts';
import { Said } from '../../parts/said.tsx';
import { TaxonName } from '../../parts/taxon-name.tsx';
import { number, words } from '../../words/words.ts';
import { type Checklist, expectedIn, monthsOf } from './expected.ts';

/** Which species the checklist expects in a month of this year, and which of them were not counted this year yet. */
export function StillExpected({ checklist }: { readonly checklist: Answered<Checklist> }) {
  const { species: said } = words.value;
  const today = dayKey(now());
  const asked = Number(route.value.query.month);
  const month = asked >= 1 && asked <= 12 ? Math.floor(asked) : Number(today.slice(5, 7));
  const tallies = useAsk('GET /api/v1/tallies', {
    query: {
      ...{ by: 'taxon', period: 'year', rank: 'species' },
      from: new Date(dayStart(`${today.slice(0, 4)}-01-01`)).toISOString(),
    },
  });
  return (
    <section class="sheet still-expected" aria-labelledby="species-expected">
      <h2 id="species-expected">{said.expected}</h2>
      <Said of={checklist}>
        {(list) =>
          list.data.length === 0 ? (
            <p class="soft">{said.noList}</p>
          ) : (
            <Said of={tallies}>
              {(counted) => (
                <>
                  <Months list={list} counted={counted} chosen={month} />
                  <Month list={list} counted={counted} month={month} />
                </>
              )}
            </Said>
          )
        }
      </Said>
    </section>
  );
}

interface MonthsProps {
  readonly list: Checklist;
  readonly counted: Tallies;
  readonly chosen: number;
}

/** The months of a year, each with how many species are expected and how many of them were counted; one is chosen. */
function Months({ list, counted, chosen }: MonthsProps) {
  const { species: said } = words.value;
  const months = monthsOf(list, counted);
  const most = Math.max(1, ...months.map(({ expected }) => expected));
  const share = (value: number) => `${(100 * value) / most}%`;
  return (
    <ol class="months" aria-label={said.month}>
      {months.map(({ month, expected, found }) => (
        <li key={month}>
          <button
            type="button"
            class="plain"
            aria-pressed={month === chosen}
            title={said.foundOf(number(found), number(expected))}
            onClick={() => go(withQuery({ month: String(month) }), { replace: true })}
          >
            <span class="month-bar" aria-hidden="true">
              <i style={{ height: share(expected) }} />
              <b style={{ height: share(found) }} />
            </span>
            {monthName(month, 'short')}
            <span class="month-count">{said.ofAll(number(found), number(expected))}</span>
          </button>
        </li>
      ))}
    </ol>
  );
}

/** What is missing in the chosen month, and what was counted. */
function Month({ list, counted, month }: Omit<MonthsProps, 'chosen'> & { readonly month: number }) {
  const { species: said } = words.value;
  const { found, missing } = expectedIn(list, counted, month);
  return (
    <>
      <p>
        <strong>{monthName(month)}</strong>
        {words.value.colon}
        {said.foundOf(number(found.length), number(found.length + missing.length))}
      </p>
      {missing.length > 0 && (
        <>
          <p>{said.stillMissing}</p>
          <Taxa taxa={missing} />
        </>
      )}
      {found.length > 0 && (
        <details>
          <summary>{said.counted}</summary>
          <Taxa taxa={found} />
        </details>
      )}
    </>
  );
}

function Taxa({ taxa }: { readonly taxa: readonly Taxon[] }) {
  return (
    <ul class="missing">
      {taxa.map((taxon) => (
        <li key={taxon.id}>
          <a href={href(['species', taxon.id])}>
            <TaxonName taxon={taxon} />
          </a>
        </li>
      ))}
    </ul>
  );
}
