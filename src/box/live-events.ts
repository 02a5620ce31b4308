import type { LiveStoreEvent } from '../count/store/events.ts';
import type { OutboxEvent, OutboxPage } from '../tell/server/deps.ts';
import { cropOf } from './answers.ts';
import type { Readable } from './read-config.ts';

/**
 * The events of visits and alerts after a cursor, oldest first, in a bounded time. Of others the live stream tells in other ways, or
 * not at all: the feed does.
 */
export function eventsAfter(store: Readable, cursor: number, limit: number): OutboxPage {
  const { events, next } = store.events.liveAfter(cursor, limit);
  return { events: events.map((event) => outboxEvent(event, store)), next };
}

function outboxEvent(event: LiveStoreEvent, store: Readable): OutboxEvent {
  const { cursor, at } = event;
  if (isAlert(event)) return { cursor, at, type: event.type, alert: event.body };
  return { cursor, at, type: event.type, visit: event.body, ...cropOf(store, event.body) };
}

function isAlert(event: LiveStoreEvent): event is Extract<LiveStoreEvent, { type: `alert.${string}` }> {
  return event.type.startsWith('alert.');
}
