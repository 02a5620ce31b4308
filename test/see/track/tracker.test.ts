import { describe, expect, it } from 'vitest';
import type { Box, Detection } from '../../../src/base/domain.ts';
import { at, random, run, shaken, still, stirring, times, tracker, WHOLE } from './world.ts';

/** A flight on a straight line: left edge to right in `seconds`. */
const flight = (time: number, seconds: number, y = 0.4) => at(-0.02 + (1.04 * time) / 1000 / seconds, y);

describe('Tracker', () => {
  it('follows a bird that crosses in two seconds as one track, though its boxes never overlap', () => {
    const { tracks } = run(
      tracker(),
      times(11).map((t) => ({ at: t, detections: [flight(t, 2)] })),
    );
    expect(tracks).toHaveLength(1);
    expect(tracks[0]).toMatchObject({ id: 't1', kind: 'bird', hits: 11, looks: 11, moved: true, ended: 'shutdown' });
  });

  it('confirms no detection that comes once', () => {
    const subject = tracker();
    const frames = times(30).map((t) => ({ at: t, detections: t === 1000 ? [at(0.5, 0.5, 0.04, 0.06, 0.95)] : [] }));
    const { tracks, frames: live } = run(subject, frames);
    expect(tracks).toEqual([]);
    expect(live.flat().some((track) => track.confirmed)).toBe(false);
  });

  it('does not link false detections at random places', () => {
    const next = random(5);
    const frames = times(300).map((t) => ({
      at: t,
      detections: next() < 0.15 ? [at(next(), next(), 0.02 + 0.1 * next(), 0.02 + 0.1 * next(), 0.5)] : [],
    }));
    expect(run(tracker(), frames).tracks.length).toBeLessThanOrEqual(1);
  });

  it('survives two seconds behind reeds in flight, and knows the velocity after', () => {
    const frames = times(25).map((t) => ({
      at: t,
      detections: t > 1200 && t < 3400 ? [] : [flight(t, 5)],
    }));
    const { tracks, frames: live } = run(tracker(), frames);
    expect(tracks).toHaveLength(1);
    expect(live.at(-1)![0]!.velocity.x).toBeCloseTo(1.04 / 5, 2);
  });

  it('learns the velocity of a slow flight, which could be taken for standing, well enough to bridge two seconds', () => {
    for (let seed = 1; seed <= 100; seed++) {
      const next = random(seed);
      const frames = times(35).map((t) => ({
        at: t,
        detections: t > 1300 && t < 3300 ? [] : [shaken(at(t / 7400, 0.3 + t / 74_000), next)],
      }));
      expect(run(tracker(), frames).tracks).toHaveLength(1);
    }
  });

  it('survives two seconds behind reeds for one that stops there', () => {
    const x = (t: number) => 0.3 + 0.1 * Math.min(t / 1000, 2);
    const frames = times(40).map((t) => ({ at: t, detections: t > 1600 && t < 3800 ? [] : [at(x(t), 0.5)] }));
    expect(run(tracker(), frames).tracks).toHaveLength(1);
  });

  it('keeps a bird that takes off and one that lands', () => {
    const x = (t: number) => (t < 4000 ? 0.2 : Math.min(0.8, 0.2 + 0.0003 * (t - 4000)));
    const frames = times(60).map((t) => ({ at: t, detections: [at(x(t), 0.5)] }));
    expect(run(tracker(), frames).tracks).toHaveLength(1);
  });

  it('carries a confirmed track on low scores, and starts none on them', () => {
    const weak = times(20).map((t) => ({ at: t, detections: [at(0.5, 0.5, 0.04, 0.06, t < 800 ? 0.6 : 0.2)] }));
    expect(run(tracker(), weak).tracks).toMatchObject([{ hits: 20 }]);
    const never = times(20).map((t) => ({ at: t, detections: [at(0.5, 0.5, 0.04, 0.06, 0.4)] }));
    expect(run(tracker(), never).tracks).toEqual([]);
  });

  it('does not miss a heron where the detector did not look', () => {
    const corner: Box = { x: 0.8, y: 0.8, w: 0.2, h: 0.2 };
    const frames = times(200).map((t) => {
      const sweep = t % 4000 === 0;
      return { at: t, detections: sweep ? [at(0.3, 0.5, 0.08, 0.2)] : [], looked: sweep ? [WHOLE] : [corner] };
    });
    const { tracks } = run(tracker(), frames, still);
    expect(tracks).toMatchObject([{ hits: 10, looks: 10, moved: false }]);
  });

  it('loses what it looks for in vain after 2.5 s, and what flew out of the frame sooner', () => {
    const standing = times(40).map((t) => ({ at: t, detections: t <= 1000 ? [at(0.5, 0.5)] : [] }));
    const subject = tracker();
    const endOf = (live: readonly (readonly unknown[])[]) => live.findIndex((l, i) => i > 5 && l.length === 0) * 200;
    const vanished = run(subject, standing, stirring);
    expect(vanished.ended).toMatchObject([{ ended: 'lost', endAt: 1000 }]);
    expect(endOf(vanished.frames)).toBeGreaterThan(3400);
    expect(endOf(vanished.frames)).toBeLessThan(4400);
    const left = run(
      tracker(),
      times(40).map((t) => ({ at: t, detections: t <= 2000 ? [flight(t, 2)] : [] })),
    );
    expect(endOf(left.frames)).toBeLessThanOrEqual(2800);
  });

  it('waits longer for one that stood where nothing moved since', () => {
    const frames = times(60).map((t) => ({ at: t, detections: t <= 2000 || t >= 8000 ? [at(0.5, 0.5)] : [] }));
    expect(run(tracker(), frames, still).tracks).toHaveLength(1);
    expect(run(tracker(), frames, stirring).tracks).toHaveLength(2);
  });

  it('ends a track that nobody looks for after three sweeps', () => {
    const corner: Box = { x: 0.8, y: 0.8, w: 0.2, h: 0.2 };
    const frames = times(100).map((t) => ({
      at: t,
      detections: t <= 1000 ? [at(0.3, 0.5)] : [],
      looked: t <= 1000 ? [WHOLE] : [corner],
    }));
    const { ended, frames: live } = run(tracker(), frames, still);
    expect(ended).toHaveLength(1);
    expect(live.findIndex((l, i) => i > 5 && l.length === 0) * 200).toBe(13_200);
  });

  it('takes nothing seen after a long pause for what was seen before', () => {
    const subject = tracker();
    const before = times(5).map((t) => ({ at: t, detections: [at(0.5, 0.5)] }));
    const after = times(5).map((t) => ({ at: t + 60_000, detections: [at(0.5, 0.5)] }));
    expect(run(subject, [...before, ...after]).tracks.map((t) => t.id)).toEqual(['t1', 't2']);
  });

  it('calls a track by the kind with the highest summed score', () => {
    const frames = times(12).map((t, i) => ({
      at: t,
      detections: [at(0.5, 0.5, 0.04, 0.06, 0.6, i % 3 === 0 ? 'mammal' : 'bird')],
    }));
    expect(run(tracker(), frames).tracks).toMatchObject([{ kind: 'bird', hits: 12 }]);
  });

  it('counts an animal once that is boxed twice', () => {
    const next = random(3);
    const frames = times(40).map((t) => {
      const whole = at(0.3 + t / 40_000, 0.5, 0.1, 0.3, 0.8);
      const head = { ...whole, box: { x: whole.box.x + 0.02, y: whole.box.y + 0.01, w: 0.04, h: 0.08 }, score: 0.6 };
      const misread: Detection = { ...whole, kind: 'mammal', score: 0.5 };
      return { at: t, detections: [whole, head, misread].filter(() => next() < 0.9).map((d) => shaken(d, next, 0.03)) };
    });
    const { tracks, withdrawn } = run(tracker(), frames);
    expect(tracks.filter((t) => !withdrawn.includes(t.id))).toHaveLength(1);
  });

  it('keeps two animals that only meet', () => {
    const frames = times(60).map((t) => ({
      at: t,
      detections: [at(0.2 + t / 20_000, 0.5, 0.06, 0.1), at(0.8 - t / 20_000, 0.52, 0.06, 0.1)],
    }));
    const { tracks, withdrawn } = run(tracker(), frames);
    expect(withdrawn).toEqual([]);
    expect(tracks.map((t) => t.hits)).toEqual([60, 60]);
  });

  it('follows thirty birds that hop about, half of them weak in each frame, as about thirty', () => {
    const next = random(11);
    const birds = Array.from({ length: 30 }, () => ({ x: 0.1 + 0.8 * next(), y: 0.2 + 0.6 * next() }));
    const frames = times(60).map((t) => ({
      at: t,
      detections: birds.flatMap((bird) => {
        if (next() < 0.03) bird.x = Math.min(0.95, Math.max(0.05, bird.x + 0.04 * (next() - 0.5)));
        return next() < 0.85 ? [shaken(at(bird.x, bird.y, 0.025, 0.04, 0.1 + 0.8 * next()), next)] : [];
      }),
    }));
    const { tracks } = run(tracker(), frames);
    expect(tracks.length).toBeGreaterThanOrEqual(27);
    expect(tracks.length).toBeLessThanOrEqual(33);
  });

  it('keeps a heron that the detector finds in two of five looks, in five minutes of looking when due', () => {
    const next = random(2);
    const subject = tracker();
    let ended = 0;
    for (const t of times(1500)) {
      const look = t % 4000 === 0 || subject.due(t).length > 0;
      const found = look && next() < 0.4 ? [shaken(at(0.3, 0.5, 0.06, 0.2, 0.2 + 0.5 * next()), next)] : [];
      ended += subject.update(t, found, look ? [WHOLE] : [], still).ended.length;
    }
    expect(ended).toBe(0);
    const [heron] = subject.snapshot();
    expect(heron!.hits / heron!.looks).toBeGreaterThan(0.3);
    expect(heron!.hits / heron!.looks).toBeLessThan(0.5);
    expect(heron!.moved).toBe(false);
  });

  it('refuses a frame that is not later than the one before', () => {
    const subject = tracker();
    subject.update(1000, [], [WHOLE], still);
    expect(() => subject.update(1000, [], [WHOLE], still)).toThrow('track east: frame at 1000 is not later');
  });

  it('passes over boxes that are none', () => {
    const bad = [at(Number.NaN, 0.5), at(0.5, 0.5, 0, 0.1), at(0.5, 0.5, 0.1, 0.1, Number.NaN)];
    const { tracks } = run(
      tracker(),
      times(5).map((t) => ({ at: t, detections: bad })),
    );
    expect(tracks).toEqual([]);
  });

  it('gives confirmed tracks at a checkpoint, and ends them with the cause given', () => {
    const subject = tracker();
    for (const t of times(4)) subject.update(t, [at(0.5, 0.5), ...(t === 600 ? [at(0.9, 0.9)] : [])], [WHOLE], still);
    expect(subject.snapshot()).toMatchObject([{ id: 't1', hits: 4, endAt: 600 }]);
    expect(subject.snapshot()[0]!.ended).toBeUndefined();
    expect(subject.end('camera-down')).toMatchObject([{ id: 't1', ended: 'camera-down' }]);
    expect(subject.snapshot()).toEqual([]);
  });

  it('follows single photographs when told that one sighting confirms', () => {
    const { tracks } = run(tracker({ confirmHits: 1 }), [{ at: 0, detections: [at(0.5, 0.5)] }]);
    expect(tracks).toMatchObject([{ hits: 1 }]);
  });
});

describe('Tracker.due', () => {
  it('asks for a new or moving animal in every frame, and ever less for one that stands', () => {
    const subject = tracker();
    const asked: number[] = [];
    for (const t of times(150)) {
      const look = t === 0 || subject.due(t).length > 0;
      if (look) asked.push(t);
      subject.update(t, look ? [at(0.4, 0.4)] : [], look ? [WHOLE] : [], still);
    }
    expect(asked.slice(0, 3)).toEqual([0, 200, 600]);
    const gaps = asked.slice(1).map((t, i) => t - asked[i]!);
    expect(Math.max(...gaps)).toBe(2000);
    expect(gaps.slice(-5)).toEqual([2000, 2000, 2000, 2000, 2000]);
  });

  it('asks where the flight leads', () => {
    const subject = tracker();
    for (const t of times(6)) subject.update(t, [flight(t, 4)], [WHOLE], stirring);
    const [box] = subject.due(1400);
    expect(box!.x + box!.w / 2).toBeCloseTo(-0.02 + (1.04 * 1.4) / 4, 2);
  });
});
