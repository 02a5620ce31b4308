import { expect, it } from 'vitest';
import type { Camera, Health } from '../../dashboard/src/api/types.ts';
import { unwell } from '../../dashboard/src/parts/unwell.ts';

const box = (more: Partial<Health> = {}) =>
  ({
    ...{ store: { ok: true }, inference: [{ state: 'ready' }], watchers: [{ cameras: ['east'], state: 'running' }] },
    ...{ unlooked: [], troubles: [], troublesSaid: [], status: 'ok' },
    ...more,
  }) as unknown as Health;
const camera = (id: string, state: Camera['state']) => ({ id, state }) as Camera;
const east = camera('east', 'watching');

it('finds nothing wrong where all is well by now, whatever the box said of itself a moment ago', () => {
  expect(unwell(box({ status: 'degraded' }), [east])).toEqual([]);
  // Switched off on purpose.
  expect(unwell(box(), [east, camera('west', 'stopped')])).toEqual([]);
});

it('says what it is for each reason by which the box is not well', () => {
  const [ready, starting] = [{ state: 'ready' }, { state: 'starting' }] as Health['inference'];
  expect(unwell(box({ inference: [ready!, starting!] }), [east])).toEqual([{ of: 'inference', none: false }]);
  expect(unwell(box({ inference: [] }), [east])).toEqual([{ of: 'inference', none: true }]);
  const watchers = [{ cameras: ['east'], state: 'down', restarts: 1 }] as Health['watchers'];
  expect(unwell(box({ watchers }), [east])).toEqual([{ of: 'watcher', cameras: ['east'] }]);
  expect(unwell(box({ unlooked: ['east'] }), [east])).toEqual([{ of: 'unlooked', camera: 'east' }]);
  const down = [camera('east', 'starting'), camera('west', 'down')];
  expect(unwell(box({ unlooked: ['east'] }), down)).toEqual([{ of: 'cameras', cameras: ['east', 'west'] }]);
  const store = { ok: false, message: 'the disk is full' };
  expect(unwell(box({ store, troubles: ['no clock'] }), [east])).toMatchObject([
    { of: 'store', message: 'the disk is full' },
    { of: 'trouble', message: 'no clock' },
  ]);
});
