import { useAsk } from '../../api/ask.ts';
import { href } from '../../base/route.ts';
import { Picture } from '../../parts/picture.tsx';
import { Said } from '../../parts/said.tsx';
import { TaxonName } from '../../parts/taxon-name.tsx';
import { nameOf, words } from '../../words/words.ts';
import { Counted } from './counted.tsx';
import { SpeciesFacts } from './species-facts.tsx';
import { WeekHours } from './week-hours.tsx';

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
      {!taxon.data && <h1 class="visually-hidden">{said.title}</h1>}
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
                <SpeciesFacts taxon={data} />
                <Counted taxon={id} />
              </aside>
            </div>
          </>
        )}
      </Said>
    </>
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
