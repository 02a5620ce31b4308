import { describe, expect, it } from 'vitest';
import type { Region } from '../../../src/base/domain.ts';
import { Figures } from '../../../src/see/watch/figures.ts';

const SWEEP: Region = { box: { x: 0, y: 0, w: 1, h: 1 }, reason: 'sweep' };
const capture = (dropped: number) => ({ frames: 0, dropped, frozen: 0, restarts: 2 });

describe('Figures', () => {
  it('counts frames and looks, and gives the rate of the last 5 s', () => {
    const figures = new Figures();
    for (let at = 0; at < 10_000; at += 200) figures.frame(at, [SWEEP], 0);
    const read = figures.read(capture(0), 9_800);
    expect(read).toMatchObject({ frames: 50, fps: 5, restarts: 2, looks: { motion: 0, track: 0, sweep: 50 } });
    expect(figures.read(capture(0), 30_000).fps).toBe(0);
  });

  it('tells each lost frame once, whether dropped or not looked at', () => {
    const figures = new Figures();
    expect(figures.frame(0, [], 2)).toBe(2);
    figures.failed();
    expect(figures.frame(200, [], 5)).toBe(4);
    expect(figures.frame(400, [], 5)).toBe(0);
    expect(figures.read(capture(5), 400).dropped).toBe(6);
  });
});
