import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { type Part, Parts } from '../../src/box/parts.ts';

/** Ways in which a part ends. */
const ENDS = {
  well: () => Promise.resolve(),
  'at once': () => undefined,
  rejects: () => Promise.reject(new Error('disk full')),
  throws: () => {
    throw new Error('no such thing');
  },
  hangs: () => new Promise<void>(() => undefined),
};
type End = keyof typeof ENDS;

/** Why a part that ends so is told of. */
const WHY: Record<End, string | undefined> = {
  well: undefined,
  'at once': undefined,
  rejects: 'disk full',
  throws: 'no such thing',
  hangs: 'it did not end within 0.005 s',
};

function partsOf(ends: readonly End[]) {
  const parts = new Parts();
  const asked: string[] = [];
  ends.forEach((end, index) => {
    const stop: Part['stop'] = () => {
      asked.push(String(index));
      return ENDS[end]();
    };
    parts.add({ name: String(index), limitMs: 5, stop });
  });
  return { parts, asked };
}

describe('the parts of a box', () => {
  it('are all ended, the first one last, whatever becomes of each, and what went wrong is said', async () => {
    const ends = fc.array(fc.constantFrom(...(Object.keys(ENDS) as End[])), { maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(ends, async (ends) => {
        const { parts, asked } = partsOf(ends);
        const wrong = await parts.stop();
        const backwards = ends.map((end, index) => ({ part: String(index), why: WHY[end] })).reverse();
        expect(asked).toEqual(backwards.map(({ part }) => part));
        expect(wrong).toEqual(backwards.filter(({ why }) => why !== undefined));
      }),
      { numRuns: 50 },
    );
  });

  it('end one after the other: a part still has what was started before it', async () => {
    const parts = new Parts();
    const order: string[] = [];
    parts.add({ name: 'store', limitMs: 1_000, stop: () => void order.push('store') });
    parts.add({
      name: 'recorder',
      limitMs: 1_000,
      stop: async () => {
        await new Promise((resolve) => setTimeout(resolve, 20));
        order.push('recorder');
      },
    });
    await parts.stop();
    expect(order).toEqual(['recorder', 'store']);
  });

  it('asked twice, end once', async () => {
    const stop = vi.fn();
    const parts = new Parts();
    parts.add({ name: 'store', limitMs: 10, stop });
    await Promise.all([parts.stop(), parts.stop()]);
    await parts.stop();
    expect(stop).toHaveBeenCalledTimes(1);
  });

  it('state how long their end takes at most, and take no other once they end', () => {
    const parts = new Parts();
    for (const limitMs of [2_000, 500]) parts.add({ name: 'part', limitMs, stop: () => undefined });
    expect(parts.limitMs).toBe(2_500);
    void parts.stop();
    expect(() => parts.add({ name: 'watchers', limitMs: 1, stop: () => undefined })).toThrow('being stopped');
  });
});
