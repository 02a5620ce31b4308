import { expect, it } from 'vitest';
import type { FromWatcher } from '../../../src/base/domain.ts';
import { RoostError } from '../../../src/base/errors.ts';
import { Teller } from '../../../src/see/watch/teller.ts';

it('tells what fails again in the same words once, and of each look that failed', () => {
  const told: FromWatcher[] = [];
  const teller = new Teller('east', {} as never, (message) => told.push(message));
  const broken = () => new RoostError('classify', 'planes-2@0f', 'an output is not a finite number');
  for (let i = 0; i < 3; i++) teller.trouble(broken());
  teller.trouble(new RoostError('cut clip', 'east', 'no segment'));
  teller.trouble('cut clip east: no segment');
  const failed = { type: 'failed-look', camera: 'east' };
  const trouble = (message: string) => ({ type: 'trouble', camera: 'east', message });
  expect(told).toEqual([
    ...[failed, trouble('classify planes-2@0f: an output is not a finite number'), failed, failed],
    trouble('cut clip east: no segment'),
  ]);
});
