import type { Taxon, VisitDetail } from '../../api/types.ts';
import { clockSeconds } from '../../base/time.ts';
import { noClipWords } from '../../parts/clip-words.ts';
import { Picture } from '../../parts/picture.tsx';
import { nameOf, words } from '../../words/words.ts';
import { Clip } from './clip.tsx';
import { FramePaths } from './frame-paths.tsx';
import { Share } from './share.tsx';

/** What shows the visit: its clip, to be sought by track, its best pictures, and its way through the frame. */
export function Evidence({ visit, name }: { readonly visit: VisitDetail; readonly name: Taxon }) {
  const { visits: said } = words.value;
  const crops = visit.media.filter(({ type }) => type === 'crop').sort((a, b) => (b.score ?? 0) - (a.score ?? 0));
  const clip = visit.media.find(({ type, gone }) => type === 'clip' && !gone);
  const best = crops.find(({ gone }) => !gone);
  return (
    <>
      <section aria-labelledby="visit-clip">
        <h2 id="visit-clip" class="visually-hidden">
          {said.clip}
        </h2>
        {clip ? <Clip clip={clip} tracks={visit.tracks} /> : <p class="soft">{noClipWords(visit)}</p>}
      </section>
      <section aria-labelledby="visit-crops">
        <h2 id="visit-crops">{said.crops}</h2>
        {crops.length === 0 ? (
          <p class="soft">{words.value.noPicture}</p>
        ) : (
          <ul class="crops">
            {crops.map((crop) => (
              <li key={crop.id}>
                <a href={`api/v1/media/${encodeURIComponent(crop.id)}`}>
                  <Picture media={crop} name={nameOf(name)} />
                </a>
                <span class="soft">{clockSeconds(crop.at)}</span>
              </li>
            ))}
          </ul>
        )}
        {best && <Share media={best.id} name={nameOf(name)} />}
      </section>
      {!clip && (
        <section aria-labelledby="visit-frame">
          <h2 id="visit-frame">{said.frame}</h2>
          <FramePaths tracks={visit.tracks} crop={crops.find(({ region }) => region)} />
        </section>
      )}
    </>
  );
}
