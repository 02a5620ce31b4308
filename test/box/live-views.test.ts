import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { LiveView } from '../../src/base/domain.ts';
import { LiveViews } from '../../src/box/live-views.ts';

const VIEW: LiveView = { camera: 'east', width: 640, at: 1, marks: [] };
const looks: string[] = [];
const views = () => new LiveViews((camera, width) => looks.push(`${width} ${camera}`));
beforeEach(() => {
  looks.length = 0;
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

it('asks once for all who wait for the same, and gives each the one picture', () => {
  const all = views();
  const taken: LiveView[] = [];
  for (let i = 0; i < 3; i++) all.next('east', 640, (view) => taken.push(view));
  all.next('reeds', 640, () => expect.unreachable());
  all.next('east', 320, () => expect.unreachable());
  expect(looks).toEqual(['640 east', '640 reeds', '320 east']);
  all.take(VIEW);
  expect(taken).toEqual([VIEW, VIEW, VIEW]);
  expect(taken.every((view) => view === VIEW)).toBe(true);
});

it('asks for the next frame when somebody waits for it, each time anew', () => {
  const all = views();
  all.next('east', 640, () => void all.next('east', 640, () => undefined));
  all.take(VIEW);
  all.take(VIEW);
  all.take(VIEW);
  expect(looks).toEqual(['640 east', '640 east']);
});

it('asks a watcher again that may have been started anew, and nobody once nobody waits', () => {
  const all = views();
  const giveUp = all.next('east', 640, () => undefined);
  const other = all.next('east', 640, () => undefined);
  vi.advanceTimersByTime(2_000);
  expect(looks).toEqual(['640 east', '640 east', '640 east']);
  giveUp();
  vi.advanceTimersByTime(1_000);
  expect(looks).toHaveLength(4);
  other();
  vi.advanceTimersByTime(10_000);
  expect(looks).toHaveLength(4);
  expect(vi.getTimerCount()).toBe(0);
});
