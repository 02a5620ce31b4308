import { expect, it } from 'vitest';
import { DEFAULT_WEIGHTS, makeChecklist, NO_PRIOR } from '../../../src/know/taxonomy/checklist.ts';
import { describeChecklist } from '../../../src/know/taxonomy/coverage.ts';

const name = 'isle';
const weights = DEFAULT_WEIGHTS;
const labels = ['anas-platyrhynchos', 'egretta-garzetta', 'mustelidae'];
const region = { name: 'here', taxa: ['anas-platyrhynchos', 'lutra-lutra'] };
const describe = (taxa: readonly string[], more = {}) => {
  const list = makeChecklist({ name, weights, taxa: taxa.map((taxon) => ({ taxon })), ...more });
  return describeChecklist(list, labels).map((line) => line.replace(list.id, 'ID'));
};

it('a taxon can be named by its own label or by one below it', () => {
  expect(describe(['anas', 'anas-acuta', 'egretta-garzetta', 'mammalia'])).toEqual([
    'checklist ID: 4 taxa, the models can name 3',
  ]);
});

it('a region stands for the list, or beside it', () => {
  expect(describe([], { region })).toEqual(['checklist ID: the region list here, 2 taxa, the models can name 1']);
  expect(describe(['aves', 'mammalia'], { region })).toEqual([
    'checklist ID: 2 taxa, the models can name 2; others of the region list here weigh 0.3',
  ]);
});

it('a class that is left out is told', () => {
  expect(describe(['anas'])).toEqual([
    'checklist ID: 1 taxon, the models can name 1',
    'checklist ID: it lists no mammals, so each will go to review; list mammalia, or add a region',
  ]);
});

it('no prior is said in words', () => {
  expect(describeChecklist(NO_PRIOR, labels)).toEqual([
    'checklist none: no prior; every taxon weighs the same, all year',
  ]);
});
