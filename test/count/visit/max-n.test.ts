import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { maxN, type Span } from '../../../src/count/visit/max-n.ts';

const span = (startAt: number, endAt: number): Span => ({ startAt, endAt });

describe('maxN', () => {
  it.each<[string, Span[], number]>([
    ['nobody', [], 0],
    ['one', [span(0, 10)], 1],
    ['one after another', [span(0, 10), span(20, 30)], 1],
    ['two that touch', [span(0, 10), span(10, 20)], 1],
    ['two at once', [span(0, 10), span(9, 20)], 2],
    ['three, never more than two at once', [span(0, 10), span(5, 20), span(12, 30)], 2],
    ['a box doubled in one frame', [span(0, 10), span(5, 5)], 1],
    ['two touches of different pairs', [span(0, 10), span(10, 20), span(20, 30)], 1],
    ['one photograph of three', [span(5, 5), span(5, 5), span(5, 5)], 3],
    ['photographs of one and of two', [span(5, 5), span(9, 9), span(9, 9)], 2],
  ])('%s', (_, spans, most) => {
    expect(maxN(spans)).toBe(most);
  });

  it('is what counting between every two frames gives, in any order', () => {
    const spans = fc.array(
      fc.tuple(fc.integer({ min: 0, max: 30 }), fc.integer({ min: 1, max: 10 })).map(([a, l]) => span(a, a + l)),
    );
    fc.assert(
      fc.property(spans, (all) => {
        let most = 0;
        for (let t = 0; t < 40; t++)
          most = Math.max(most, all.filter((s) => s.startAt <= t && s.endAt >= t + 1).length);
        expect(maxN(all)).toBe(most);
        expect(maxN([...all].reverse())).toBe(most);
      }),
    );
  });
});
