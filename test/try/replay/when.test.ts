import { describe, expect, it } from 'vitest';
import { type Told, whenOf } from '../../../src/try/replay/when.ts';

const CLOCK = { zone: 'Asia/Shanghai', now: Date.parse('2026-11-01T00:00:00Z') };
const WRITTEN = Date.parse('2026-06-01T00:00:00Z');
const when = (told: Partial<Told>) => {
  const { at, from, doubts } = whenOf({ name: 'a.mp4', writtenAt: WRITTEN, seconds: 0, ...told }, CLOCK);
  return { at: new Date(at).toISOString(), from, doubts };
};
const inside = (text: string) => ({ inside: { from: 'container' as const, text } });

describe('whenOf', () => {
  it('believes the file itself, then its name, then its age', () => {
    const name = '20260501_061200.mp4';
    expect(when({ name, ...inside('2026-05-02T00:00:00Z') })).toEqual({
      ...{ at: '2026-05-02T00:00:00.000Z', from: 'container', doubts: [] },
    });
    expect(when({ name })).toEqual({ at: '2026-04-30T22:12:00.000Z', from: 'name', doubts: [] });
    expect(when({ seconds: 4 })).toEqual({ at: '2026-05-31T23:59:56.000Z', from: 'age', doubts: [] });
  });

  it('takes a time without offset for local, and believes an offset', () => {
    const exif = (text: string) => when({ inside: { from: 'exif', text } });
    expect(exif('2026-05-01T00:30:00')).toMatchObject({ at: '2026-04-30T16:30:00.000Z', from: 'exif' });
    expect(exif('2026-05-01T00:30:00+02:00')).toMatchObject({ at: '2026-04-30T22:30:00.000Z', from: 'exif' });
  });

  it.each([
    ['1904-01-01T00:00:00Z', /its container says 1904-.*nobody set/],
    ['1970-01-01T00:00:07Z', /its container says 1970-.*nobody set/],
    ['2000-01-01T00:12:00Z', /its container says 2000-.*nobody set/],
    // Where Matroska's clock begins.
    ['2001-01-01T00:00:00Z', /its container says 2001-.*nobody set/],
    ['2026-11-03T00:00:00Z', /its container says 2026-11-03.*in the future/],
    ['9999-12-31T00:00:00Z', /in the future/],
    ['yesterday', /its container says yesterday, which is no time/],
  ])('passes over %s, and says so', (text, doubt) => {
    const { from, doubts } = when({ name: '20260501_061200.mp4', ...inside(text) });
    expect(from).toBe('name');
    expect(doubts).toEqual([expect.stringMatching(doubt)]);
    expect(when(inside(text)).from).toBe('age');
  });

  it('believes local time that was written as UTC just now, which seems to be hours ahead', () => {
    expect(when(inside('2026-11-01T08:00:00Z'))).toMatchObject({ from: 'container', doubts: [] });
  });

  it('passes over names with times that cannot be', () => {
    expect(when({ name: '20990501_061200.mp4' })).toMatchObject({
      from: 'age',
      doubts: [expect.stringMatching(/its name says 2099/)],
    });
    expect(when({ name: '19700101_000003.mp4' })).toMatchObject({
      from: 'age',
      doubts: [expect.stringMatching(/its name says 1970|its name says 1969/)],
    });
    expect(when({ name: '20261301.mp4' })).toMatchObject({ from: 'age', doubts: [] });
  });

  it('takes the time of day from the age where the name tells only the day, and a guess where that is of another', () => {
    expect(when({ name: 'gull-2026-06-01.mp4' })).toMatchObject({
      at: '2026-06-01T00:00:00.000Z',
      from: 'age',
      doubts: [],
    });
    expect(when({ name: 'gull-2026-05-01.mp4' })).toMatchObject({
      ...{ at: '2026-04-30T16:00:00.000Z', from: 'name', doubts: [expect.stringMatching(/no time of day/)] },
    });
  });

  it('has nothing behind the age, and tells what speaks against it', () => {
    expect(when({ writtenAt: 0 })).toMatchObject({ from: 'age', doubts: [expect.stringMatching(/its age says 1970/)] });
    expect(when({ writtenAt: Date.parse('2027-01-01T00:00:00Z') })).toMatchObject({
      from: 'age',
      doubts: [expect.stringMatching(/in the future/)],
    });
  });
});
