import { expect, it } from 'vitest';
import type { FromWatcher, Track } from '../../src/base/domain.ts';
import { Backlog } from '../../src/box/backlog.ts';
import { aTrack, T } from '../count/store/values.ts';

const told = (tracks: readonly Track[], withdrawn: readonly string[] = []): FromWatcher => {
  return { type: 'tracks', camera: 'east', at: T, tracks, withdrawn };
};
const effort = (minute: number): FromWatcher => {
  return { type: 'effort', part: { camera: 'east', minute, frames: 300, dropped: 0, watchedSeconds: 60 } };
};

it('holds the newest state of each track, the doubles too, and gives them before what refers to them', () => {
  const backlog = new Backlog();
  backlog.take(effort(T));
  backlog.take(told([aTrack('b', { hits: 1 }), aTrack('double')]));
  backlog.take(told([aTrack('b', { hits: 9 })], ['double']));
  backlog.take({ type: 'latency', camera: 'east', seconds: 1 });
  expect(backlog.drain()).toEqual([told([aTrack('b', { hits: 9 })]), told([], ['double']), effort(T)]);
  expect(backlog.drain()).toEqual([]);
});

it('lets the oldest go where there is too much, and counts what went', () => {
  const backlog = new Backlog();
  for (let i = 0; i < 5_003; i++) {
    backlog.take(told([aTrack(`t${i}`, { startAt: T + i, endAt: T + i })]));
    backlog.take(effort(i * 60_000));
  }
  expect(backlog.lost).toBe(6);
  const all = backlog.drain();
  expect(all).toHaveLength(10_000);
  expect(all[0]).toMatchObject({ tracks: [{ id: 't3' }] });
});
