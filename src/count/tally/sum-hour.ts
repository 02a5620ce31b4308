import type { SiteClock } from '../../base/site-clock.ts';
import type { Tables } from '../store/store.ts';
import { Cells } from './cells.ts';

const HOUR = 3_600_000;

/** Sums an hour of a camera anew, and its day with it. @param at any time of that hour, ms. Inside `store.write` only */
export function sumHour({ countable, daily }: Tables, clock: SiteClock, camera: string, at: number): void {
  const { day, end, hour } = clock.at(at);
  // On a day on which the clock is set an hour lies elsewhere, or comes twice.
  const even = end - day === 24 * HOUR;
  const [from, to] = even ? [day + hour * HOUR, day + (hour + 1) * HOUR] : [day, end];
  const cells = new Cells(clock);
  for (const stored of countable.between(camera, from, to))
    if (even || clock.at(stored.visit.startAt).hour === hour) cells.add(stored);
  daily.putHour(day, hour, camera, cells.take());
}
