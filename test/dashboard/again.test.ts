import { expect, it } from 'vitest';
import { byModel } from '../../dashboard/src/pages/visit/again.ts';

const track = (id: string, taxon: string | undefined, ...again: [model: string, at: string, taxon: string][]) =>
  ({
    id,
    ...(taxon && { verdict: { taxon: { id: taxon } } }),
    ...(again.length > 0 && { again: again.map(([model, at, id]) => ({ model, at, verdict: { taxon: { id } } })) }),
  }) as never;

it('holds each name beside the one of the time, model by model, the last first, and what differs first', () => {
  const found = byModel([
    track('t1', 'teal', ['a', '2026-05-01', 'teal'], ['b', '2026-05-03', 'heron']),
    track('t2', 'teal', ['a', '2026-05-02', 'mallard']),
    track('t3', undefined, ['a', '2026-05-01', 'teal']),
    track('t4', 'teal'),
  ]);
  expect(
    found.map(({ model, at, tracks }) => [model, at, tracks.map(({ track: { id }, differs }) => [id, differs])]),
  ).toEqual([
    ['b', '2026-05-03', [['t1', true]]],
    [
      'a',
      '2026-05-02',
      [
        ['t2', true],
        ['t3', true],
        ['t1', false],
      ],
    ],
  ]);
  expect(byModel([track('t4', 'teal')])).toEqual([]);
});
