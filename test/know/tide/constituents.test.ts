import { createTidePredictor } from '@neaps/tide-predictor';
import { describe, expect, it } from 'vitest';
import { CONSTITUENTS, predicted } from '../../../src/know/tide/constituents.ts';
import { Tide } from '../../../src/know/tide/tide.ts';

const HALF_YEAR = { from: Date.parse('2026-01-01T00:00:00Z'), to: Date.parse('2026-07-01T00:00:00Z') };
const RADIANS = Math.PI / 180;

/** Such as an estuary has, phases made up. */
const ESTUARY = [
  { name: 'M2', amplitude: 1.2, phase: 110 },
  { name: 'S2', amplitude: 0.5, phase: 150 },
  { name: 'N2', amplitude: 0.2, phase: 90 },
  { name: 'K1', amplitude: 0.25, phase: 200 },
  { name: 'O1', amplitude: 0.15, phase: 170 },
];

/**
 * The equilibrium argument V + u in degrees and the node factor f of five waves, by the mean longitudes and the short formulas
 * that textbooks give (Schureman 1940, Special Publication 98, tables 1 and 2; Pugh 1987, table 4.3).
 */
function waveAt(name: string, at: number): { argument: number; factor: number } {
  const days = (at - Date.UTC(1900, 0, 1)) / 86_400_000;
  const sun = 15 * ((at / 3_600_000) % 24);
  const [moon, year, perigee] = [
    277.0256 + 13.1763965 * days,
    280.1895 + 0.98564734 * days,
    334.3837 + 0.11140353 * days,
  ];
  const node = (259.1568 - 0.05295377 * days) * RADIANS;
  const lunar = { u: -2.14 * Math.sin(node), factor: 1 - 0.037 * Math.cos(node) };
  const waves: Record<string, { v: number; u: number; factor: number }> = {
    M2: { v: 2 * (sun - moon + year), ...lunar },
    N2: { v: 2 * sun - 3 * moon + 2 * year + perigee, ...lunar },
    S2: { v: 2 * sun, u: 0, factor: 1 },
    K1: { v: sun + year + 90, u: -8.86 * Math.sin(node), factor: 1.006 + 0.115 * Math.cos(node) },
    O1: { v: sun - 2 * moon + year - 90, u: 10.8 * Math.sin(node), factor: 1.0089 + 0.1871 * Math.cos(node) },
  };
  const { v, u, factor } = waves[name]!;
  return { argument: v + u, factor };
}

const byHand = (waves: typeof ESTUARY, mean: number, at: number) =>
  waves.reduce((sum, { name, amplitude, phase }) => {
    const { argument, factor } = waveAt(name, at);
    return sum + amplitude * factor * Math.cos((argument - phase) * RADIANS);
  }, mean);

describe('a tide predicted from harmonic constants', () => {
  it('is the sum of its waves, to 1 % of the range in half a year', () => {
    const heights = predicted(ESTUARY, 2.1, HALF_YEAR);
    expect(heights).toHaveLength(181 * 144 + 1);
    const worst = Math.max(...heights.map(({ at, height }) => Math.abs(height - byHand(ESTUARY, 2.1, at))));
    expect(worst).toBeLessThan(0.01);
  });

  it.each(ESTUARY)('has $name where it is to be', (wave) => {
    const heights = predicted([wave], 0, HALF_YEAR);
    const worst = Math.max(...heights.map(({ at, height }) => Math.abs(height - byHand([wave], 0, at))));
    expect(worst / wave.amplitude).toBeLessThan(wave.name === 'S2' ? 1e-6 : 0.025);
  });

  it('has the high waters that the predictor finds itself, to the minute', () => {
    const { highWaters } = new Tide(predicted(ESTUARY, 2.1, HALF_YEAR));
    const span = { start: new Date(HALF_YEAR.from), end: new Date(HALF_YEAR.to) };
    const found = createTidePredictor(ESTUARY, { offset: 2.1 })
      .getExtremesPrediction(span)
      .filter(({ high }) => high);
    expect(highWaters.length).toBe(found.length);
    for (const [index, { at, height }] of highWaters.entries()) {
      expect(Math.abs(at - found[index]!.time.getTime())).toBeLessThan(60_000);
      expect(height).toBeCloseTo(found[index]!.level, 3);
    }
  });

  it('knows the waves of tables by name', () => {
    for (const name of ['M2', 'S2', 'N2', 'K2', 'K1', 'O1', 'P1', 'Q1', 'M4', 'MS4', 'M6', 'SA', 'SSA'])
      expect(CONSTITUENTS).toContain(name);
  });
});
