import { useAsk } from '../../api/ask.ts';
import { href } from '../../base/route.ts';
import { Picture } from '../../parts/picture.tsx';
import { rangeOf } from '../../parts/range.ts';
import { Said } from '../../parts/said.tsx';
import { TaxonName } from '../../parts/taxon-name.tsx';
import { cameraName } from '../../shell/box.ts';
import { nameOf, number, words } from '../../words/words.ts';
import { WeekHours } from './week-hours.tsx';

const YEAR = 365;
const PICTURES = 12;

/** A species: its names and standing, when and where it was, and its best pictures. */
export function OneSpecies({ id }: { readonly id: string }) {
  const { species: said } = words.value;
  const taxon = useAsk('GET /api/v1/taxa/{id}', { params: { id } });
  return (
    <>
      <p>
        <a href={href(['species'])}>{said.back}</a>
      </p>
      <Said of={taxon} lines={8}>
        {(data) => (
          <>
            <h1>
              <TaxonName taxon={data} scientific />
            </h1>
            <div class="species-body">
              <div>
                <WeekHours taxon={id} />
                <Pictures taxon={id} name={nameOf(data)} />
              </div>
              <aside>
                <section class="sheet" aria-labelledby="species-facts">
                  <h2 id="species-facts">{said.facts}</h2>
                  <dl class="facts">
                    {(
                      [
                        [said.iucn, data.iucn],
                        [said.redList, data.redList],
                        [said.residency, data.residency?.join(', ')],
                        [said.lineage, data.lineage.map(nameOf).join(', ')],
                        ['', data.note],
                      ] as const
                    ).map(
                      ([term, value]) =>
                        value && (
                          <div key={term}>
                            <dt>{term}</dt>
                            <dd>{value}</dd>
                          </div>
                        ),
                    )}
                  </dl>
                  <a href={href(['visits'], { taxon: id })}>{said.visits}</a>
                </section>
                <ByCamera taxon={id} />
              </aside>
            </div>
          </>
        )}
      </Said>
    </>
  );
}

function ByCamera({ taxon }: { readonly taxon: string }) {
  const { species: said, visitCount } = words.value;
  const { from, to } = rangeOf(undefined, undefined, YEAR);
  const tallies = useAsk('GET /api/v1/tallies', { query: { by: 'camera', period: 'year', taxon, from, to } });
  return (
    <section class="sheet" aria-labelledby="species-cameras">
      <h2 id="species-cameras">{said.byCamera}</h2>
      <Said of={tallies}>
        {({ data }) => {
          const sums = new Map<string, { visits: number; individuals: number }>();
          for (const { camera, visits, individuals } of data) {
            if (!camera || !visits) continue;
            const old = sums.get(camera) ?? { visits: 0, individuals: 0 };
            sums.set(camera, { visits: old.visits + visits, individuals: old.individuals + (individuals ?? 0) });
          }
          if (sums.size === 0) return <p class="soft">{said.notSeen}</p>;
          return (
            <ul>
              {[...sums].map(([camera, { visits, individuals }]) => (
                <li key={camera}>
                  <a href={href(['visits'], { taxon, camera })}>{cameraName(camera)}</a>{' '}
                  <strong>{number(individuals)}</strong> <span class="soft">{visitCount(visits)}</span>
                </li>
              ))}
            </ul>
          );
        }}
      </Said>
    </section>
  );
}

/** The surest of its newest pictures. */
function Pictures({ taxon, name }: { readonly taxon: string; readonly name: string }) {
  const { species: said, noPicture } = words.value;
  const visits = useAsk('GET /api/v1/visits', { query: { taxon, counts: 'true', limit: 100 } });
  return (
    <section aria-labelledby="species-pictures">
      <h2 id="species-pictures">{said.pictures}</h2>
      <Said of={visits} lines={4}>
        {({ data }) => {
          const best = data
            .filter(({ crop }) => crop && !crop.gone)
            .sort((a, b) => (b.crop!.score ?? 0) - (a.crop!.score ?? 0))
            .slice(0, PICTURES);
          if (best.length === 0) return <p class="soft">{noPicture}</p>;
          return (
            <ul class="crops">
              {best.map(({ id, crop }) => (
                <li key={id}>
                  <a href={href(['visits', id])}>
                    <Picture media={crop} name={name} />
                  </a>
                </li>
              ))}
            </ul>
          );
        }}
      </Said>
    </section>
  );
}
