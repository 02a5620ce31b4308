import fc from 'fast-check';
import { expect, it } from 'vitest';
import { Rows } from '../../../src/see/capture/rows.ts';

const ROW_STEP = 8;

function picture(seed: number, bytes: number): Uint8Array {
  let state = seed;
  return new Uint8Array(bytes).map(() => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return 40 + ((state >>> 24) * ((seed % 7) + 1)) / 8;
  });
}

it('rows are measured as plain numbers measure them, whatever the size and the part', () => {
  const of = (most: number) => fc.integer({ min: 1, max: most });
  fc.assert(
    fc.property(of(150), of(60), fc.nat(), fc.nat(), fc.nat(), fc.nat(), (width, height, a, b, x, y) => {
      const rows = new Rows({ width, height });
      const [before, now] = [picture(a, width * height), picture(b, width * height)];
      rows.take(before);
      const kept = (data: Uint8Array) => data.filter((_, i) => Math.floor(i / width) % ROW_STEP === 0);
      expect(rows.take(now)).toBe(Buffer.compare(kept(now), kept(before)) !== 0);
      expect(rows.take(now)).toBe(false);
      expect(rows.take(before)).toBe(Buffer.compare(kept(now), kept(before)) !== 0);
      rows.take(now);

      const [left, first] = [x % width, y % rows.count];
      const inside = (_: number, i: number) => i % width >= left && Math.floor(i / width) >= first;
      const [part, was] = [kept(now).filter(inside), kept(before).filter(inside)];
      const { hash, shades, change } = rows.measure(left, width, first, rows.count);
      expect(shades).toBe(Math.max(...part) - Math.min(...part));
      expect(change).toBeCloseTo(part.reduce((sum, value, i) => sum + Math.abs(value - was[i]!), 0) / part.length, 9);
      // The same bytes have the same hash; one other byte within gives another, one outside does not.
      rows.take(now);
      expect(rows.measure(left, width, first, rows.count).hash).toBe(hash);
      const changed = (column: number, row: number) => {
        const other = now.slice();
        other[row * ROW_STEP * width + column]! ^= 1;
        rows.take(other);
        return rows.measure(left, width, first, rows.count).hash !== hash;
      };
      expect(changed(left + ((a + 3) % (width - left)), first + (b % (rows.count - first)))).toBe(true);
      if (left > 0) expect(changed(left - 1, first)).toBe(false);
    }),
    { numRuns: 60 },
  );
});
