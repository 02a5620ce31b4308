import { link } from '../../api/live.ts';
import type { Tallies } from '../../api/types.ts';
import { byBox, clock } from '../../base/time.ts';
import { Troubles } from '../../parts/troubles.tsx';
import { unwell } from '../../parts/unwell.ts';
import { cameras, health } from '../../shell/box.ts';
import { number, words } from '../../words/words.ts';

/** Whether the box watches, and what is wrong with it. */
export function Standing({ effort }: { readonly effort?: Tallies['effort'] | undefined }) {
  const { now: said } = words.value;
  const all = cameras.value.length;
  const up = cameras.value.filter(({ state }) => state === 'watching').length;
  const hours = (effort ?? []).reduce((sum, { watchedSeconds }) => sum + watchedSeconds, 0) / 3600;
  if (!health.value) return null;
  const { state, at } = link.value;
  // What was known before must not be taken for what is so now.
  if (state === 'lost')
    return (
      <div class="standing sheet troubled">
        <p class="standing-cameras">
          <strong>{said.notKnown}</strong>
          {all > 0 && <span class="soft">{said.asKnown(clock(byBox(at)), said.watching(up, all))}</span>}
        </p>
      </div>
    );
  const wrong = unwell(health.value, cameras.value);
  return (
    <div class={`standing sheet${all > 0 && up === 0 ? ' blind' : wrong.length > 0 ? ' troubled' : ''}`}>
      <p class="standing-cameras">
        <strong>{all === 0 ? said.noCamera : said.watching(up, all)}</strong>
        {hours >= 0.1 && <span class="soft">{said.watched(number(hours, hours < 10 ? 1 : 0))}</span>}
      </p>
      <Troubles of={wrong} unnamed={health.value.unnamed} />
    </div>
  );
}
