import { describe, expect, it } from 'vitest';
import { sayingOf } from '../../../src/know/taught/said.ts';

const LABELS = ['anas-crecca', 'ardea-cinerea', 'pica-pica', undefined];
/** Logits of a model that is sure of one of its labels. */
const sure = (label: number) => Float32Array.from(LABELS, (_, i) => (i === label ? 10 : 0));

describe('what a model says of taxa that were taught', () => {
  it('speaks for a species of a genus that it believes in, against one of another family', () => {
    const [teal, heron] = sayingOf(LABELS, ['anas-acuta', 'ardea-alba'])(sure(1)) as unknown as [number, number];
    expect(heron).toBeGreaterThan(teal);
  });

  it('speaks most for the very species that it knows, and against its cousin', () => {
    const [known, cousin] = sayingOf(LABELS, ['ardea-cinerea', 'ardea-alba'])(sure(1)) as unknown as [number, number];
    expect(known).toBeGreaterThan(cousin + 0.25);
  });

  it('says the same of all that it knows nothing of, where it takes the animal for background', () => {
    const [a, b] = sayingOf(LABELS, ['grus-grus', 'fulica-atra'])(sure(3)) as unknown as [number, number];
    expect(a).toBe(b);
  });
});
