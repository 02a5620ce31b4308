import { describe, expect, it } from 'vitest';
import { Checkpoints } from '../../../src/see/watch/checkpoints.ts';

const ids = (tracks: readonly { id: string }[]) => tracks.map((track) => track.id);

describe('Checkpoints', () => {
  it('tells of a new track at once, and of one that came again', () => {
    const checkpoints = new Checkpoints();
    const a = { id: 'a', startAt: 0 };
    expect(ids(checkpoints.due(0, [a]))).toEqual(['a']);
    expect(ids(checkpoints.due(200, [a, { id: 'b', startAt: 200 }]))).toEqual(['b']);
    checkpoints.due(400, []);
    expect(ids(checkpoints.due(600, [a]))).toEqual(['a']);
  });

  it('never lets 5 s pass, and writes young tracks oftener than old ones', () => {
    const checkpoints = new Checkpoints();
    const track = { id: 'a', startAt: 0 };
    const times: number[] = [];
    for (let at = 0; at <= 60_000; at += 200) if (checkpoints.due(at, [track]).length > 0) times.push(at);
    const gaps = times.slice(1).map((at, i) => at - times[i]!);
    expect(Math.max(...gaps)).toBeLessThan(5_000);
    expect(times.filter((at) => at < 10_000).length).toBeGreaterThan(8);
    expect(times.filter((at) => at >= 20_000).length).toBeLessThan(12);
  });
});
