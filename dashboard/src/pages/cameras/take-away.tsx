import { write } from '../../api/client.ts';
import type { CameraSettings } from '../../api/types.ts';
import { Sure } from '../../parts/sure.tsx';
import { words } from '../../words/words.ts';

/** Takes a camera out of use, once somebody said so twice. */
export function TakeAway({
  settings: { id, name },
  onGone,
}: {
  readonly settings: CameraSettings;
  readonly onGone: (aside: string) => void;
}) {
  const { cameras: said } = words.value;
  const take = async () => {
    const { aside } = await write('POST /api/v1/cameras/{id}/removals', { params: { id }, body: {} });
    onGone(aside);
  };
  return (
    <section class="sheet" aria-labelledby="camera-away">
      <h2 id="camera-away">{said.takeAway}</h2>
      <p class="soft">{said.takeAwayHint}</p>
      <Sure
        does={said.takeAway}
        means={said.takeAwaySure(name)}
        needs="POST /api/v1/cameras/{id}/removals"
        onSure={take}
      />
    </section>
  );
}
