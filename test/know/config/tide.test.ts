import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readSite } from '../../../src/know/config/config.ts';
import { describeTide, readTide } from '../../../src/know/config/tide.ts';

const SITE = 'site:\n  name: Isle\n  latitude: 30.1\n  longitude: 117.2\n  timeZone: Asia/Shanghai\n';
const TABLE = 'time,height\n2026-05-01 00:10,52\n2026-05-01 05:48,341\n2026-05-01 12:30,60\n';
const at = Date.parse('2026-05-01T00:00:00+08:00');

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'roost-tide-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** The site with these lines under `tide`. */
function site(...lines: readonly string[]) {
  writeFileSync(join(folder, 'roost.yaml'), [`${SITE}  tide:`, ...lines.map((line) => `    ${line}`)].join('\n'));
  return readSite(join(folder, 'roost.yaml'));
}
const put = (text: string) => writeFileSync(join(folder, 'tide.csv'), text);

describe('site.tide', () => {
  it('is a table, in its own zone and unit', () => {
    put(TABLE);
    const tide = readTide(site('table: tide.csv', 'unit: cm', 'timeZone: Asia/Tokyo'), { from: at, to: at });
    expect(tide?.highWaters).toEqual([{ at: Date.parse('2026-05-01T05:48:00+09:00'), height: 3.41 }]);
  });

  it('is harmonic constants, of which any range is known with the high waters around it', () => {
    const tide = readTide(site('meanLevel: 2', 'constituents: [{ name: M2, amplitude: 1.2, phase: 110 }]'), {
      from: at,
      to: at,
    });
    expect(tide?.highWaters.length).toBeGreaterThanOrEqual(4);
    expect(tide?.highWaterOf(at)?.height).toBeCloseTo(3.2, 1);
  });

  it('refuses constants without a tide, and what may never end', () => {
    const still = site('constituents: [{ name: Z0, amplitude: 2, phase: 0 }, { name: M2, amplitude: 0, phase: 0 }]');
    expect(describeTide(still, at)).toEqual({
      ...{ good: false, line: expect.stringContaining('read tide site.tide.constituents: make no high water') },
    });
    expect(() => readTide(site('table: /dev/zero'), { from: at, to: at })).toThrow('/dev/zero: is no file');
  });

  it('may be left out', () => {
    writeFileSync(join(folder, 'roost.yaml'), SITE);
    const box = readSite(join(folder, 'roost.yaml'));
    expect(readTide(box, { from: at, to: at })).toBeUndefined();
    expect(describeTide(box, at)).toBeUndefined();
  });

  it.each([
    [['unit: m'], 'site.tide in roost.yaml:6: needs a table, or constituents'],
    [['table: tide.csv', 'unit: feet'], 'site.tide.unit in roost.yaml:8: '],
    [['tabel: tide.csv'], 'unknown key tabel in roost.yaml:7, did you mean table?'],
    [['table: tide.csv', 'timeZone: Mars'], 'site.tide.timeZone in roost.yaml:8: is not a known time zone'],
    [['table: tide.csv', 'meanLevel: 2'], 'site.tide.meanLevel in roost.yaml:8: is of constituents'],
    [
      ['unit: cm', 'constituents: [{ name: M2, amplitude: 1, phase: 0 }]'],
      'site.tide.unit in roost.yaml:7: is of a table',
    ],
    [
      ['table: tide.csv', 'constituents: [{ name: M2, amplitude: 1, phase: 0 }]'],
      'constituents in roost.yaml:8: stands beside table',
    ],
    [
      ['constituents:', '- { name: m2, amplitude: 1, phase: 0 }'],
      'name in roost.yaml:8: "m2" is no constituent that is known, did you mean M2?',
    ],
    [
      ['constituents:', '- { name: M2, amplitude: 120, phase: 0 }'],
      'site.tide.constituents.0.amplitude in roost.yaml:8: ',
    ],
    [
      ['constituents: [{ name: M2, amplitude: 1, phase: 0 }, { name: M2, amplitude: 1, phase: 0 }]'],
      'M2 is listed twice',
    ],
  ])('is refused with file, line and key: %j', (lines, message) => {
    expect(() => site(...lines)).toThrow(
      expect.objectContaining({
        message: expect.stringContaining(message.replace('roost.yaml', join(folder, 'roost.yaml'))),
      }),
    );
  });
});

describe('what is told of the tide', () => {
  it('is the next high water, or that the table ends before', () => {
    put(TABLE);
    const box = site('table: tide.csv', 'unit: cm');
    expect(describeTide(box, at)).toEqual({
      good: true,
      line: 'the next high water is 3.41 m at 2026-05-01 05:48 (Asia/Shanghai)',
    });
    expect(describeTide(box, at + 86_400_000)).toEqual({
      good: true,
      line: expect.stringContaining('the table ends with the high water of 2026-05-01 05:48'),
    });
  });

  it('is what is wrong with the table, with file, line, column and key', () => {
    const box = site('table: tide.csv');
    expect(describeTide(box, at)).toEqual({
      good: false,
      line: 'read tide tide.csv: it cannot be read (ENOENT). It is the file of the key site.tide.table, relative to roost.yaml',
    });
    put(TABLE);
    const line = expect.stringMatching(/tide\.csv: line 2: height "52" m is higher .* "unit: cm".*site\.tide\.table/);
    expect(describeTide(box, at)).toEqual({ good: false, line });
    expect(describeTide(site('table: .'), at)).toEqual({
      good: false,
      line: expect.stringMatching(/ is no file\. It is the file of the key site\.tide\.table/),
    });
  });
});
