import { describe, expect, it } from 'vitest';
import type { CameraState, CameraStatus } from '../../../src/base/domain.ts';
import { Looking } from '../../../src/see/watch/looking.ts';
import { unwatched } from '../../../src/see/watch/unwatched.ts';

const WALL = 1_700_000_000_000;

function status(camera: string, frames: number, state: CameraState = 'watching'): CameraStatus {
  const { figures, ...rest } = unwatched(camera, WALL);
  return { ...rest, state, figures: { ...figures, frames } };
}

/** Tells a status a second, and what became of it. */
function tell(looking: Looking, from: number, frames: readonly number[], state: CameraState = 'watching') {
  return frames.map((count, i) => {
    const now = (from + i) * 1000;
    const { state: told, since } = looking.take(status('east', count, state), now, WALL + now);
    return { told, since: since - WALL, unlooked: looking.unlooked(now) };
  });
}

const counting = (length: number, step = 5) => Array.from({ length }, (_, i) => (i + 1) * step);
const same = (length: number, frames = 7) => Array.from({ length }, () => frames);

describe('Looking', () => {
  it('leaves a camera that is looked at as it is told', () => {
    const told = tell(new Looking(['east'], 0), 1, counting(60));
    expect(told.every(({ told, unlooked }) => told === 'watching' && unlooked.length === 0)).toBe(true);
  });

  it('takes one for down of which nothing was looked at for 10 s, since it was last', () => {
    const told = tell(new Looking(['east'], 0), 1, same(15));
    expect(told.findIndex(({ told }) => told === 'down')).toBe(10);
    expect(told.at(-1)).toEqual({ told: 'down', since: 1_000, unlooked: ['east'] });
  });

  it('takes it for watched again with the first frame', () => {
    const looking = new Looking(['east'], 0);
    tell(looking, 1, same(15));
    expect(tell(looking, 16, [8])).toEqual([{ told: 'watching', since: 0, unlooked: [] }]);
  });

  it('tells since when in whole milliseconds, as the database keeps them, by a clock that counts parts of them', () => {
    const looking = new Looking(['east'], 0.25);
    looking.take(status('east', 7), 1_000.375, WALL);
    expect(looking.take(status('east', 7), 12_000.6, WALL + 11_000).since).toBe(WALL);
  });

  it('keeps nothing of the last words of a camera that nobody is to look at any more', () => {
    const looking = new Looking(['east'], 0);
    looking.remove('east');
    expect(tell(looking, 1, same(15), 'down').at(-1)).toMatchObject({ told: 'down', unlooked: [] });
  });

  it('says why', () => {
    const looking = new Looking(['east'], 0);
    tell(looking, 1, same(12));
    expect(looking.take(status('east', 7), 13_000, WALL).cause?.code).toBe('no-inference');
  });

  it('blames nobody for the time in which no pictures came', () => {
    const looking = new Looking(['east'], 0);
    const down = tell(looking, 1, same(30, 0), 'down');
    expect(down.every(({ told }) => told === 'down')).toBe(true);
    expect(down.at(-1)!.unlooked).toEqual(['east']);
    const back = tell(looking, 31, same(12, 0));
    expect(back.findIndex(({ told }) => told === 'down')).toBe(10);
  });

  it('names one whose watcher says nothing any more, and whose new one has seen nothing yet', () => {
    const looking = new Looking(['east', 'west'], 0);
    looking.take(status('east', 50), 1_000, WALL);
    looking.take(status('west', 50), 9_000, WALL);
    expect(looking.unlooked(11_000)).toEqual(['east']);
    looking.take(status('east', 0, 'starting'), 11_500, WALL);
    expect(looking.unlooked(11_500)).toEqual(['east']);
    looking.take(status('east', 1), 12_000, WALL);
    expect(looking.unlooked(12_000)).toEqual([]);
  });

  it('names none that was switched off', () => {
    const looking = new Looking(['east'], 0);
    looking.take(status('east', 0, 'stopped'), 1_000, WALL);
    expect(looking.unlooked(60_000)).toEqual([]);
  });
});
