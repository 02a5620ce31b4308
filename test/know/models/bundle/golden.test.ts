import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { detectionsDiffer, scoresDiffer } from '../../../../src/know/models/bundle/golden.ts';

describe('golden scores', () => {
  it('may be off by a part of the largest, or of 1', () => {
    expect(scoresDiffer([10.1, 0], [10, 0], 0.02)).toBeUndefined();
    expect(scoresDiffer([10.3, 0], [10, 0], 0.02)).toBe('output 0 is 10.3 instead of 10');
    expect(scoresDiffer([0.5, 0.029], [0.5, 0.01], 0.02)).toBeUndefined();
    expect(scoresDiffer([0.5, 0.04], [0.5, 0.01], 0.02)).toMatch(/output 1/);
    expect(scoresDiffer([1], [1, 2], 0.02)).toBe('1 numbers instead of 2');
  });

  it('may not be what is no number', () => {
    expect(scoresDiffer([Number.NaN, 5], [1, 1], 0.02)).toMatch(/output 0 is NaN/);
    expect(scoresDiffer([Number.POSITIVE_INFINITY], [1], 0.02)).toMatch(/Infinity/);
  });

  it('are like themselves', () => {
    const scores = fc.array(fc.float({ noNaN: true, noDefaultInfinity: true }), { minLength: 1 });
    fc.assert(fc.property(scores, (values) => scoresDiffer(values, values, 0.001) === undefined));
  });
});

describe('golden boxes', () => {
  const bird = { box: { x: 0.1, y: 0.1, w: 0.2, h: 0.2 }, kind: 'bird', score: 0.8 } as const;
  const weak = { ...bird, box: { x: 0.6, y: 0.6, w: 0.1, h: 0.1 }, score: 0.2 };

  it('must be there in their place, of their kind, about as sure', () => {
    expect(detectionsDiffer([bird], [bird], 0.02)).toBeUndefined();
    expect(detectionsDiffer([{ ...bird, score: 0.86 }], [bird], 0.02)).toBeUndefined();
    expect(detectionsDiffer([], [bird], 0.02)).toBe('no bird of 0.80 around 0.20, 0.20');
    expect(detectionsDiffer([{ ...bird, kind: 'mammal' }], [bird], 0.02)).toMatch(/^no bird/);
    expect(detectionsDiffer([{ ...bird, score: 0.7 }], [bird], 0.02)).toMatch(/^no bird/);
    expect(detectionsDiffer([{ ...bird, box: { ...bird.box, x: 0.13 } }], [bird], 0.02)).toMatch(/^no bird/);
  });

  it('that are weak may come and go, and others may not be added', () => {
    expect(detectionsDiffer([bird, weak], [bird], 0.02)).toBeUndefined();
    expect(detectionsDiffer([bird], [bird, weak], 0.02)).toBeUndefined();
    expect(detectionsDiffer([bird, { ...weak, score: 0.4 }], [bird], 0.02)).toMatch(/a bird of 0\.40.*not expected/);
  });
});
