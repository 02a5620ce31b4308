import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { LiveView } from '../../../src/base/domain.ts';
import { AskedViews } from '../../../src/box/shadow/views.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const view = (camera: string): LiveView => ({ camera, at: 1, width: 1280, marks: [] });

it('a frame that is asked for is given once; where none comes in time, the asker is told, and nobody waits any more', () => {
  const takers = new Map<string, (view: LiveView) => void>();
  const given: [string, LiveView | undefined][] = [];
  const views = new AskedViews(
    (camera, take) => {
      takers.set(camera, take);
      return () => void takers.delete(camera);
    },
    (...one) => void given.push(one),
  );
  views.want('east');
  takers.get('east')!(view('east'));
  expect(given).toEqual([['east', view('east')]]);
  expect(takers.size).toBe(0);
  views.want('west');
  vi.advanceTimersByTime(15_000);
  expect(given.slice(1)).toEqual([['west', undefined]]);
  expect(takers.size).toBe(0);
  // Another asking takes the place of the one before.
  views.want('east');
  views.want('west');
  expect([...takers.keys()]).toEqual(['west']);
  views.close();
  vi.advanceTimersByTime(60_000);
  expect(given).toHaveLength(2);
  expect(takers.size).toBe(0);
});
