import fc from 'fast-check';
import { DateTime } from 'luxon';
import { expect, it } from 'vitest';
import { timeInName } from '../../../src/try/replay/name-date.ts';

const ZONE = 'Asia/Shanghai';
const iso = (name: string, zone = ZONE) => {
  const found = timeInName(name, zone);
  return found && `${new Date(found.at).toISOString()}${found.timed ? '' : ' (day)'}`;
};

it.each([
  ['20260501_061200.mp4', '2026-04-30T22:12:00.000Z'],
  ['VID_20260501_061200.mp4', '2026-04-30T22:12:00.000Z'],
  ['PXL_20260501_061200123.TS.mp4', '2026-04-30T22:12:00.000Z'],
  ['IMG20260501061200.jpg', '2026-04-30T22:12:00.000Z'],
  ['2026-05-01 06.12.00.mov', '2026-04-30T22:12:00.000Z'],
  ['2026-05-01T06-12-00.mkv', '2026-04-30T22:12:00.000Z'],
  ['20260501T061200Z.mp4', '2026-05-01T06:12:00.000Z'],
  ['20260501T061200-0730.mp4', '2026-05-01T13:42:00.000Z'],
  ['东滩2026年5月1日6时12分00秒.mp4', '2026-04-30T22:12:00.000Z'],
  // A recorder's span: its beginning. The day of a copy beside it: the recording was before.
  ['NVR_ch1_main_20260501061200_20260501062200.dav', '2026-04-30T22:12:00.000Z'],
  ['copied-20260812_120000-of-20260501_061200.mp4', '2026-04-30T22:12:00.000Z'],
  ['card-2026-01-02_20260501_061200.mp4', '2026-04-30T22:12:00.000Z'],
  ['gull 2026-05-01.mp4', '2026-04-30T16:00:00.000Z (day)'],
  ['20260501_0007.mp4', '2026-04-30T16:00:00.000Z (day)'],
  ['20260501_256199.mp4', '2026-04-30T16:00:00.000Z (day)'],
])('reads %s as %s', (name, at) => {
  expect(iso(name)).toBe(at);
});

it.each([
  '20261301.mp4',
  '20260230_061200.mp4',
  '00001.MTS',
  'mmexport1777587120000.mp4',
  '20260501256199.mp4',
  '120260501.mp4',
  'gull.mp4',
  '',
])('finds no date in %j', (name) => {
  expect(iso(name)).toBeUndefined();
});

it('means the clock of the zone, over its changes', () => {
  expect(iso('20260701_120000.mp4', 'Europe/Berlin')).toBe('2026-07-01T10:00:00.000Z');
  expect(iso('20260101_120000.mp4', 'Europe/Berlin')).toBe('2026-01-01T11:00:00.000Z');
});

it('reads back every time that it is given, whatever stands around it', () => {
  const time = fc.date({ min: new Date('2002-01-01'), max: new Date('2090-01-01'), noInvalidDate: true });
  const words = fc.constantFrom('', 'VID_', '红外相机-', 'a b', 'ch01_', '%03d_', '"x"');
  fc.assert(
    fc.property(time, words, words, (date, before, after) => {
      const local = DateTime.fromMillis(Math.floor(date.getTime() / 1000) * 1000, { zone: ZONE });
      const name = `${before}${local.toFormat('yyyyMMdd_HHmmss')}${after && `_${after}`}.mp4`;
      // A clock that was set back has some times twice.
      const read = timeInName(name, ZONE);
      expect(read && DateTime.fromMillis(read.at, { zone: ZONE }).toFormat('yyyyMMdd_HHmmss')).toBe(
        local.toFormat('yyyyMMdd_HHmmss'),
      );
    }),
  );
});

it('never fails on a name', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary' }), (name) => void timeInName(name, ZONE)));
});
