import { useState } from 'preact/hooks';
import { useAsk } from '../../api/ask.ts';
import type { TaughtTaxon } from '../../api/types.ts';
import { moment } from '../../base/time.ts';
import { Said } from '../../parts/said.tsx';
import { TaxonName } from '../../parts/taxon-name.tsx';
import { nameOf, words } from '../../words/words.ts';
import { Forget } from './forget.tsx';
import { TaughtPicture } from './taught-picture.tsx';

/** What people taught the box: of which taxa, by how many pictures and whose word. */
export function TaughtTaxa({ forgotten }: { readonly forgotten: () => void }) {
  const { models: said } = words.value;
  const taught = useAsk('GET /api/v1/taught');
  const again = () => {
    taught.again();
    forgotten();
  };
  return (
    <section class="sheet" aria-labelledby="models-taught">
      <h2 id="models-taught">{said.taught}</h2>
      <p class="soft">{said.taughtHint}</p>
      <Said of={taught}>
        {({ data }) =>
          data.length === 0 ? (
            <p class="soft">{said.nothingTaught}</p>
          ) : (
            <ul class="entries">
              {data.map((one) => (
                <Taxon key={one.taxon.id} taught={one} again={again} />
              ))}
            </ul>
          )
        }
      </Said>
    </section>
  );
}

function Taxon({ taught, again }: { readonly taught: TaughtTaxon; readonly again: () => void }) {
  const { models: said, teach, visitCount } = words.value;
  const { taxon, pictures, visits, sets, people, lastAt } = taught;
  const [open, setOpen] = useState(false);
  return (
    <li>
      <details onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
        <summary>
          <strong>
            <TaxonName taxon={taxon} scientific />
          </strong>
        </summary>
        {open && <Pictures of={taught} again={again} />}
      </details>
      <span class="soft line">
        {[teach.taught(pictures), said.from(visitCount(visits), sets), people.join(said.comma), moment(lastAt)].join(
          ' · ',
        )}
      </span>
    </li>
  );
}

function Pictures({ of: { taxon }, again }: { readonly of: TaughtTaxon; readonly again: () => void }) {
  const { models: said } = words.value;
  const asked = useAsk('GET /api/v1/taught/pictures', { query: { taxon: taxon.id } });
  const then = () => {
    asked.again();
    again();
  };
  return (
    <Said of={asked} lines={2}>
      {({ data }) => (
        <>
          <ul class="crops">
            {data.map((picture) => (
              <li key={picture.id}>
                <TaughtPicture picture={picture} forgotten={then} />
              </li>
            ))}
          </ul>
          <Forget
            pictures={data}
            what={{ taxon: taxon.id }}
            does={said.forgetAll}
            means={said.forgetAllMeans(nameOf(taxon), data.length)}
            then={then}
          />
        </>
      )}
    </Said>
  );
}
