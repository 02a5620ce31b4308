import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type MapPlace, runs, stationMap } from '../../../src/tell/report/map.ts';
import { degrees, extentOf, metresOfDegree, roundLength, ticks } from '../../../src/tell/report/projection.ts';

const place = (number: number, latitude: number, longitude: number, wide = 0): MapPlace => {
  return { number, latitude, longitude, degrees: wide };
};
const circles = (svg: string) =>
  [...svg.matchAll(/<circle cx="([\d.-]+)" cy="([\d.-]+)"/g)].map(([, x, y]) => [Number(x), Number(y)] as const);
/** Length of the scale bar in pixels, and what it says, in metres. */
function scale(svg: string) {
  const [, from, to] = /class="scale" d="M([\d.]+) [\d.]+V[\d.]+H([\d.]+)V/.exec(svg)!;
  const [, count, unit] = />([\d.]+) (k?m)<\/text>/.exec(svg)!;
  return { pixels: Number(to) - Number(from), metres: Number(count) * (unit === 'km' ? 1000 : 1) };
}

describe('the map of stations', () => {
  it('has places where they are by its scale, north up', () => {
    const [south, north, east] = [place(1, 31.5, 121.9), place(2, 31.52, 121.9), place(3, 31.5, 121.93)];
    const svg = stationMap([south, north, east]);
    const [a, b, c] = circles(svg);
    const { pixels, metres } = scale(svg);
    const perPixel = metres / pixels;
    expect(b![1]).toBeLessThan(a![1]);
    expect(c![0]).toBeGreaterThan(a![0]);
    // 0.02 degree to the north are 2,218 m at this latitude (WGS 84), 0.03 degree to the east 2,849 m.
    expect((a![1] - b![1]) * perPixel).toBeCloseTo(2218, -2);
    expect((c![0] - a![0]) * perPixel).toBeCloseTo(2849, -2);
  });

  it('draws a place of which only a square is told as that square, without a point', () => {
    const svg = stationMap([place(1, 31.5, 121.9, 0.1), place(2, 31.5, 121.9, 0.1), place(3, 31.53, 121.92)]);
    expect(circles(svg)).toHaveLength(1);
    const [, width, height] = /class="wide"[^>]* width="([\d.]+)" height="([\d.]+)"/.exec(svg)!;
    const { north, east } = metresOfDegree(31.5);
    expect(Number(width) / Number(height)).toBeCloseTo(east / north, 1);
    expect(svg.match(/class="wide"/g)).toHaveLength(1);
    expect(svg).toContain('>1, 2</text>');
  });

  it('needs neither network nor words, and is whole for any places', () => {
    const places = fc.array(
      fc.record({
        latitude: fc.double({ min: -89, max: 89, noNaN: true }),
        longitude: fc.double({ min: -180, max: 180, noNaN: true }),
        degrees: fc.constantFrom(0, 0.1),
      }),
      { minLength: 1, maxLength: 15 },
    );
    fc.assert(
      fc.property(places, (all) => {
        const svg = stationMap(all.map((one, index) => ({ ...one, number: index + 1 })));
        expect(svg).not.toMatch(/NaN|Infinity|undefined|href|url\(/);
        expect(svg.replaceAll(/<[^>]*>/g, '')).toMatch(/^[\d\s.,–°NSEWkm]*$/);
      }),
      { numRuns: 60 },
    );
  });

  it('is not torn apart by the date line', () => {
    const svg = stationMap([place(1, -17, 179.99), place(2, -17, -179.99)]);
    const { pixels, metres } = scale(svg);
    const [a, b] = circles(svg);
    expect(((b![0] - a![0]) * metres) / pixels).toBeCloseTo(2130, -2);
    expect(svg).toMatch(/180°[EW]/);
  });

  it('shows a place alone with some hundred metres around it', () => {
    const { metres } = scale(stationMap([place(1, 31.5, 121.9)]));
    expect(metres).toBe(100);
  });
});

describe('what maps are drawn with', () => {
  it('are degrees of the right length', () => {
    // Published values of WGS 84: 110,574 and 111,320 m at the equator, 111,132 and 78,847 m at 45 degrees.
    expect(metresOfDegree(0).north).toBeCloseTo(110_574, -1);
    expect(metresOfDegree(0).east).toBeCloseTo(111_320, -1);
    expect(metresOfDegree(45).north).toBeCloseTo(111_132, -1);
    expect(metresOfDegree(45).east).toBeCloseTo(78_847, -1);
  });

  it('are round lengths and ticks', () => {
    expect([1, 1.9, 2, 4.99, 0.07, 320, 9999].map(roundLength)).toEqual([1, 1, 2, 2, 0.05, 200, 5000]);
    expect(ticks(121.82, 122.01)).toEqual([121.85, 121.9, 121.95, 122]);
    expect(ticks(-0.2, 0.2)).toEqual([-0.2, -0.1, 0, 0.1, 0.2]);
  });

  it('are an extent that holds everything, in the shape of the drawing', () => {
    const extent = extentOf([{ latitude: 31.5, longitude: 121.9, degrees: 0.1 }], 1.6, 400);
    expect(extent.west).toBeLessThan(121.85);
    expect(extent.north).toBeGreaterThan(31.55);
    const { north, east } = metresOfDegree(31.5);
    expect(((extent.east - extent.west) * east) / ((extent.north - extent.south) * north)).toBeCloseTo(1.6, 2);
  });

  it('are numbers in runs, and degrees with their side', () => {
    expect(runs([4, 1, 2, 3, 9, 7, 8])).toBe('1–4, 7–9');
    expect(runs([2, 1])).toBe('1, 2');
    expect([degrees(121.9, 'E', 'W'), degrees(-0.5, 'N', 'S'), degrees(0, 'N', 'S')]).toEqual([
      '121.9°E',
      '0.5°S',
      '0°N',
    ]);
  });
});
