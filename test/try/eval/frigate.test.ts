import { describe, expect, it } from 'vitest';
import { frigateRule } from '../../../src/try/eval/frigate.ts';

const LABELS = ['anas-platyrhynchos', 'anas-crecca', undefined];
const logits = (...probabilities: number[]) => Float32Array.from(probabilities, Math.log);

describe("Frigate's rule", () => {
  it('takes the best label of any crop from 0.9 on', () => {
    const looks = [logits(0.5, 0.3, 0.2), logits(0.03, 0.95, 0.02), logits(0.92, 0.05, 0.03)];
    expect(frigateRule(looks, LABELS)).toEqual({ taxon: 'anas-crecca', score: expect.closeTo(0.95, 5) });
    expect(frigateRule([logits(0.91, 0.05, 0.04)], LABELS)?.taxon).toBe('anas-platyrhynchos');
    expect(frigateRule([logits(0.89, 0.05, 0.06)], LABELS)).toBeUndefined();
  });

  it('names nothing where background is best, or where there is no crop', () => {
    expect(frigateRule([logits(0.03, 0.02, 0.95)], LABELS)).toBeUndefined();
    expect(frigateRule([], LABELS)).toBeUndefined();
  });

  it('does not overflow on large logits', () => {
    expect(frigateRule([Float32Array.of(900, 100, 0)], LABELS)).toEqual({ taxon: 'anas-platyrhynchos', score: 1 });
  });
});
