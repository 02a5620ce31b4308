import { useState } from 'preact/hooks';
import { write } from '../../api/client.ts';
import type { CameraSettings } from '../../api/types.ts';
import { words } from '../../words/words.ts';
import { useDoing } from './busy.ts';
import { Wrong } from './wrong.tsx';

/** Takes a camera out of use, once somebody said so twice. */
export function TakeAway({
  settings: { id, name },
  onGone,
}: {
  readonly settings: CameraSettings;
  readonly onGone: (aside: string) => void;
}) {
  const { cameras: said } = words.value;
  const [sure, setSure] = useState(false);
  const taking = useDoing();
  const take = () =>
    taking.go(async () => {
      const { aside } = await write('POST /api/v1/cameras/{id}/removals', { params: { id }, body: {} });
      onGone(aside);
    });
  return (
    <section class="sheet" aria-labelledby="camera-away">
      <h2 id="camera-away">{said.takeAway}</h2>
      <p class="soft">{said.takeAwayHint}</p>
      {sure ? (
        <fieldset class="sure">
          <legend>{said.takeAwaySure(name)}</legend>
          <div class="choices">
            <button type="button" onClick={take} disabled={taking.busy}>
              {said.yes}
            </button>
            <button type="button" onClick={() => setSure(false)}>
              {said.no}
            </button>
          </div>
        </fieldset>
      ) : (
        <button type="button" onClick={() => setSure(true)}>
          {said.takeAway}
        </button>
      )}
      <Wrong error={taking.error} />
    </section>
  );
}
