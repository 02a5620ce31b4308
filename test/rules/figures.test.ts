import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { newest } from '../../bench/newest.ts';
import { documents, placed } from '../../scripts/figures/place.ts';
import { ROOT } from '../../src/base/package.ts';

describe('figures in documents', () => {
  it.each(Object.entries(documents(newest())))('are those of the newest run that was kept: %s', (file, texts) => {
    const text = readFileSync(join(ROOT, file), 'utf8');
    expect(placed(text, texts), 'run: npx tsx scripts/figures.ts').toBe(text);
  });

  it('have their place, or it is said that they have none', () => {
    expect(placed('A <!-- figures: x -->1<!-- end of x --> B', { x: '2' })).toBe(
      'A <!-- figures: x -->2<!-- end of x --> B',
    );
    expect(() => placed('A', { x: '2' })).toThrow('no mark <!-- figures: x -->');
  });
});
