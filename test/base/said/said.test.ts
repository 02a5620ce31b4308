import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BOOK, type SaidCode } from '../../../src/base/said/book.ts';
import { saidBeside, say, understood } from '../../../src/base/said/said.ts';
import { type KindName, placesOf, write } from '../../../src/base/said/template.ts';

const CODES = Object.keys(BOOK) as SaidCode[];
const INNER = BOOK['refused-unsigned'];
const inner = { code: 'refused-unsigned', params: {}, text: INNER };

/** What stands in a place of a kind, and what is read back there. */
function sample(kind: KindName, name: string): { readonly given: unknown; readonly told: unknown } {
  const same = (value: unknown) => ({ given: value, told: value });
  switch (kind) {
    case 'n':
      return same(7);
    case 'n1':
      return same(1.5);
    case 'n2':
      return same(2.25);
    case 'percent':
      return same(0.4);
    case 'bytes':
      return same(2.5e9);
    case 'days':
      return same(3);
    case 'time':
      return same('2026-05-03T04:05:06.000Z');
    case 'minute':
      return same('2026-05-03T04:05:00.000Z');
    case 'list':
    case 'cameras':
      return same(['east', 'west']);
    case 'said':
    case 'known':
      return { given: INNER, told: inner };
    case 'sayings':
      return { given: [INNER, INNER], told: [inner, inner] };
    case 'reasons':
      return {
        given: [`${INNER} (2)`, `${INNER} (1)`],
        told: [2, 1].map((times) => ({
          code: 'n-times',
          params: { why: inner, times },
          text: `${INNER} (${times})`,
        })),
      };
    default:
      return same(name);
  }
}

describe('the book of sentences', () => {
  it.each(CODES)('understands what it says itself: %s', (code) => {
    const places = placesOf(BOOK[code]).map(({ name, kind }) => [name, sample(kind, name)] as const);
    const given = Object.fromEntries(places.map(([name, { given }]) => [name, given]));
    const text = write(BOOK[code], given);
    // All that it was given stands in it, and no place is left open.
    expect(text).not.toMatch(/[{}]/);
    const told = Object.fromEntries(places.map(([name, { told }]) => [name, told]));
    expect(understood(text)).toEqual({ code, params: told, text });
  });

  it('says what the box always said, word for word', () => {
    expect(say('disk-full', { free: 4e8, floor: 3e9 })).toBe(
      'The disk is filling up: 400 MB are free, 3.0 GB should be, and no picture or clip is left that could go. Remove other files from the disk, or take a larger one',
    );
    expect(say('room-ends-soon', { left: 0.4, perDay: 8.8e9, budget: 5e10, floor: 3e9 })).toMatch(
      /^Room for pictures and clips is left for less than a day at 8\.8 GB a day \(50\.0 GB at most, 3\.0 GB of the disk/,
    );
    expect(say('room-ends-soon', { left: 1.9, perDay: 1, budget: 1, floor: 1 })).toContain('left for 1 day at 0 MB');
    expect(say('fewer-named', { share: 0.123, before: 0.6 })).toBe(
      '12 % of tracks have a name, where 60 % had one before',
    );
    expect(say('kept-after', { hours: 2, errors: 0 })).toBe('watched for 2.0 h, with 0 errors');
    expect(say('camera-slow', { host: '10.0.0.9', rate: 1.3, asked: 4 })).toMatch(
      /^10\.0\.0\.9 is slow: 1\.3 of 4 frames a second arrive\. /,
    );
  });

  it('understands sentences within sentences, with what was done before them', () => {
    const why = say('camera-refused', { host: '10.0.0.9:554' });
    const failed = `probe rtsp://10.0.0.9:554/stream1: ${why}`;
    expect(understood(`somebody: ${failed}`)).toMatchObject({ code: 'about', params: { what: 'somebody' } });
    expect(understood(`refused: ${failed}`)).toMatchObject({
      code: 'audit-refused',
      params: {
        why: {
          code: 'at-probe',
          params: {
            address: 'rtsp://10.0.0.9:554/stream1',
            why: { code: 'camera-refused', params: { host: '10.0.0.9:554' } },
          },
        },
      },
    });
    expect(understood('take bundle herons-3: it is too slow for this box: nobody knows')).toMatchObject({
      code: 'refusal-what',
      params: { bundle: 'herons-3', why: { code: 'refused-slow' }, what: { code: 'words' } },
    });
  });

  it('tells sentences apart that stand one behind another, and leaves alone what is none of its own', () => {
    const two = ['a-1', 'b-2'].map((bundle) => say('bundle-missing', { bundle, why: 'EACCES: denied' })).join('; ');
    expect(understood(two)).toMatchObject({
      code: 'several',
      params: { all: ['a-1', 'b-2'].map((bundle) => ({ code: 'bundle-missing', params: { bundle } })) },
    });
    expect(understood(`vaapi is odd; ${say('decoder-configured', {})}`)).toMatchObject({
      code: 'several',
      params: { all: [{ code: 'words' }, { code: 'decoder-configured' }] },
    });
    expect(understood('one; two')).toMatchObject({ code: 'words', params: { words: 'one; two' } });
    expect(saidBeside('EACCES')).toEqual({});
    expect(saidBeside(undefined)).toEqual({});
  });

  it('takes any text without harm, and never loses a word of it', () => {
    const pieces = fc.constantFrom(...Object.values(BOOK), '; ', ': ', '\n', '{', '(2), ', 'words');
    const text = fc.oneof(
      fc.string(),
      fc.array(pieces, { maxLength: 4 }).map((parts) => parts.join('')),
    );
    fc.assert(
      fc.property(text, (any) => understood(any).text === any),
      { numRuns: 200 },
    );
  });
});
