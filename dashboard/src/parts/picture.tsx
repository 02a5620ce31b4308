import { useEffect, useState } from 'preact/hooks';
import { link } from '../api/live.ts';
import type { Media } from '../api/types.ts';
import { words } from '../words/words.ts';
import './picture.css';

/** A kept picture, or why there is none. @param name of what it shows, for who cannot see it */
export function Picture({
  media,
  name,
  eager = false,
}: {
  readonly media?: Pick<Media, 'id' | 'gone'> | undefined;
  readonly name: string;
  readonly eager?: boolean;
}) {
  const [broken, setBroken] = useState(false);
  const { state } = link.value;
  // One that did not come while the box did not answer is asked for again.
  useEffect(() => {
    if (state === 'live') setBroken(false);
  }, [state]);
  if (!media || media.gone || broken)
    return (
      <span class="picture none">
        <span>{media?.gone || (broken && state === 'live') ? words.value.pictureGone : words.value.noPicture}</span>
      </span>
    );
  return (
    <span class="picture">
      <img
        src={`api/v1/media/${encodeURIComponent(media.id)}`}
        alt={words.value.pictureOf(name)}
        loading={eager ? 'eager' : 'lazy'}
        decoding="async"
        onError={() => setBroken(true)}
      />
    </span>
  );
}
