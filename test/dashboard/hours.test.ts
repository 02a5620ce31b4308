import { expect, it } from 'vitest';
import { byHour } from '../../dashboard/src/pages/now/hours.ts';

const row = (hour: number, id: string | undefined, individuals: number | null, effortHours: number) =>
  ({ hour, ...(id && { taxon: { id, scientific: id } }), individuals, visits: individuals, effortHours }) as never;

it('adds up the counts of each hour, and keeps an hour in which nobody looked apart from one without animals', () => {
  const { looked, rows } = byHour(
    [row(5, 'anas', 3, 1), row(5, 'ardea', 2, 1), row(6, undefined, 0, 0.5), row(7, 'ardea', 40, 0)],
    9,
  );
  // An hour that has not begun is none in which nobody looked.
  expect(looked).toHaveLength(9);
  expect(looked.flatMap((seen, hour) => (seen ? [hour] : []))).toEqual([5, 6]);
  const of = (id: string) => rows.find(({ taxon }) => taxon.id === id)!.individuals.slice(4, 9);
  expect(rows.map(({ taxon }) => taxon.id)).toEqual(['ardea', 'anas']);
  expect(of('anas')).toEqual([null, 3, 0, null, null]);
  // What was seen counts, whatever the effort says.
  expect(of('ardea')).toEqual([null, 2, 0, 40, null]);
});
