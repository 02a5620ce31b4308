import { signal } from '@preact/signals';
import { readSession } from './session.ts';
import type { Event } from './types.ts';

/** How the page hears of the box: `lost` since `at` (ms by this machine's clock). */
export const link = signal<{ readonly state: 'connecting' | 'live' | 'lost'; readonly at: number }>({
  state: 'connecting',
  at: Date.now(),
});

type Listener = (event: Event) => void;
const listeners = new Set<Listener>();
const TYPES = [
  'visit.new',
  'visit.update',
  'visit.end',
  'visit.withdrawn',
  'alert.new',
  'alert.update',
  'camera.state',
];
const AGAIN = 5_000;
let last = Date.now();

/** The box answered something: what is shown is as old as that. */
export function heard(): void {
  last = Date.now();
}

/** Hears of live events. @returns how to stop */
export function onEvent(listener: Listener): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

/** Follows live events from now on, for as long as the page is open; a lost connection is made again, and missed events come then. */
export function follow(): void {
  const events = new EventSource('api/v1/events');
  events.addEventListener('open', () => {
    heard();
    link.value = { state: 'live', at: last };
  });
  events.addEventListener('error', () => {
    if (link.value.state !== 'lost') link.value = { state: 'lost', at: last };
    if (events.readyState !== EventSource.CLOSED) return;
    // Asked so, the box tells whether that is so because nobody is logged in any more.
    readSession().catch(() => undefined);
    setTimeout(follow, AGAIN);
  });
  for (const type of TYPES)
    events.addEventListener(type, ({ data }: MessageEvent<string>) => {
      heard();
      const event = JSON.parse(data) as Event;
      for (const listener of listeners) listener(event);
    });
}
