import { expect, it } from 'vitest';
import { asProblem } from '../../../src/tell/server/problems.ts';

it('logs what went wrong here, and not that somebody left before the answer was sent', () => {
  const logged: string[] = [];
  let destroyed = 0;
  const log = { info: () => undefined, error: (_: object, message: string) => logged.push(message) };
  const response = { headersSent: true, destroy: () => (destroyed += 1) };
  const fail = (error: Error) =>
    asProblem(log)(error, { method: 'GET', path: '/a' } as never, response as never, () => {});
  fail(Object.assign(new Error('Request aborted'), { code: 'ECONNABORTED' }));
  expect(logged).toEqual([]);
  fail(Object.assign(new Error('no such disk'), { code: 'EIO' }));
  expect(logged).toEqual(['request failed: no such disk']);
  expect(destroyed).toBe(2);
});
