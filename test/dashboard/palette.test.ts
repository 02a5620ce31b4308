import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ROOT } from '../../src/base/package.ts';

type Triple = readonly [number, number, number];

/** What the eyes of people see who lack one kind of cones (Machado, Oliveira and Fernandes 2009, severity 1), on linear RGB. */
const EYES: Readonly<Record<string, readonly [Triple, Triple, Triple]>> = {
  'all cones': [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  'no long ones': [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  'no middle ones': [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  'no short ones': [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
};
/** Two colours that differ by so much in CIE Lab are told apart side by side at a glance; 2 is just seen. */
const APART = 10;

function linear(hex: string): Triple {
  const full = hex.length === 4 ? hex.replace(/[^#]/g, '$&$&') : hex;
  return [1, 3, 5]
    .map((at) => Number.parseInt(full.slice(at, at + 2), 16) / 255)
    .map((value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4)) as unknown as Triple;
}

const times = (rows: readonly [Triple, Triple, Triple], of: Triple): Triple =>
  rows.map((row) => Math.min(1, Math.max(0, row[0] * of[0] + row[1] * of[1] + row[2] * of[2]))) as unknown as Triple;

function lab(rgb: Triple): Triple {
  const white: Triple = [0.95047, 1, 1.08883];
  const xyz = [
    [0.4124, 0.3576, 0.1805],
    [0.2126, 0.7152, 0.0722],
    [0.0193, 0.1192, 0.9505],
  ].map((row, n) => (row[0]! * rgb[0] + row[1]! * rgb[1] + row[2]! * rgb[2]) / white[n]!);
  const [x, y, z] = xyz.map((t) => (t > 0.008856 ? Math.cbrt(t) : 7.787 * t + 16 / 116)) as unknown as Triple;
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
}

const luminance = ([r, g, b]: Triple) => 0.2126 * r + 0.7152 * g + 0.0722 * b;

/** Colours of a theme by their names. */
function coloursOf(theme: 'light' | 'dark'): ReadonlyMap<string, string> {
  const css = readFileSync(join(ROOT, 'dashboard/src/style/base.css'), 'utf8');
  const start = theme === 'light' ? css.indexOf(':root {') : css.indexOf(':root[data-theme="dark"] {');
  const block = css.slice(start, css.indexOf('}', start));
  return new Map([...block.matchAll(/--([\w-]+): (#\w+);/g)].map(([, name, value]) => [name!, value!]));
}

describe.each(['light', 'dark'] as const)('the colours of charts and tracks: %s', (theme) => {
  const colours = coloursOf(theme);
  const series = [1, 2, 3, 4, 5].map((n) => linear(colours.get(`series-${n}`)!));

  it.each(Object.entries(EYES))('are told apart by eyes with %s', (_, eyes) => {
    const seen = series.map((one) => lab(times(eyes, one)));
    const near = seen.flatMap((a, i) =>
      seen.slice(i + 1).flatMap((b, k) => {
        const apart = Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]);
        return apart < APART ? [`${i + 1} and ${i + k + 2}: ${apart.toFixed(1)}`] : [];
      }),
    );
    expect(near).toEqual([]);
  });

  it.each(['page', 'sheet'])('are seen on a %s: 3:1 or more', (ground) => {
    const below = luminance(linear(colours.get(ground)!));
    for (const [n, one] of series.entries()) {
      const [dark, light] = [luminance(one), below].sort((a, b) => a - b) as [number, number];
      expect((light + 0.05) / (dark + 0.05), `series ${n + 1}`).toBeGreaterThanOrEqual(3);
    }
  });
});
