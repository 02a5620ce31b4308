import { describe, expect, it } from 'vitest';
import type { Frame } from '../../../src/base/domain.ts';
import type { FrameSource } from '../../../src/see/pipeline.ts';
import { OneSize } from '../../../src/see/watch/one-size.ts';
import { flat } from '../../frames.ts';

const signal = new AbortController().signal;

function given(...sizes: [number, number][]): FrameSource {
  const frames: Frame[] = sizes.map(([width, height], seq) => ({ ...flat(width, height), seq }));
  return { next: async () => frames.shift() };
}

describe('OneSize', () => {
  it('ends where another size begins, and goes on there', async () => {
    const frames = new OneSize(given([4, 2], [4, 2], [2, 4]));
    expect(await frames.begin(signal)).toEqual({ width: 4, height: 2 });
    expect([(await frames.next())?.seq, (await frames.next())?.seq, await frames.next()]).toEqual([0, 1, undefined]);
    expect(frames.changed).toBe(true);
    expect(await frames.begin(signal)).toEqual({ width: 2, height: 4 });
    expect([(await frames.next())?.seq, await frames.next(), frames.changed]).toEqual([2, undefined, false]);
    expect(await frames.begin(signal)).toBeUndefined();
  });
});
