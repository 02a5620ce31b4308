import { expect, it } from 'vitest';
import { roundAge } from '../../../src/see/classify/rounds.ts';

it('rounds come ever less often', () => {
  const ages = Array.from({ length: 12 }, (_, round) => roundAge(round));
  expect(ages[0]).toBeGreaterThan(0);
  for (let i = 2; i < ages.length; i++) expect(ages[i]! - ages[i - 1]!).toBeGreaterThan(ages[i - 1]! - ages[i - 2]!);
  expect(ages.filter((age) => age <= 86_400_000).length).toBeLessThan(15);
});
