import { signal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { eye } from '../../api/look.ts';
import type { Camera, Media } from '../../api/types.ts';
import { href } from '../../base/route.ts';
import { LiveCanvas } from '../../parts/live-canvas.tsx';
import { Picture } from '../../parts/picture.tsx';
import { Still, sparing } from '../../parts/still.tsx';
import { Icon } from '../../shell/icon.tsx';
import { words } from '../../words/words.ts';

/** How often a card's picture is taken anew, ms: about 5 kB each. */
const EVERY = 10_000;
const SELDOM = 30_000;

/** The one camera whose card moves. */
const moving = signal<string | undefined>(undefined);

/**
 * A camera's picture on its card: a still of now, which moves on request, one card at a time; the newest crop where there is none.
 * @param crop of its newest visit
 */
export function CameraPicture({ camera, crop }: { readonly camera: Camera; readonly crop: Media | undefined }) {
  const { id, name, state } = camera;
  const { live: said } = words.value;
  const lost = eye.value === 'lost';
  const moves = moving.value === id && state === 'watching';
  useEffect(
    () => () => {
      if (moving.value === id) moving.value = undefined;
    },
    [id],
  );
  return (
    <div class="camera-picture">
      <a href={href(['live', id])} aria-label={said.open(name)}>
        {moves && <LiveCanvas camera={id} name={name} width={320} hidden={lost} />}
        {moves && !lost ? null : state === 'watching' ? (
          <Still
            camera={id}
            name={name}
            width={320}
            every={sparing() ? SELDOM : EVERY}
            instead={<Picture media={crop} name={name} />}
          />
        ) : (
          <Picture media={crop} name={name} />
        )}
      </a>
      {state === 'watching' && (
        <button
          type="button"
          class="camera-move"
          aria-label={moves ? said.stopOf(name) : said.moveOf(name)}
          title={moves ? said.stop : said.move}
          onClick={() => {
            moving.value = moves ? undefined : id;
          }}
        >
          <Icon name={moves ? 'stop' : 'play'} />
        </button>
      )}
    </div>
  );
}
