import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Box } from '../../../src/base/domain.ts';
import { iou } from '../../../src/base/geometry.ts';
import { PlaceGrid } from '../../../src/count/visit/place-grid.ts';
import { Repeats } from '../../../src/count/visit/repeats.ts';
import { HOUR, MINUTE, track } from './tracks.ts';

const stone = (id: string, startAt: number, endAt = startAt + MINUTE) => track(id, startAt, endAt, { moved: false });

describe('Repeats', () => {
  it('takes one or two unmoving tracks for animals, and the third for a fixture', () => {
    const repeats = new Repeats({ clock: (at) => `${at / HOUR}h` });
    repeats.learn(stone('a', 0));
    repeats.learn(stone('b', 5 * HOUR));
    expect(repeats.judge(['a', 'b'])).toEqual({ setAside: false });
    expect(repeats.learn(stone('c', 9 * HOUR))).toEqual(['a', 'b', 'c']);
    const reason = 'same box seen at least 3 times since 0h and nothing ever moved there';
    expect(repeats.judge(['a'])).toEqual({ setAside: true, reason });
    expect(repeats.judge(['c', 'b'])).toEqual({ setAside: true, reason });
  });

  it('needs the three within one day', () => {
    const repeats = new Repeats();
    for (const [i, hours] of [0, 20, 40].entries()) repeats.learn(stone(`${i}`, hours * HOUR));
    expect(repeats.judge(['1'])).toEqual({ setAside: false });
    repeats.learn(stone('3', 43 * HOUR));
    expect(repeats.judge(['1']).setAside).toBe(true);
    expect(repeats.judge(['0']).setAside).toBe(false);
  });

  it('counts a visit with one track that moved, is elsewhere, or is unknown', () => {
    const repeats = new Repeats();
    for (const id of ['a', 'b', 'c']) repeats.learn(stone(id, id.charCodeAt(0) * HOUR));
    repeats.learn(track('bird', 200 * HOUR, 201 * HOUR));
    const elsewhere = { x: 0.8, y: 0.1, w: 0.1, h: 0.1 };
    repeats.learn(track('else', 98 * HOUR, 98 * HOUR + MINUTE, { moved: false, box: elsewhere }));
    expect(repeats.judge(['a', 'b', 'c']).setAside).toBe(true);
    expect(repeats.judge(['a', 'bird']).setAside).toBe(false);
    expect(repeats.judge(['a', 'else']).setAside).toBe(false);
    expect(repeats.judge(['a', 'never learnt']).setAside).toBe(false);
    expect(repeats.judge([]).setAside).toBe(false);
  });

  it('counts a heron that walked in, stood, and was lost and found again and again', () => {
    const repeats = new Repeats();
    repeats.learn(track('walks', 0, 10 * MINUTE));
    for (let i = 1; i <= 5; i++) repeats.learn(stone(`${i}`, (12 + 15 * i - 15) * MINUTE, (20 + 15 * i - 15) * MINUTE));
    expect(repeats.judge(['1', '2', '3', '4', '5'])).toEqual({ setAside: false });
  });

  it('sets aside one track that lasts for hours and is seldom found, and counts one that is found', () => {
    const repeats = new Repeats();
    const flickers = { ...stone('a', 0, 3 * HOUR), hits: 400, looks: 2000 };
    repeats.learn(flickers);
    expect(repeats.judge(['a'])).toEqual({
      setAside: true,
      reason: 'same box for 3 h, found in only 20% of the looks, and nothing ever moved there',
    });
    repeats.learn({ ...flickers, hits: 1800 });
    expect(repeats.judge(['a']).setAside).toBe(false);
  });

  it('goes on from its state, through JSON', () => {
    const before = new Repeats();
    before.learn(stone('a', 0));
    before.learn(stone('b', HOUR));
    const after = new Repeats();
    after.restore(JSON.parse(JSON.stringify(before.state())));
    after.learn(stone('c', 2 * HOUR));
    expect(after.judge(['a']).setAside).toBe(true);
    after.forgetBefore(HOUR);
    expect(after.state().map((mark) => mark.id)).toEqual(['b', 'c']);
    after.forget('b');
    expect(after.judge(['c']).setAside).toBe(false);
  });

  it('judges after each change as one that learns everything anew, and names whomever that changed', () => {
    const step = fc.record({
      id: fc.integer({ min: 0, max: 9 }),
      hour: fc.integer({ min: 0, max: 60 }),
      minutes: fc.integer({ min: 1, max: 200 }),
      // Places that overlap by a little more and a little less than one place does.
      x: fc.integer({ min: 0, max: 5 }).map((n) => 0.4 + n * 0.013),
      moved: fc.boolean(),
      gone: fc.integer({ min: 0, max: 9 }).map((n) => n === 0),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        const repeats = new Repeats();
        const ids = Array.from({ length: 10 }, (_, n) => `t${n}`);
        for (const { id, hour, minutes, x, moved, gone } of steps) {
          const before = ids.map((one) => repeats.judge([one]));
          const box = { x, y: 0.4, w: 0.1, h: 0.1 };
          const one = track(`t${id}`, hour * HOUR, hour * HOUR + minutes * MINUTE, { moved: moved && id < 3, box });
          const told = gone ? repeats.forget(one.id) : repeats.learn(one);
          const anew = new Repeats();
          anew.restore(repeats.state());
          for (const [n, other] of ids.entries()) {
            expect(repeats.judge([other])).toEqual(anew.judge([other]));
            if (!told.includes(other)) expect(repeats.judge([other])).toEqual(before[n]);
          }
        }
      }),
      { numRuns: 500 },
    );
  });

  it('finds a place among a thousand, whatever the size of the box', () => {
    const places = fc.record({
      x: fc.double({ min: 0, max: 1, noNaN: true }),
      y: fc.double({ min: 0, max: 1, noNaN: true }),
      w: fc.double({ min: 0.001, max: 1, noNaN: true }),
      h: fc.double({ min: 0.001, max: 1, noNaN: true }),
    });
    const near = fc.tuple(places, fc.double({ min: 0.8, max: 1.2, noNaN: true })).map(([{ x, y, w, h }, by]) => {
      return [{ box: { x, y, w, h } }, { box: { x: x * by, y, w: w * by, h: h / by } }];
    });
    fc.assert(
      fc.property(fc.array(near, { minLength: 1, maxLength: 30 }), fc.constantFrom(0.2, 0.6), (pairs, overlap) => {
        const items = pairs.flat();
        const grid = new PlaceGrid<{ box: Box }>(overlap);
        for (const item of items) grid.add(item);
        grid.delete(items[0]!);
        for (const { box } of items) {
          const found = items.slice(1).filter((item) => iou(item.box, box) >= overlap);
          expect(new Set(grid.at(box))).toEqual(new Set(found));
        }
      }),
    );
  });
});
