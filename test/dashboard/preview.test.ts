import { expect, it } from 'vitest';
import { movingOf } from '../../dashboard/src/pages/visits/preview-of.ts';

const START = '2026-05-01T06:00:00.000Z';
const at = (seconds: number) => new Date(Date.parse(START) + seconds * 1000).toISOString();
const crop = (id: string, seconds: number, score: number, more: object = {}) =>
  ({ id, type: 'crop', at: at(seconds), score, ...more }) as never;
const of = (...media: never[]) => movingOf({ media, startAt: START });

it('plays a clip from just before the visit on', () => {
  const clip = { id: 'c', type: 'clip', at: at(-5) } as never;
  expect(of(crop('a', 0, 0.5), clip)).toEqual({ clip: 'c', from: 4.5 });
  expect(of({ id: 'c', type: 'clip', at: at(2) } as never)).toEqual({ clip: 'c', from: 0 });
});

it('steps through the best crops in the order of time where no clip is kept', () => {
  const gone = { id: 'c', type: 'clip', at: at(-5), gone: { at: START, why: 'room' } } as never;
  const crops = Array.from({ length: 10 }, (_, n) => crop(`k${n}`, 10 - n, n / 10));
  expect(of(gone, ...crops)).toEqual({ crops: ['k9', 'k8', 'k7', 'k6', 'k5', 'k4', 'k3', 'k2'] });
  expect(of(crop('a', 0, 0.5), crop('b', 1, 0.5, { gone: {} }))).toBe('nothing');
  expect(of()).toBe('nothing');
});
