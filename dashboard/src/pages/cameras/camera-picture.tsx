import { useEffect, useState } from 'preact/hooks';
import type { Camera } from '../../api/types.ts';
import { words } from '../../words/words.ts';

/** What a camera shows now, or that there is nothing; asked for anew when its state changes. */
export function CameraPicture({ camera, width }: { readonly camera: Camera; readonly width: 640 | 1280 }) {
  const [broken, setBroken] = useState(false);
  const { id, name, state, since } = camera;
  useEffect(() => setBroken(false), [state, since]);
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
