import { useEffect, useState } from 'preact/hooks';
import { link } from '../../api/live.ts';
import type { Camera } from '../../api/types.ts';
import { words } from '../../words/words.ts';

/** What a camera shows now, or that there is nothing; asked for anew when its state changes and when the box is back. */
export function CameraPicture({ camera, width }: { readonly camera: Camera; readonly width: 640 | 1280 }) {
  const [broken, setBroken] = useState(false);
  const { id, name, state, since } = camera;
  const told = link.value.state;
  useEffect(() => setBroken(false), [state, since, told]);
  if (broken || state !== 'watching')
    return (
      <span class="picture none">
        <span>{words.value.cameras.noPicture}</span>
      </span>
    );
  return (
    <span class="picture">
      <img
        src={`api/v1/cameras/${encodeURIComponent(id)}/picture?width=${width}`}
        alt={words.value.cameras.pictureOf(name)}
        onError={() => setBroken(true)}
      />
    </span>
  );
}
