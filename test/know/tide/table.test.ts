import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readTideTable, type TableStyle } from '../../../src/know/tide/table.ts';
import { Tide } from '../../../src/know/tide/tide.ts';
import { sampled } from './fortnight.ts';

const style: TableStyle = { zone: 'Asia/Shanghai', unit: 'm' };
const read = (lines: readonly string[], more: Partial<TableStyle> = {}, end = '\n') =>
  readTideTable(lines.join(end), 'tide.csv', { ...style, ...more });
const HIGH_AND_LOW = [
  '2026-05-01 00:10,0.52',
  '2026-05-01 05:48,3.41',
  '2026-05-01 12:30,0.60',
  '2026-05-01 18:05,3.12',
];

describe('a table of tides', () => {
  it("has its times in the site's zone, and its high waters", () => {
    const points = read(['time,height', ...HIGH_AND_LOW]);
    expect(points[1]).toEqual({ at: Date.parse('2026-05-01T05:48:00+08:00'), height: 3.41 });
    expect(new Tide(points).highWaters).toEqual([points[1]]);
  });

  it('is read as offices and spreadsheets write it', () => {
    const whole = read(['time,height', ...HIGH_AND_LOW]);
    const cells = HIGH_AND_LOW.map((line) => line.split(','));
    const iso = cells.map(([time, height]) => `${time!.replace(' ', 'T')}:00+08:00;${height};高潮`);
    expect(read(['Time;Height;备注', ...iso], { zone: 'UTC' }, '\r\n')).toEqual(whole);
    const slashed = cells.map(
      ([time, height]) => `Lianxing\t${height}\t${time!.replaceAll('-', '/').replace('/05/', '/5/')}`,
    );
    expect(read(['\uFEFF# made up', '', 'station\theight\ttime', ...slashed])).toEqual(whole);
    const centimetres = cells.map(([time, height]) => `${time},${Math.round(100 * Number(height))}`);
    expect(read(['time,height', ...centimetres], { unit: 'cm' })).toEqual(whole);
    const utc = cells.map(
      ([time, height]) => `${new Date(Date.parse(`${time!.replace(' ', 'T')}+08:00`)).toISOString()},${height}`,
    );
    expect(read(['time,height', ...utc], { zone: 'Europe/Berlin' })).toEqual(whole);
  });

  it('reads back whatever heights it is given, by whatever step', () => {
    const steps = fc.constantFrom(10, 30, 60, 120);
    const zones = fc.constantFrom('Asia/Shanghai', 'UTC', 'Asia/Kathmandu');
    fc.assert(
      fc.property(steps, zones, fc.double({ min: 0.1, max: 4, noNaN: true }), (minutes, zone, scale) => {
        const points = sampled(minutes).map(({ at, height }) => ({ at, height: Number((scale * height).toFixed(3)) }));
        const local = new Intl.DateTimeFormat('sv', { timeZone: zone, dateStyle: 'short', timeStyle: 'medium' });
        const lines = points.map(({ at, height }) => `${local.format(at)},${height}`);
        expect(read(['time,height', ...lines], { zone })).toEqual(points);
      }),
      { numRuns: 20 },
    );
  });

  it('has an hour twice where the clocks of its zone are set back, and none where they are set on', () => {
    const autumn = [1, 2, 2, 3, 4].map((hour, index) => `2025-10-26 0${hour}:00,${[1, 2, 3, 2, 1][index]}`);
    const points = read(['time,height', ...autumn], { zone: 'Europe/Berlin' });
    expect(points.map(({ at }) => (at - points[0]!.at) / 3_600_000)).toEqual([0, 1, 2, 3, 4]);
    const spring = ['2026-03-29 01:00,1', '2026-03-29 02:30,2', '2026-03-29 03:00,1'];
    expect(() => read(['time,height', ...spring], { zone: 'Europe/Berlin' })).toThrow(
      'line 3: time "2026-03-29 02:30" is none in Europe/Berlin',
    );
  });

  const wrong: readonly (readonly [string, readonly string[], string])[] = [
    ['no header', HIGH_AND_LOW, 'tide.csv:1: the first line names no column time'],
    ['no heights', ['time,level', ...HIGH_AND_LOW], 'tide.csv:1: the first line names no column height'],
    ['nothing', [''], 'tide.csv:1: the first line names no column time'],
    ['a header alone', ['time,height'], 'holds no high water'],
    ['no high water', ['time,height', '2026-05-01 00:10,1', '2026-05-01 05:10,2'], 'holds no high water'],
    ['a word', ['time,height', '2026-05-01 00:10,high'], 'line 2: height "high" is no number such as 3.12'],
    ['a decimal comma', ['time;height', '2026-05-01 00:10;1,2'], 'line 2: height "1,2" is no number'],
    ['an empty cell', ['# a', 'time,height', '', '2026-05-01 00:10'], 'line 4: height "" is no number'],
    ['centimetres', ['time,height', '2026-05-01 00:10,312'], 'a table in centimetres needs "unit: cm"'],
    ['a day that is none', ['time,height', '2026-02-30 00:10,3'], 'line 2: time "2026-02-30 00:10" is none: '],
    ['an ambiguous day', ['time,height', '5/1/2026 00:10,3'], 'line 2: time "5/1/2026 00:10" is no time such as'],
    ['a day alone', ['time,height', '2026-05-01,3'], 'line 2: time "2026-05-01" is no time such as'],
    [
      'a row twice',
      ['time,height', HIGH_AND_LOW[0]!, HIGH_AND_LOW[0]!],
      'line 3: time "2026-05-01 00:10" is not later than',
    ],
    [
      'rows out of order',
      ['time,height', ...[...HIGH_AND_LOW].reverse()],
      'line 3: time "2026-05-01 12:30" is not later',
    ],
    [
      'a missing high water',
      ['time,height', '2026-05-01 00:10,0.5', '2026-05-01 12:30,0.7', '2026-05-01 18:05,3.1', '2026-05-02 00:30,0.4'],
      'tide.csv:3: height 0.7 m is neither above both rows beside it nor below both',
    ],
    ['a stray quote', ['time,height', '2026-05-01 00:10,"3'], 'tide.csv:2: '],
  ];
  it.each(wrong)('is refused with line and column: %s', (_, lines, message) => {
    expect(() => read(lines)).toThrow(message);
  });

  it('tells five mistakes and how many more there are', () => {
    const lines = Array.from({ length: 9 }, (_, index) => `2026-05-0${index + 1} 00:00,x`);
    expect(() => read(['time,height', ...lines])).toThrow(
      /line 6: [^;]*; and 4 more\. It is the file of the key site\.tide\.table$/,
    );
  });

  it('never fails in other words than its own', () => {
    const texts = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(fc.string()).map((cells) => `time,height\n${cells.join(',')}`),
    );
    fc.assert(
      fc.property(texts, (text) => {
        try {
          readTideTable(text, 'tide.csv', style);
        } catch (error) {
          expect((error as Error).name).toBe('RoostError');
        }
      }),
      { numRuns: 40 },
    );
  });
});
