import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { maxN } from '../../../src/count/visit/max-n.ts';
import type { Span } from '../../../src/count/visit/span.ts';

/** From and to in seconds. */
const span = (from: number, to: number): Span => ({ startAt: from * 1000, endAt: to * 1000 });

describe('maxN', () => {
  it.each<[string, Span[], number]>([
    ['nobody', [], 0],
    ['one', [span(0, 10)], 1],
    ['one after another', [span(0, 10), span(20, 30)], 1],
    ['two that touch', [span(0, 10), span(10, 20)], 1],
    ['two at once', [span(0, 10), span(9, 20)], 2],
    ['three, never more than two at once', [span(0, 10), span(5, 20), span(12, 30)], 2],
    ['a second box for the flicker in which a track breaks', [span(0, 10), span(9.4, 20)], 1],
    ['two that meet for longer', [span(0, 10), span(9, 20)], 2],
    ['two that fly past beside each other', [span(0, 0.8), span(0.2, 1)], 2],
    ['one that flies past another one', [span(0, 60), span(30, 30.8)], 2],
    ['a box doubled in one frame', [span(0, 10), span(5, 5)], 1],
    ['two touches of different pairs', [span(0, 10), span(10, 20), span(20, 30)], 1],
    ['one photograph of three', [span(5, 5), span(5, 5), span(5, 5)], 3],
    ['photographs of one and of two', [span(5, 5), span(9, 9), span(9, 9)], 2],
  ])('%s', (_, spans, most) => {
    expect(maxN(spans)).toBe(most);
  });

  it('is what counting in every tenth of a second gives, in any order', () => {
    const spans = fc.array(
      fc.tuple(fc.integer({ min: 0, max: 30 }), fc.integer({ min: 4, max: 10 })).map(([a, l]) => span(a, a + l)),
    );
    fc.assert(
      fc.property(spans, (all) => {
        let most = 0;
        for (let t = 0; t < 40_000; t += 100)
          most = Math.max(most, all.filter((s) => s.startAt <= t && s.endAt - 800 > t).length);
        expect(maxN(all)).toBe(most);
        expect(maxN([...all].reverse())).toBe(most);
      }),
    );
  });
});
