import { expect, it } from 'vitest';
import { workIn, workOf } from '../../src/base/child.ts';

it('reads whether a process works and how long it had a core, whatever its name holds', () => {
  const after = '1 812 812 0 -1 4194304 100 0 0 0 250 50 9000 9000 39 19 11 0';
  expect(workIn(`812 (a name) R 7) R ${after}`)).toEqual({ runs: true, coreMs: 3_000 });
  expect(workIn(`812 (node) T ${after}`)).toEqual({ runs: false, coreMs: 3_000 });
  // This process is at work just now.
  expect(workOf(process.pid)).toMatchObject({ runs: true, coreMs: expect.any(Number) });
  expect(workOf(2 ** 30)).toBeUndefined();
});
