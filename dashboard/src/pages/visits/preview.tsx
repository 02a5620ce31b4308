import { useEffect, useRef, useState } from 'preact/hooks';
import { useAsk } from '../../api/ask.ts';
import { words } from '../../words/words.ts';
import { movingOf } from './preview-of.ts';

/** So much of a clip is played, over and over, s. */
const LENGTH = 6;
/** How long each crop is shown, ms. */
const EACH = 800;

const address = (media: string) => `api/v1/media/${encodeURIComponent(media)}`;

/** What moves of a visit: read, and loaded, once this is drawn. @param name of what it shows */
export function Preview({ id, name }: { readonly id: string; readonly name: string }) {
  const { visits: said, loading } = words.value;
  const { data, error } = useAsk('GET /api/v1/visits/{id}', { params: { id } });
  const moving = data && movingOf(data);
  return (
    <div class="preview">
      {moving === undefined ? (
        <span class="preview-note">{error ? said.noPreview : loading}</span>
      ) : moving === 'nothing' ? (
        <span class="preview-note">{said.noPreview}</span>
      ) : 'clip' in moving ? (
        <Part clip={moving.clip} from={moving.from} name={name} />
      ) : (
        <Steps crops={moving.crops} name={name} />
      )}
    </div>
  );
}

function Part({ clip, from, name }: { readonly clip: string; readonly from: number; readonly name: string }) {
  const video = useRef<HTMLVideoElement>(null);
  const begin = () => {
    const shown = video.current;
    if (shown) shown.currentTime = Math.min(from, Math.max(0, shown.duration - 1));
  };
  return (
    <video
      ref={video}
      src={address(clip)}
      aria-label={words.value.visits.previewOf(name)}
      autoplay
      muted
      loop
      playsInline
      onLoadedMetadata={begin}
      onTimeUpdate={({ currentTarget: { currentTime } }) => currentTime > from + LENGTH && begin()}
    />
  );
}

function Steps({ crops, name }: { readonly crops: readonly string[]; readonly name: string }) {
  const [at, setAt] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => setAt((n) => n + 1), EACH);
    return () => clearInterval(timer);
  }, []);
  return <img src={address(crops[at % crops.length]!)} alt={words.value.visits.previewOf(name)} />;
}
