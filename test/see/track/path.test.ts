import { describe, expect, it } from 'vitest';
import type { Sighting } from '../../../src/base/domain.ts';
import { PATH_LIMIT, thin } from '../../../src/see/track/path.ts';

const box = { x: 0, y: 0, w: 0.1, h: 0.1 };

describe('thin', () => {
  it('leaves a short path alone', () => {
    const path: Sighting[] = [{ at: 0, box, score: 0.5 }];
    thin(path);
    expect(path).toHaveLength(1);
  });

  it('keeps the first, the last, the best and both sides of a long gap, evenly spaced', () => {
    const path: Sighting[] = [];
    for (let i = 0; i < 5000; i++) {
      const at = i * 200 + (i > 2500 ? 30_000 : 0);
      path.push({ at, box, score: i === 777 ? 0.99 : 0.5 });
      thin(path);
    }
    expect(path).toHaveLength(PATH_LIMIT);
    const times = path.map((s) => s.at);
    for (const kept of [0, 777 * 200, 2500 * 200, 2501 * 200 + 30_000, 4999 * 200 + 30_000])
      expect(times).toContain(kept);
    const gaps = times.slice(1).map((t, i) => t - times[i]!);
    expect(Math.max(...gaps.filter((gap) => gap < 30_000))).toBeLessThan(10_000);
  });
});
