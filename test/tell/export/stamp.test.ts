import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { boxInCrop } from '../../../src/tell/export/crop-box.ts';
import { stamp } from '../../../src/tell/export/stamp.ts';

describe('times of exports', () => {
  it('tell the two half past twos apart when Berlin puts its clocks back, and leave none when it puts them on', () => {
    const at = (text: string) => stamp(Date.parse(text), 'Europe/Berlin');
    expect(at('2025-10-26T00:30:00Z')).toBe('2025-10-26T02:30:00+02:00');
    expect(at('2025-10-26T01:30:00Z')).toBe('2025-10-26T02:30:00+01:00');
    expect(at('2026-03-29T00:59:59.999Z')).toBe('2026-03-29T01:59:59+01:00');
    expect(at('2026-03-29T01:00:00Z')).toBe('2026-03-29T03:00:00+02:00');
  });

  it('read back as the same second', () => {
    fc.assert(
      fc.property(
        fc.date({ min: new Date('2020-01-01'), max: new Date('2040-01-01'), noInvalidDate: true }),
        (date) => {
          const read = Date.parse(stamp(date.getTime(), 'Australia/Lord_Howe'));
          expect(read).toBe(Math.floor(date.getTime() / 1000) * 1000);
        },
      ),
    );
  });
});

describe('boxes in crops', () => {
  const crop = {
    id: 'm',
    camera: 'east',
    type: 'crop',
    at: 0,
    file: 'f',
    sha256: '',
    bytes: 1,
    blurred: false,
  } as const;
  it('are fractions of the crop, cut at its edges', () => {
    const region = { x: 0.2, y: 0.2, w: 0.4, h: 0.2 };
    expect(boxInCrop({ ...crop, region, box: { x: 0.3, y: 0.25, w: 0.1, h: 0.1 } })).toEqual({
      x: 0.25,
      y: 0.25,
      w: 0.25,
      h: 0.5,
    });
    expect(boxInCrop({ ...crop, region, box: { x: 0, y: 0, w: 1, h: 1 } })).toEqual({ x: 0, y: 0, w: 1, h: 1 });
    expect(boxInCrop({ ...crop, region, box: { x: 0.7, y: 0.7, w: 0.1, h: 0.1 } })).toBeUndefined();
    expect(boxInCrop(crop)).toBeUndefined();
  });

  it('lie within the picture, also as a reader adds them up', () => {
    const part = fc.double({ min: 0, max: 1, noNaN: true });
    const box = fc.record({ x: part, y: part, w: part, h: part });
    fc.assert(
      fc.property(box, box, (region, animal) => {
        const found = boxInCrop({ ...crop, region, box: animal });
        if (!found) return;
        const { x, y, w, h } = found;
        for (const edge of [x, y, x + w, y + h]) expect(edge >= 0 && edge <= 1).toBe(true);
        expect(w > 0 && h > 0).toBe(true);
      }),
      { numRuns: 2_000 },
    );
  });
});
