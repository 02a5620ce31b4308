import { useAsk } from '../../api/ask.ts';
import { Said } from '../../parts/said.tsx';
import { nameOf, percent, words } from '../../words/words.ts';
import { TaughtPicture } from './taught-picture.tsx';

/** Taught pictures that look like another taxon than the one that they were taught as: where somebody erred it is among these. */
export function Unlike({ forgotten }: { readonly forgotten: () => void }) {
  const { models: said } = words.value;
  const unlike = useAsk('GET /api/v1/taught/unlike');
  return (
    <section class="sheet" aria-labelledby="models-unlike">
      <h2 id="models-unlike">{said.unlike}</h2>
      <p class="soft">{said.unlikeHint}</p>
      <Said of={unlike}>
        {({ data }) =>
          data.length === 0 ? (
            <p class="soft">{said.noneUnlike}</p>
          ) : (
            <ul class="crops">
              {data.map(({ picture, own, other, alike }) => (
                <li key={picture.id}>
                  <strong>{nameOf(picture.taxon)}</strong>
                  <TaughtPicture
                    picture={picture}
                    forgotten={() => {
                      unlike.again();
                      forgotten();
                    }}
                  />
                  <span class="soft">{said.moreLike(nameOf(other), percent(alike), percent(own))}</span>
                </li>
              ))}
            </ul>
          )
        }
      </Said>
    </section>
  );
}
