import { useAsk } from '../../api/ask.ts';
import type { Range } from '../../parts/range.ts';
import { Said } from '../../parts/said.tsx';
import { TaxonName } from '../../parts/taxon-name.tsx';
import { number, words } from '../../words/words.ts';

/** Counts corrected by what people said of the random sample, with their intervals. */
export function Corrected({ range: { from, to } }: { readonly range: Range }) {
  const { tallies: said } = words.value;
  const corrected = useAsk('GET /api/v1/tallies/corrected', { query: { from, to } });
  return (
    <section class="sheet" aria-labelledby="tallies-corrected">
      <h2 id="tallies-corrected">{said.corrected}</h2>
      <p class="soft">{said.correctedHint}</p>
      <Said of={corrected}>
        {({ data }) =>
          data.length === 0 ? (
            <p class="soft">{said.none}</p>
          ) : (
            // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reached by keys
            <section class="table" aria-label={said.correctedCount} tabIndex={0}>
              <table>
                <thead>
                  <tr>
                    <th scope="col">{said.taxon}</th>
                    <th scope="col" class="figure">
                      {said.plain}
                    </th>
                    <th scope="col">{said.correctedCount}</th>
                  </tr>
                </thead>
                <tbody>
                  {data.map(({ taxon, visits, corrected: count, low, high, moreReviews }) => (
                    <tr key={taxon.id}>
                      <th scope="row">
                        <TaxonName taxon={taxon} />
                      </th>
                      <td class="figure">{number(visits)}</td>
                      <td>
                        {count === null || low === null || high === null ? (
                          <span class="soft">{said.tooSmall(moreReviews ?? 0)}</span>
                        ) : (
                          <>
                            {number(count)} <span class="soft">({said.interval(number(low), number(high))})</span>
                          </>
                        )}
                      </td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </section>
          )
        }
      </Said>
    </section>
  );
}
