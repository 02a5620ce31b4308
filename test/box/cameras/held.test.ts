import { expect, it } from 'vitest';
import { Held } from '../../../src/box/cameras/held.ts';

it('holds things for a while, the newest of them', () => {
  let now = 0;
  const held = new Held<string>(2, 1000, () => now);
  const [a, b] = [held.keep('a'), held.keep('b')];
  expect([held.get(a), held.get(b), held.get('c')]).toEqual(['a', 'b', undefined]);
  now = 999;
  const c = held.keep('c');
  expect([held.get(a), held.get(b), held.get(c)]).toEqual([undefined, 'b', 'c']);
  now = 1000;
  expect([held.get(b), held.get(c)]).toEqual([undefined, 'c']);
});
