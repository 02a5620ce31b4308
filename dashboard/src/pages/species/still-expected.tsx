import { type Answered, useAsk } from '../../api/ask.ts';
import { go, href, route, withQuery } from '../../base/route.ts';
import { dayKey, dayStart, monthName, now } from '../../base/time.ts';
import { Said } from '../../parts/said.tsx';
import { TaxonName } from '../../parts/taxon-name.tsx';
import { number, words } from '../../words/words.ts';
import { type Checklist, expectedIn } from './expected.ts';

const MONTHS = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12] as const;

/** Which species the checklist expects in a month of this year, and which of them were not counted this year yet. */
export function StillExpected({ checklist }: { readonly checklist: Answered<Checklist> }) {
  const { species: said } = words.value;
  const today = dayKey(now());
  const month = MONTHS.find((one) => String(one) === route.value.query.month) ?? Number(today.slice(5, 7));
  const tallies = useAsk('GET /api/v1/tallies', {
    query: {
      ...{ by: 'taxon', period: 'year', rank: 'species' },
      from: new Date(dayStart(`${today.slice(0, 4)}-01-01`)).toISOString(),
    },
  });
  if (checklist.data?.data.length === 0) return null;
  return (
    <section class="sheet still-expected" aria-labelledby="species-expected">
      <div class="page-head">
        <h2 id="species-expected">{said.expected}</h2>
        <label>
          <span class="visually-hidden">{said.month}</span>
          <select
            value={month}
            onChange={({ currentTarget }) => go(withQuery({ month: currentTarget.value }), { replace: true })}
          >
            {MONTHS.map((one) => (
              <option key={one} value={one}>
                {monthName(one)}
              </option>
            ))}
          </select>
        </label>
      </div>
      <Said of={checklist}>
        {(list) => (
          <Said of={tallies}>
            {(counted) => {
              const { found, missing } = expectedIn(list, counted, month);
              return (
                <>
                  <p>{said.foundOf(number(found.length), number(found.length + missing.length))}</p>
                  {missing.length > 0 && <p>{said.stillMissing}</p>}
                  {missing.length > 0 && (
                    <ul class="missing">
                      {missing.map((taxon) => (
                        <li key={taxon.id}>
                          <a href={href(['species', taxon.id])}>
                            <TaxonName taxon={taxon} />
                          </a>
                        </li>
                      ))}
                    </ul>
                  )}
                </>
              );
            }}
          </Said>
        )}
      </Said>
    </section>
  );
}
