import fc from 'fast-check';
import { expect, it } from 'vitest';
import { Crowd } from '../../../src/count/visit/crowd.ts';
import { heldUntil, type Span } from '../../../src/count/visit/span.ts';

const span = fc.tuple(fc.nat(60), fc.nat(12)).map(([at, length]) => ({
  startAt: at * 1000,
  endAt: (at + length) * 1000,
}));

/** The most of some spans that hold at one of their starts. */
function mostAt(spans: readonly Span[], within: (at: number) => boolean): number {
  const starts = spans.map(({ startAt }) => startAt).filter(within);
  return Math.max(0, ...starts.map((at) => spans.filter((one) => one.startAt <= at && at < heldUntil(one)).length));
}

it('knows how many were there at once, in a time and beside another, also of those that were added later', () => {
  fc.assert(
    fc.property(fc.array(span), fc.array(span), span, (spans, later, other) => {
      const crowd = new Crowd(spans);
      for (const one of later) crowd.add(one);
      const lasting = [...spans, ...later].filter(({ startAt, endAt }) => endAt > startAt);
      const photos = [...spans, ...later].filter(({ startAt, endAt }) => endAt === startAt);
      const at = (time: number) => photos.filter(({ startAt }) => startAt === time).length;
      const most = Math.max(0, ...photos.map(({ startAt }) => at(startAt)));
      expect(crowd.most()).toBe(
        Math.max(
          most,
          mostAt(lasting, () => true),
        ),
      );
      const beside = [{ ...other, endAt: heldUntil(other) }].flatMap(({ startAt, endAt }) =>
        [startAt, ...lasting.map((one) => one.startAt).filter((time) => time > startAt && time < endAt)].map(
          (time) => lasting.filter((one) => one.startAt <= time && time < heldUntil(one)).length,
        ),
      );
      const lasts = other.endAt > other.startAt;
      expect(crowd.beside(other)).toBe(lasts ? Math.max(...beside) : at(other.startAt));
    }),
  );
});
