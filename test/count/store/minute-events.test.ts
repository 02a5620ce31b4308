import { expect, it } from 'vitest';
import type { EffortMinute } from '../../../src/base/domain.ts';
import { tempStore } from './temp.ts';

it('an event of a minute tells all of it, as it is when the event is read', async () => {
  const store = await tempStore();
  const whole: Required<EffortMinute> = {
    ...{ camera: 'east', minute: 60_000, frames: 300, dropped: 2, watchedSeconds: 30, expected: 310 },
    ...{ sight: 'clear', luma: 118.25, sharpness: 6.5, setup: 'a1b2', clock: 'doubtful' },
  };
  await store.addEffort(whole);
  expect(store.events.after(0)).toEqual([{ cursor: 1, at: 60_000, type: 'effort.minute', body: whole }]);
  const { camera, minute } = whole;
  await store.addEffort({ camera, minute, frames: 10, dropped: 0, watchedSeconds: 1 });
  expect(store.events.after(0)).toMatchObject([{ body: { frames: 310 } }, { body: { frames: 310 } }]);
});
