import { useState } from 'preact/hooks';
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
  if (!media || media.gone || broken)
    return (
      <span class="picture none">
        <span>{media ? words.value.pictureGone : words.value.noPicture}</span>
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
