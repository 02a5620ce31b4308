import fc from 'fast-check';
import { expect, it } from 'vitest';
import { Presence, together } from '../../../src/count/visit/presence.ts';

const span = fc.tuple(fc.nat(60), fc.nat(12)).map(([startAt, length]) => ({ startAt, endAt: startAt + length }));

it('knows whether anybody of it shares time with another', () => {
  fc.assert(
    fc.property(fc.array(span), fc.array(span), span, (spans, later, other) => {
      const all = [...spans].sort((a, b) => a.startAt - b.startAt);
      const presence = new Presence(all);
      const overlaps = (of: typeof other) => all.some((one) => together(one, of));
      for (const one of later) {
        if (one.startAt === one.endAt || presence.overlaps(one)) continue;
        presence.add(one);
        all.push(one);
      }
      if (other.startAt < other.endAt) expect(presence.overlaps(other)).toBe(overlaps(other));
    }),
  );
});
