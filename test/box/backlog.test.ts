import { expect, it } from 'vitest';
import type { FromWatcher, Track } from '../../src/base/domain.ts';
import { Backlog } from '../../src/box/backlog.ts';
import { weightOf } from '../../src/count/record/fact.ts';
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
  backlog.take({ type: 'failed-look', camera: 'east' });
  expect(backlog.drain()).toEqual([told([aTrack('b', { hits: 9 })]), told([], ['double']), effort(T)]);
  expect(backlog.drain()).toEqual([]);
});

it('lets the oldest go beyond a bound in bytes, with the minutes of lost tracks, and counts what went', () => {
  const minutes = Array.from({ length: 60 }, (_, i) => T - (T % 60_000) + i * 60_000);
  const track = (id: number, path = 100) => {
    const [startAt, endAt] = [minutes[id]! + 1_000, minutes[id]! + 2_000];
    const [sighting] = aTrack('t').path;
    return aTrack(`t${id}`, { startAt, endAt, path: Array.from({ length: path }, () => sighting!) });
  };
  const weight = weightOf({ of: 'track', track: track(0), at: T });
  const backlog = new Backlog(10.5 * weight);
  for (let i = 0; i < 30; i++) {
    backlog.take(told([track(i)]));
    backlog.take(effort(minutes[i]!));
  }
  // One long track weighs as much as many: what is bounded is memory.
  backlog.take(told([track(30, 800)]));
  const kept = backlog.drain();
  const tracks = kept.flatMap((message) => (message.type === 'tracks' ? message.tracks : []));
  expect(tracks.reduce((sum, one) => sum + weightOf({ of: 'track', track: one, at: T }), 0)).toBeLessThan(
    10.5 * weight,
  );
  expect(tracks.map(({ id }) => id)).toContain('t30');
  const first = Math.min(...tracks.map(({ startAt }) => startAt));
  const looked = kept.flatMap((message) => (message.type === 'effort' ? [message.part.minute] : []));
  expect(looked.length).toBeGreaterThan(0);
  expect(Math.min(...looked)).toBeGreaterThanOrEqual(first - (first % 60_000));
  expect(backlog.lost).toBe(61 - kept.length);
});
