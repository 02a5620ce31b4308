import type { Track, VisitDetail } from '../../api/types.ts';
import { clockSeconds, moment } from '../../base/time.ts';
import { TaxonName } from '../../parts/taxon-name.tsx';
import { percent, words } from '../../words/words.ts';
import { byModel } from './again.ts';

/** What other models called the tracks of a visit when history was named again; it counts nothing. */
export function NamedAgain({ visit: { tracks } }: { readonly visit: VisitDetail }) {
  const { visits: said } = words.value;
  const models = byModel(tracks);
  if (models.length === 0) return null;
  return (
    <section class="sheet" aria-labelledby="visit-again">
      <h2 id="visit-again">{said.again}</h2>
      <p class="soft">{said.againHint}</p>
      {models.map(({ model, at, tracks: named }) => (
        <section key={model} class="again-model">
          <h3>
            <code>{model}</code> <time dateTime={at}>{moment(at)}</time>
          </h3>
          <ul class="entries">
            {named.map(({ track, again, differs }) => (
              <li key={track.id}>
                <time class="soft" dateTime={track.startAt}>
                  {clockSeconds(track.startAt)}
                </time>{' '}
                {differs ? (
                  <>
                    <Named verdict={track.verdict} /> → <Named verdict={again.verdict} strong />
                  </>
                ) : (
                  <>
                    <Named verdict={again.verdict} /> <span class="soft">{said.againSame}</span>
                  </>
                )}
              </li>
            ))}
          </ul>
        </section>
      ))}
    </section>
  );
}

function Named({ verdict, strong = false }: { readonly verdict: Track['verdict']; readonly strong?: boolean }) {
  if (!verdict) return <span class="soft">{words.value.visits.unnamed}</span>;
  const name = <TaxonName taxon={verdict.taxon} />;
  return (
    <>
      {strong ? <strong>{name}</strong> : name} {percent(verdict.score)}
    </>
  );
}
