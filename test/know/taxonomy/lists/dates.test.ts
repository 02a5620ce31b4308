import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readDates } from '../../../../src/know/taxonomy/lists/dates.ts';

const MAY_1 = [
  ...['2024-05-01', '2024/5/1', '2024.5.1', '2024年5月1日', '2024年5月', '2024-05', '20240501', '20240501063000'],
  ...[
    '45413',
    '45413.27',
    '1-May-24',
    '01-May-2024',
    'May 1, 2024',
    '1st May 2024',
    '5月1日',
    '5月',
    '五月',
    '5月上旬',
  ],
  ...[
    '2024-05-01T06:30:00+08:00',
    '2024-05-01 06:30 PM',
    '2024/5/1 6:30',
    '05/2024',
    'May-24',
    '05/05/2024',
    '13/5',
    '5/24',
    '24/5/1',
  ],
];

describe('dates of a column', () => {
  it.each(MAY_1)('%s is in May', (text) => {
    expect(readDates([text])).toEqual({ months: [[5]] });
  });

  it.each([
    'spring',
    '2024-13-01',
    '2024-05-32',
    '5',
    '12',
    '99999',
    '123456',
    '31/31/2024',
    'oct-mar',
    '1-Mayo-24',
    'NULL',
  ])('%s is none', (text) => {
    expect(readDates([text])).toEqual({ months: [undefined] });
  });

  it.each(['5/1', '05/01/2024', '1-5-24', '11/5/10', '05.01.2024'])('%s alone is not certain', (text) => {
    expect(readDates([text]).unsure).toContain(`"${text}" (record 1) may be of month`);
  });

  it('are read as another of the column must be', () => {
    expect(readDates(['05/01/2024', '05/13/2024']).months).toEqual([[5], [5]]);
    expect(readDates(['05/01/2024', '', '13/05/2024']).months).toEqual([[1], [], [5]]);
    expect(readDates(['24/5/1', '24/5/31']).months).toEqual([[5], [5]]);
  });

  it('are refused where two contradict each other, or what was told', () => {
    expect(readDates(['05/13/2024', '13/05/2024']).unsure).toBe('"13/05/2024" (record 2) contradicts "05/13/2024"');
    expect(readDates(['13/05/2024'], 'month-first').unsure).toContain('contradicts the order month-first');
  });

  it('stand in two certain forms in one column', () => {
    expect(readDates(['2024-05-01', '45413', '20240501', '5月1日']).months).toEqual([[5], [5], [5], [5]]);
  });

  it('never tell a wrong month, in whatever order a column is written', () => {
    const day = fc.date({ min: new Date('1990-01-01'), max: new Date('2060-12-31'), noInvalidDate: true });
    const two = (value: number) => String(value).padStart(2, '0');
    const forms = [
      (date: Date) => `${two(date.getUTCDate())}/${two(date.getUTCMonth() + 1)}/${date.getUTCFullYear()}`,
      (date: Date) => `${date.getUTCMonth() + 1}-${date.getUTCDate()}-${date.getUTCFullYear()}`,
      (date: Date) => `${date.getUTCDate()}.${date.getUTCMonth() + 1}.${two(date.getUTCFullYear() % 100)}`,
    ];
    fc.assert(
      fc.property(fc.array(day, { minLength: 1, maxLength: 12 }), fc.constantFrom(...forms), (dates, write) => {
        const { months, unsure } = readDates(dates.map(write));
        if (unsure === undefined) expect(months).toEqual(dates.map((date) => [date.getUTCMonth() + 1]));
      }),
    );
  });
});
