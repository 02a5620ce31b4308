import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Outcome, Reviewed, ReviewStatus } from '../../../src/base/domain.ts';
import { errorRate, isIn, sampled, waits } from '../../../src/count/review/queue.ts';
import { aVisit } from '../store/values.ts';

const sample = { share: 0.5, seed: '' };
const taxa = { protected: (id: string) => id === 'ciconia-boyciana', wanted: (id: string) => id === 'anas-crecca' };

function seen(more: Parameters<typeof aVisit>[1] = {}, status?: ReviewStatus, taxon = 'anas-crecca'): Reviewed {
  const outcome = { status: status!, taxon, individuals: 1, notes: [], by: ['Lin'], at: 0 } as Outcome;
  return { visit: aVisit('v1', { score: 0.9, ...more }), version: 1, ...(status && { outcome }) };
}

describe('a queue', () => {
  it.each([
    ['first-record', seen({ review: ['first-record'] })],
    ['protected', seen({ taxon: 'ciconia-boyciana' })],
    ['protected', seen({}, 'corrected', 'ciconia-boyciana')],
    ['off-list', seen({ review: ['out-of-season'] })],
    ['low-score', seen({ score: 0.59 })],
    ['species', seen({ status: 'set-aside' }, 'corrected')],
  ] as const)('%s takes what it is for', (queue, visit) => {
    expect(isIn(queue, visit, sample, taxa)).toBe(true);
  });

  it.each([
    ['first-record', seen()],
    ['protected', seen()],
    ['off-list', seen({ review: ['protected-1'] })],
    ['low-score', seen({ score: 0.6 })],
    ['low-score', seen({ score: 0.1, closed: false })],
    ['low-score', seen({ score: 0.1, status: 'set-aside' })],
    ['species', seen()],
  ] as const)('%s leaves the rest', (queue, visit) => {
    expect(isIn(queue, visit, sample, taxa)).toBe(false);
  });

  it('waits until it is decided, by two where two are needed', () => {
    const statuses = [undefined, 'awaiting', 'uncertain', 'confirmed', 'corrected', 'rejected'] as const;
    expect(statuses.map((status) => waits(seen({}, status)))).toEqual([true, true, true, false, false, false]);
  });
});

describe('the random sample', () => {
  it('is the same whenever it is drawn, another for another seed, and grows with its share', () => {
    const ids = Array.from({ length: 5000 }, (_, i) => `v-${i}`);
    const drawn = ids.filter((id) => sampled(id, { share: 0.1, seed: 'a' }));
    // 500 are expected, with a standard deviation of 21.
    expect(drawn.length).toBeGreaterThan(400);
    expect(drawn.length).toBeLessThan(600);
    expect(ids.filter((id) => sampled(id, { share: 0.1, seed: 'a' }))).toEqual(drawn);
    expect(ids.filter((id) => sampled(id, { share: 0.1, seed: 'b' }))).not.toEqual(drawn);
    expect(drawn.every((id) => sampled(id, { share: 0.2, seed: 'a' }))).toBe(true);
    expect(ids.every((id) => sampled(id, { share: 1, seed: 'a' }))).toBe(true);
  });
});

describe('the error rate', () => {
  const within = (taxon: string, wider: string) => taxon === wider || wider === 'aves';

  it('counts what was rejected or is another taxon, of what was decided', () => {
    const some = [
      seen({ taxon: 'anas-crecca' }, 'confirmed'),
      seen({ taxon: 'aves' }, 'corrected'),
      seen({ taxon: 'anas-acuta' }, 'corrected'),
      seen({ taxon: 'anas-crecca' }, 'rejected'),
      seen({ taxon: 'anas-acuta' }, 'uncertain'),
      seen(),
    ];
    expect(errorRate(some, within)).toMatchObject({ decided: 4, wrong: 2, rate: 0.5 });
  });

  it('has the interval that Wilson gives', () => {
    const wrong = Array.from({ length: 1 }, () => seen({}, 'rejected'));
    const right = Array.from({ length: 9 }, () => seen({ taxon: 'aves' }, 'confirmed'));
    // 1 of 10 at z = 1.959964: middle (0.1 + 0.19207) / 1.38415 = 0.21101, half 0.19313; so 0.0179 to 0.4042.
    const { low, high } = errorRate([...wrong, ...right], within);
    expect(low).toBeCloseTo(0.0179, 3);
    expect(high).toBeCloseTo(0.4042, 3);
    expect(errorRate([], within)).toEqual({ decided: 0, wrong: 0, rate: null, low: null, high: null });
  });

  it('lies in its interval, and that within 0 and 1', () => {
    fc.assert(
      fc.property(fc.array(fc.boolean(), { minLength: 1, maxLength: 40 }), (list) => {
        const some = list.map((wrong) => seen({ taxon: 'aves' }, wrong ? 'rejected' : 'confirmed'));
        const { rate, low, high } = errorRate(some, within);
        expect(low).toBeGreaterThanOrEqual(0);
        expect(high).toBeLessThanOrEqual(1);
        expect(rate! - low!).toBeGreaterThanOrEqual(-1e-12);
        expect(high! - rate!).toBeGreaterThanOrEqual(-1e-12);
      }),
    );
  });
});
