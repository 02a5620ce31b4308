import type { Tallies } from '../../api/types.ts';
import { cameras, health } from '../../shell/box.ts';
import { number, words } from '../../words/words.ts';

/** Whether the box watches, and what is wrong with it. */
export function Standing({ effort }: { readonly effort?: Tallies['effort'] | undefined }) {
  const { now: said } = words.value;
  const all = cameras.value.length;
  const up = cameras.value.filter(({ state }) => state === 'watching').length;
  const hours = (effort ?? []).reduce((sum, { watchedSeconds }) => sum + watchedSeconds, 0) / 3600;
  const troubles = health.value?.troubles ?? [];
  if (!health.value) return null;
  return (
    <div class={`standing sheet${up < all || troubles.length > 0 ? ' wrong' : ''}`}>
      <p class="standing-cameras">
        <strong>{all === 0 ? said.noCamera : said.watching(up, all)}</strong>
        {hours >= 0.1 && <span class="soft">{said.watched(number(hours, hours < 10 ? 1 : 0))}</span>}
      </p>
      {troubles.length > 0 && (
        <ul class="troubles" aria-label={said.faults}>
          {troubles.map((trouble) => (
            <li key={trouble}>{trouble}</li>
          ))}
        </ul>
      )}
    </div>
  );
}
