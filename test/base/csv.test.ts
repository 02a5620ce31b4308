import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { csvLine } from '../../src/base/csv.ts';

describe('a line of CSV', () => {
  it('is what another reader reads, commas, quotes and line breaks in it', () => {
    const cell = fc.oneof(fc.string({ unit: 'grapheme' }), fc.constantFrom('a,b', '"x"', 'a\r\nb', '白鹭', "O'Brien"));
    fc.assert(
      fc.property(fc.array(cell, { minLength: 2, maxLength: 5 }), (cells) => {
        const [read] = parse(csvLine(cells), { record_delimiter: '\r\n', skip_empty_lines: false }) as string[][];
        const plain = cells.map((text) => (/^[=+\-@\t\r]/.test(text) ? `'${text}` : text));
        expect(read).toEqual(plain);
      }),
    );
  });

  it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1'])('makes %j harmless', (text) => {
    expect(csvLine([text]).replace(/^"/, '')).toMatch(/^'/);
  });

  it('leaves numbers alone, also below 0, and nothing empty', () => {
    expect(csvLine([-1.5, 0, null, ''])).toBe('-1.5,0,,\r\n');
  });
});
