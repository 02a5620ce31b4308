import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { csvLine, spreadsheetLine } from '../../src/base/csv.ts';

const HOSTILE = ['a,b', '"x"', 'a\r\nb', 'a\nb', 'a\rb', '\n', '\r', '-2 C', '+1 juvenile', '=1+1', '白鹭', "O'Brien"];
const cell = fc.oneof(fc.string({ unit: 'grapheme' }), fc.constantFrom(...HOSTILE), fc.constant(' padded '));
const records = fc.array(fc.array(cell, { minLength: 2, maxLength: 5 }), { minLength: 1, maxLength: 4 });

describe('a line of CSV', () => {
  it('is what another reader reads, whether it knows the end of a record or finds it itself', () => {
    fc.assert(
      fc.property(records, (rows) => {
        const text = rows.map(csvLine).join('');
        const relaxed = { skip_empty_lines: false, relax_column_count: true } as const;
        expect(parse(text, { ...relaxed, record_delimiter: '\r\n' })).toEqual(rows);
        expect(parse(text, { ...relaxed, record_delimiter: ['\r\n', '\n', '\r'] })).toEqual(rows);
      }),
    );
  });

  it.each(['a\nb', 'a\rb', '\n', '\r', 'a\r\nb'])('quotes the line break of %j', (text) => {
    expect(csvLine([text, 1])).toBe(`"${text}",1\r\n`);
  });

  it.each(['-2 C', '+1 juvenile', '=1+1', '@lake'])('leaves %j as it is', (text) => {
    expect(csvLine([text])).toBe(`${text}\r\n`);
  });

  it('leaves numbers alone, also below 0, and nothing empty', () => {
    expect(csvLine([-1.5, 0, null, ''])).toBe('-1.5,0,,\r\n');
  });
});

describe('a line for spreadsheets', () => {
  it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', '\n=1', '＝1', '＋1', '－1', '＠x'])(
    'makes %j harmless',
    (text) => {
      expect(parse(spreadsheetLine([text, 'x']), { record_delimiter: '\r\n' })).toEqual([[`'${text}`, 'x']]);
    },
  );

  it('changes nothing else, and no number', () => {
    expect(spreadsheetLine(['1-2', 'a=b', -1.5, null])).toBe('1-2,a=b,-1.5,\r\n');
  });
});
