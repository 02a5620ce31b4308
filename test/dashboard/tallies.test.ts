import { expect, it } from 'vitest';
import { curveOf, effortOf } from '../../dashboard/src/pages/species/curve.ts';
import { csvOf } from '../../dashboard/src/pages/tallies/csv.ts';
import { figuresOf } from '../../dashboard/src/pages/tallies/figures.ts';
import { periodName } from '../../dashboard/src/pages/tallies/period-name.ts';
import { firstDays } from '../../dashboard/src/pages/tallies/periods.ts';

const taxon = { id: 'anas', scientific: 'Anas' };
const row = (startAt: string, individuals: number | null, effortDays: number) =>
  ({ startAt, taxon, individuals, effortDays, visits: individuals }) as never;

it('keeps a period in which nobody looked apart from one in which nothing was seen', () => {
  const data = [
    row('2026-05-01T00:00:00Z', 3, 2),
    row('2026-05-02T00:00:00Z', 0, 1),
    row('2026-05-03T00:00:00Z', null, 0),
  ];
  const { periods, effortDays, rows } = figuresOf({ data }, 'individuals', []);
  expect(periods).toHaveLength(3);
  expect(effortDays).toEqual([2, 1, 0]);
  expect(rows).toEqual([{ taxon, values: [3, 0, null] }]);
});

it('has a column for each period that was asked for, also where the box has nothing to tell', () => {
  const asked = firstDays(['2026-04-30', '2026-05-01', '2026-05-02'], 'day').map((day) => `${day}T00:00:00Z`);
  const { effortDays, rows } = figuresOf({ data: [row('2026-05-01T00:00:00Z', 3, 2)] }, 'individuals', asked);
  expect(effortDays).toEqual([0, 2, 0]);
  expect(rows[0]!.values).toEqual([null, 3, null]);
  expect(firstDays(['2026-05-03', '2026-05-04', '2026-05-10'], 'week')).toEqual(['2026-04-27', '2026-05-04']);
  expect(firstDays(['2026-01-31', '2026-02-01'], 'month')).toEqual(['2026-01-01', '2026-02-01']);
  expect(firstDays(['2026-06-30', '2026-07-01'], 'half-year')).toEqual(['2026-01-01', '2026-07-01']);
  expect(firstDays(['2025-12-31', '2026-01-01'], 'year')).toEqual(['2025-01-01', '2026-01-01']);
});

it('calls a period by its name, not by its first day', () => {
  const said = {
    ...{ yearName: (year: number) => `year ${year}`, halfName: (year: number, half: number) => `${year} ${half}` },
    ...{
      weekName: (monday: string) => `week ${monday}`,
      month: (at: string) => `month ${at}`,
      day: (at: string) => at,
    },
  };
  expect(periodName('month', 'then', '2026-05-01', said)).toBe('month then');
  expect(periodName('half-year', 'then', '2026-01-01', said)).toBe('2026 1');
  expect(periodName('half-year', 'then', '2026-07-01', said)).toBe('2026 2');
  expect(periodName('year', 'then', '2026-01-01', said)).toBe('year 2026');
  expect(periodName('week', 'then', '2026-05-04', said)).toBe('week then');
  expect(periodName('day', 'then', '2026-05-04', said)).toBe('then');
});

it('writes a table that spreadsheets read, and in which no name becomes a formula', () => {
  const figures = { periods: ['2026-05-01'], effortDays: [2], rows: [{ taxon, values: [null] }] };
  const words = { taxon: 'Taxon', effort: 'Effort', name: () => '=HYPERLINK("x"), or', day: (at: string) => at };
  expect(csvOf(figures, words)).toBe(
    'Taxon,scientificName,2026-05-01\r\n"\'=HYPERLINK(""x""), or",Anas,\r\nEffort,,2\r\n',
  );
});

it('counts a species once, on the day of its first visit, and no wider name', () => {
  const first = (id: string, rank: string, firstAt: string) =>
    ({ taxon: { id, scientific: id, rank }, visits: 1, firstAt }) as never;
  const data = [
    first('a', 'species', '2026-05-02T00:00:00Z'),
    first('b', 'species', '2026-05-01T00:00:00Z'),
    first('a', 'species', '2026-05-01T12:00:00Z'),
    first('c', 'family', '2026-05-01T00:00:00Z'),
  ];
  const at = (time: string) => Date.parse(time) / 1000;
  expect(curveOf({ data }, Date.parse('2026-05-04T00:00:00Z'))).toEqual({
    times: [at('2026-05-01T00:00:00Z'), at('2026-05-01T12:00:00Z'), at('2026-05-04T00:00:00Z')],
    counts: [1, 2, 2],
  });
  // Of one day there is no course by days.
  expect(curveOf({ data }, Date.parse('2026-05-02T00:00:00Z'))).toBeUndefined();
});

it('adds up the effort of all cameras, from the first time on in which any could see', () => {
  const looked = (startAt: string, camera: string, lookedSeconds: number) =>
    ({ startAt, camera, lookedSeconds }) as never;
  const effort = [
    looked('2026-05-01T00:00:00Z', 'east', 0),
    looked('2026-05-02T00:00:00Z', 'east', 86_400),
    looked('2026-05-02T00:00:00Z', 'reeds', 43_200),
    looked('2026-05-03T00:00:00Z', 'east', 0),
  ];
  const at = (time: string) => Date.parse(time) / 1000;
  expect(effortOf({ effort })).toEqual({
    times: [at('2026-05-02T00:00:00Z'), at('2026-05-03T00:00:00Z')],
    days: [1.5, 0],
  });
});
