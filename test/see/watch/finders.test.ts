import { afterEach, expect, it } from 'vitest';
import { Finders } from '../../../src/see/watch/finders.ts';
import { namingOf } from '../../../src/see/watch/naming.ts';

const facts = { assumed: [], classifiers: [], timeZone: 'UTC', code: 'test' };
const finders = new Finders({ id: 'nano@1', size: 416, assumed: [] }, [], namingOf('nano@1', facts), []);
afterEach(() => finders.close());

it('a thread has one way to each detector, and verdicts name the one that looked at the camera', () => {
  const animal = { id: 'megadetector@2', size: 640, assumed: ['mammal'] } as const;
  const [box, first, second] = [finders.of(undefined), finders.of(animal), finders.of({ ...animal })];
  expect(second).toBe(first);
  expect([box.client.model, box.naming.detector, box.naming.assumed]).toEqual(['nano@1', 'nano@1', []]);
  expect([first.client.model, first.naming.detector]).toEqual(['megadetector@2', 'megadetector@2']);
  expect(first.naming.assumed).toEqual(['mammal']);
});
