import { useAsk } from '../../api/ask.ts';
import type { Range } from '../../parts/range.ts';
import { Empty, Said } from '../../parts/said.tsx';
import { TaxonName } from '../../parts/taxon-name.tsx';
import { number, words } from '../../words/words.ts';
import type { Chosen } from './chosen.ts';

/** Independent records at an interval, or on a word, by which no sums are kept: of the whole time, by taxon and station, with effort. */
export function AtInterval({ chosen, range: { from, to } }: { readonly chosen: Chosen; readonly range: Range }) {
  const { tallies: said } = words.value;
  const { basis, camera, taxon: within, interval } = chosen;
  const asked = {
    from,
    to,
    basis,
    ...(camera && { camera }),
    ...(within && { taxon: within }),
    ...(interval !== undefined && { interval }),
  };
  const records = useAsk('GET /api/v1/records', { query: asked });
  const file = new URLSearchParams(
    Object.entries({ from, to, basis, ...(interval !== undefined && { interval: `${interval}` }) }),
  );
  return (
    <Said of={records} lines={10}>
      {({ data, interval: minutes }) => (
        <>
          <p class="soft">{said.atInterval(number(minutes))}</p>
          {data.length === 0 ? (
            <Empty>{said.none}</Empty>
          ) : (
            // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reached by keys
            <section class="table sheet" aria-label={said.measures.records} tabIndex={0}>
              <table>
                <thead>
                  <tr>
                    <th scope="col">{said.taxon}</th>
                    <th scope="col">{said.station}</th>
                    {[
                      said.measures.records,
                      said.measures.visits,
                      said.measures.individuals,
                      said.total,
                      said.measures.rai,
                    ].map((name) => (
                      <th key={name} scope="col" class="figure">
                        {name}
                      </th>
                    ))}
                  </tr>
                </thead>
                <tbody>
                  {[...data]
                    .sort((a, b) => b.records - a.records)
                    .map(({ taxon, station, records: many, visits, individuals, effortDays, rai }) => (
                      <tr key={`${station} ${taxon.id}`}>
                        <th scope="row">
                          <TaxonName taxon={taxon} />
                        </th>
                        <td>{station}</td>
                        {[
                          number(many),
                          number(visits),
                          number(individuals),
                          number(effortDays, 1),
                          rai === null ? '–' : number(rai, 1),
                        ].map((text, n) => (
                          <td key={n} class="figure">
                            {text}
                          </td>
                        ))}
                      </tr>
                    ))}
                </tbody>
              </table>
            </section>
          )}
          <p>
            <a class="button" href={`api/v1/exports/record-table?${file}`} download>
              {said.recordTable}
            </a>
          </p>
        </>
      )}
    </Said>
  );
}
