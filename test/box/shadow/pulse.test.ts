import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LIMITS, type ProcessFacts, ShadowPulse } from '../../../src/box/shadow/pulse.ts';

/** Feels for a process every two seconds. @returns after how many seconds it is taken to hang, and why */
function felt(seconds: number, facts: (second: number) => ProcessFacts | undefined, told = (_: number) => false) {
  const pulse = new ShadowPulse(LIMITS);
  for (let second = 0; second <= seconds; second += 2) {
    if (told(second)) pulse.heard();
    const why = pulse.feel(second * 1000, facts(second));
    if (why !== undefined) return { second, why };
  }
  return undefined;
}

describe('a process of a shadow run', () => {
  it('hangs where it is stopped, or waits for ever', () => {
    expect(felt(600, () => ({ runs: false, coreMs: 500 }))).toEqual({
      second: 62,
      why: 'hung: it told nothing for 60 s, and was killed',
    });
  });

  it('does not hang where it waits for a core, however long', () => {
    expect(felt(86_400, (second) => ({ runs: true, coreMs: second * 2 }))).toBeUndefined();
  });

  it('hangs where it has a core and never ends', () => {
    expect(felt(900, (second) => ({ runs: true, coreMs: 7_000 + second * 1000 }))).toMatchObject({
      second: 302,
      why: 'hung: it told nothing in 300 s of a core, and was killed',
    });
  });

  it('hangs only after the longest silence where the system does not tell', () => {
    expect(felt(900, () => undefined)?.second).toBe(302);
  });

  it('never hangs while it tells something every minute', () => {
    const state = fc.record({ runs: fc.boolean(), coreMs: fc.constant(0) });
    fc.assert(
      fc.property(fc.array(state, { minLength: 300, maxLength: 300 }), (states) => {
        expect(
          felt(
            598,
            (second) => states[second / 2],
            (second) => second % 60 === 0,
          ),
        ).toBeUndefined();
      }),
    );
  });
});
