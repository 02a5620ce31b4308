import type { LiveTracks } from '../../api/types.ts';
import { nameOfMark, shortId } from '../../parts/live-boxes.ts';
import { TaxonName } from '../../parts/taxon-name.tsx';
import { percent, words } from '../../words/words.ts';

/** What is followed in the picture, in words: for who cannot see the boxes, and to follow a name from there. */
export function Followed({ tracks }: { readonly tracks: LiveTracks['tracks'] }) {
  const { live: said } = words.value;
  return (
    <section aria-labelledby="live-followed" class="live-followed">
      <h2 id="live-followed">{said.followed}</h2>
      {tracks.length === 0 ? (
        <p class="soft">{said.nothing}</p>
      ) : (
        <ul>
          {tracks.map((mark) => (
            <li key={mark.track}>
              {mark.taxon ? <TaxonName taxon={mark.taxon} /> : <span>{nameOfMark(mark)}</span>}{' '}
              <span class="soft">
                {mark.taxonScore !== undefined && `${percent(mark.taxonScore)} · `}
                {shortId(mark.track)}
                {!mark.seen && ` · ${said.unseen}`}
              </span>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
