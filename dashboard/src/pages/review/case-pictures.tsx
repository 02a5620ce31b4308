import type { RefObject } from 'preact';
import type { VisitDetail } from '../../api/types.ts';
import { useSwipe } from '../../base/swipe.ts';
import { noClipWords } from '../../parts/clip-words.ts';
import { Picture } from '../../parts/picture.tsx';
import { nameOf } from '../../words/words.ts';
import { bestFirst } from './evidence.ts';

const MORE = 5;

/** What shows a visit that is judged: its best picture and its clip side by side, and further pictures below. */
export function CasePictures({
  visit,
  video,
  act,
}: {
  readonly visit: VisitDetail;
  readonly video: RefObject<HTMLVideoElement | null>;
  /** Goes on or back: a finger draws the pictures away. */
  readonly act: (what: 'next' | 'previous') => void;
}) {
  const swipe = useSwipe((way) => act(way === 'left' ? 'next' : 'previous'));
  const name = nameOf(visit.outcome?.taxon ?? visit.taxon);
  const crops = bestFirst(visit.media);
  const clip = visit.media.find(({ type, gone }) => type === 'clip' && !gone);
  return (
    <div class="case-pictures" {...swipe}>
      <Picture media={crops[0]} name={name} eager />
      {clip ? (
        <video
          ref={video}
          class="clip"
          controls
          muted
          playsInline
          loop
          preload="auto"
          src={`api/v1/media/${encodeURIComponent(clip.id)}`}
        />
      ) : (
        <span class="picture none">{noClipWords(visit)}</span>
      )}
      {crops.length > 1 && (
        <ul class="case-more">
          {crops.slice(1, 1 + MORE).map((crop) => (
            <li key={crop.id}>
              <Picture media={crop} name={name} />
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
