import { expect, it } from 'vitest';
import { expectedIn, isNewTo, monthsOf } from '../../dashboard/src/pages/species/expected.ts';

const taxon = (id: string, rank = 'species') => ({ id, scientific: id, rank }) as never;
const checklist = {
  data: [
    { taxon: taxon('all-year') },
    { taxon: taxon('in-may'), months: [4, 5] },
    { taxon: taxon('in-winter'), months: [12, 1] },
    { taxon: taxon('ducks', 'family') },
  ],
};

it('holds what a month expects against what was counted, species by species', () => {
  const counted = {
    data: [
      { taxon: taxon('in-may'), visits: 2 },
      { taxon: taxon('all-year'), visits: 0 },
    ] as never,
  };
  const ids = (taxa: readonly { id: string }[]) => taxa.map(({ id }) => id);
  const may = expectedIn(checklist, counted, 5);
  expect([ids(may.found), ids(may.missing)]).toEqual([['in-may'], ['all-year']]);
  expect(ids(expectedIn(checklist, counted, 1).missing)).toEqual(['all-year', 'in-winter']);
  const months = monthsOf(checklist, counted);
  expect(months.map(({ expected }) => expected)).toEqual([2, 1, 1, 2, 2, 1, 1, 1, 1, 1, 1, 2]);
  expect(months.filter(({ found }) => found > 0).map(({ month }) => month)).toEqual([4, 5]);
});

it('calls new what the own list of the site does not have, and nothing where there is none', () => {
  expect(isNewTo(checklist, taxon('stranger'))).toBe(true);
  expect(isNewTo(checklist, taxon('in-winter'))).toBe(false);
  expect(isNewTo(checklist, taxon('gulls', 'family'))).toBe(false);
  expect(isNewTo({ data: [] }, taxon('stranger'))).toBe(false);
});
