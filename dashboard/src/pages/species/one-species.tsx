import { useAsk } from '../../api/ask.ts';
import type { Tallies } from '../../api/types.ts';
import { href } from '../../base/route.ts';
import { moment } from '../../base/time.ts';
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
  const lives = (how: string) => said.residencies[how as keyof typeof said.residencies] ?? how;
  const category = (of: string | undefined) =>
    of && [of, said.categories[of as keyof typeof said.categories]].filter(Boolean).join(' · ');
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
                        [said.iucn, category(data.iucn)],
                        [said.redList, category(data.redList)],
                        [said.residency, data.residency?.map(lives).join(said.between)],
                        [said.lineage, data.lineage.map(nameOf).join(said.between)],
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
                <Counted taxon={id} />
              </aside>
            </div>
          </>
        )}
      </Said>
    </>
  );
}

/** How many were counted in the last year, when for the first and the last time, and where. */
function Counted({ taxon }: { readonly taxon: string }) {
  const { species: said, visitCount, now } = words.value;
  const { from, to } = rangeOf(undefined, undefined, YEAR);
  const tallies = useAsk('GET /api/v1/tallies', { query: { by: 'camera', period: 'year', taxon, from, to } });
  const many = ({ individuals, visits }: Sum) => (
    <>
      <strong>{number(individuals)}</strong> <span class="soft">{now.counted(individuals, visitCount(visits))}</span>
    </>
  );
  return (
    <section class="sheet" aria-labelledby="species-counted">
      <h2 id="species-counted">{said.counts}</h2>
      <Said of={tallies}>
        {({ data }) => {
          const cameras = byCamera(data);
          if (cameras.size === 0) return <p class="soft">{said.notSeen}</p>;
          const all = [...cameras.values()].reduce(added);
          return (
            <>
              <p>{many(all)}</p>
              <dl class="facts">
                <div>
                  <dt>{said.columns.first}</dt>
                  <dd>{moment(all.firstAt)}</dd>
                </div>
                <div>
                  <dt>{said.columns.last}</dt>
                  <dd>{moment(all.lastAt)}</dd>
                </div>
              </dl>
              <h3>{said.byCamera}</h3>
              <ul>
                {[...cameras].map(([camera, sum]) => (
                  <li key={camera}>
                    <a href={href(['visits'], { taxon, camera })}>{cameraName(camera)}</a> {many(sum)}
                  </li>
                ))}
              </ul>
            </>
          );
        }}
      </Said>
    </section>
  );
}

interface Sum {
  readonly visits: number;
  readonly individuals: number;
  readonly firstAt: string;
  readonly lastAt: string;
}

const added = (one: Sum, other: Sum): Sum => ({
  visits: one.visits + other.visits,
  individuals: one.individuals + other.individuals,
  firstAt: one.firstAt < other.firstAt ? one.firstAt : other.firstAt,
  lastAt: one.lastAt > other.lastAt ? one.lastAt : other.lastAt,
});

/** Calendar years added up. */
function byCamera(data: Tallies['data']): ReadonlyMap<string, Sum> {
  const sums = new Map<string, Sum>();
  for (const { camera, visits, individuals, startAt, endAt, firstAt = startAt, lastAt = endAt } of data) {
    if (!camera || !visits) continue;
    const one = { visits, individuals: individuals ?? 0, firstAt, lastAt };
    const old = sums.get(camera);
    sums.set(camera, old ? added(old, one) : one);
  }
  return sums;
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
