import type { StoreEvent } from '../count/store/events.ts';
import type { OutboxEvent } from '../tell/server/deps.ts';
import { cropOf, type Readable } from './answers.ts';

/** The events of visits and alerts after a cursor, oldest first, as the page hears of them. */
export function eventsAfter(store: Readable, cursor: number, limit: number): OutboxEvent[] {
  return liveEvents(store, cursor, limit).map((event) => {
    const { cursor, at } = event;
    return isAlert(event)
      ? { cursor, at, type: event.type, alert: event.body }
      : { cursor, at, type: event.type, visit: event.body, ...cropOf(store, event.body) };
  });
}

/** Events read at a time. */
const PAGE = 200;

/** An event of a visit, and of an alert. */
type VisitEvent = Extract<StoreEvent, { type: `visit.${string}` }>;
type AlertEvent = Extract<StoreEvent, { type: `alert.${string}` }>;

/** The events of visits and alerts after a cursor. Of others the live stream tells in other ways, or not at all: the feed does. */
function liveEvents(store: Readable, cursor: number, limit: number): (VisitEvent | AlertEvent)[] {
  const found: (VisitEvent | AlertEvent)[] = [];
  for (let after = cursor; found.length < limit; ) {
    const page = store.events.after(after, PAGE);
    const last = page.at(-1);
    if (!last) break;
    after = last.cursor;
    for (const event of page) if ((isVisit(event) || isAlert(event)) && found.length < limit) found.push(event);
  }
  return found;
}

function isVisit(event: StoreEvent): event is VisitEvent {
  return event.type.startsWith('visit.');
}

function isAlert(event: StoreEvent): event is AlertEvent {
  return event.type.startsWith('alert.');
}
