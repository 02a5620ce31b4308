import { describe, expect, it } from 'vitest';
import { answersWithin, Pulse } from '../../../src/see/inference/pulse.ts';

/** Feels a pulse once a second, from a second on; before each one `tell` may tell something. */
function feel(pulse: Pulse, from: number, seconds: number, tell: (second: number) => void = () => undefined) {
  for (let second = from; second < from + seconds; second++) {
    tell(second);
    const why = pulse.feel(second * 1000);
    if (why) return { second, why };
  }
  return undefined;
}

describe('answersWithin', () => {
  it('gives slow models their time, and quick ones no less than 6 s', () => {
    expect([5, 80, 300, 301, 4_000].map(answersWithin)).toEqual([6_000, 6_000, 6_000, 6_020, 80_000]);
  });
});

describe('Pulse', () => {
  it('lives while it tells of itself, with nothing to do', () => {
    const pulse = new Pulse(6_000);
    expect(feel(pulse, 0, 100, () => pulse.heard({ waiting: 0, answered: 3 }))).toBeUndefined();
  });

  it('lives while a long queue is worked on, however slowly', () => {
    const pulse = new Pulse(6_000);
    expect(
      feel(pulse, 0, 100, (second) => {
        if (second % 5 === 0) pulse.heard({ waiting: 40, answered: second / 5 });
      }),
    ).toBeUndefined();
  });

  it('hangs when it tells nothing', () => {
    const pulse = new Pulse(6_000);
    pulse.heard({ waiting: 0, answered: 0 });
    expect(feel(pulse, 0, 100)).toEqual({ second: 7, why: expect.stringContaining('told nothing for 6 s') });
  });

  it('hangs when it lives and answers nothing of what waits', () => {
    const pulse = new Pulse(6_000);
    expect(feel(pulse, 0, 100, () => pulse.heard({ waiting: 1, answered: 7 }))).toEqual({
      second: 7,
      why: expect.stringContaining('answered nothing for 6 s'),
    });
  });

  it('is not taken to hang by a judge that was held up itself', () => {
    const pulse = new Pulse(6_000);
    pulse.heard({ waiting: 1, answered: 7 });
    expect(pulse.feel(0)).toBeUndefined();
    expect(pulse.feel(3_600_000)).toBeUndefined();
    pulse.heard({ waiting: 1, answered: 8 });
    expect(feel(pulse, 3_601, 6)).toBeUndefined();
  });
});
