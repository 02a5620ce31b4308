import type { Media, Visit } from '../../base/domain.ts';
import type { CountedVisit } from '../../count/tally/counted.ts';
import type { ExportQuery, ExportSource } from './format.ts';
import type { Places } from './place.ts';
import { visitsOf } from './visits.ts';

/** A visit of an event, with its pictures and clips. */
export interface EventVisit extends CountedVisit {
  readonly media: readonly Media[];
}

/** What happened at a deployment in one stretch of time, ms: visits that overlap, the first one first, with their pictures in it. */
export interface CaptureEvent {
  readonly deployment: string;
  readonly startAt: number;
  readonly endAt: number;
  readonly visits: readonly EventVisit[];
}

/** A clip begins before its visit by no more than a clip is long, ms. */
const LEAD = 120_000;

/**
 * The visits of a range as events that do not overlap at a deployment: readers (camtrapdp, camtraptor) give a picture to each event
 * whose time holds the picture's, and so a picture goes to one. Times are compared in whole seconds, as they are told. What was
 * rejected is left out where something counts at the same time: an event with an animal in it is not blank. An event ends no later than
 * its deployment is told to.
 */
export async function* eventsOf(
  source: ExportSource,
  query: ExportQuery,
  places: Pick<Places, 'at' | 'within'>,
): AsyncGenerator<CaptureEvent> {
  const open = new Map<string, CaptureEvent[]>();
  for await (const each of visitsOf(source, query)) {
    const { visit, outcome } = each.reviewed;
    // Of a visit under a clock that was not right nobody knows when nothing was there.
    const rejected = query.basis !== 'machine' && outcome?.status === 'rejected' && !visit.clock;
    if (!each.counted && !rejected) continue;
    const deployment = places.at(visit.camera, visit.startAt).id;
    const part = places.within(visit.camera, visit.startAt);
    const media = each.counted ? mediaOf(source, places, visit) : [];
    const times = media.map(({ at }) => at);
    const own: CaptureEvent = {
      deployment,
      startAt: Math.min(visit.startAt, ...times),
      endAt: Math.max(Math.min(visit.endAt, part?.to ?? visit.endAt), ...times),
      visits: [{ ...each, media }],
    };
    const known = open.get(deployment) ?? [];
    const over = known.filter(({ endAt }) => endAt < visit.startAt - LEAD);
    for (const event of over) yield told(event);
    const near = known.filter((event) => !over.includes(event));
    const touching = near.filter((event) => touch(event, own));
    open.set(deployment, [...near.filter((event) => !touching.includes(event)), joined([...touching, own])]);
  }
  for (const events of open.values()) for (const event of events) yield told(event);
}

/**
 * Pictures and clips of a visit, of the time that its deployment is told of: not the clip that begins before it, nor what was
 * taken after its end or that of the range.
 */
export function mediaOf(
  { store }: Pick<ExportSource, 'store'>,
  places: Pick<Places, 'within'>,
  { id, camera, startAt }: Pick<Visit, 'id' | 'camera' | 'startAt'>,
): Media[] {
  const part = places.within(camera, startAt);
  return store.media.ofVisit(id).filter(({ at }) => !part || (at >= part.from && at <= part.to));
}

function touch(a: CaptureEvent, b: CaptureEvent): boolean {
  return second(a.startAt) <= second(b.endAt) && second(b.startAt) <= second(a.endAt);
}

function joined(events: readonly CaptureEvent[]): CaptureEvent {
  return {
    deployment: events[0]!.deployment,
    startAt: Math.min(...events.map(({ startAt }) => startAt)),
    endAt: Math.max(...events.map(({ endAt }) => endAt)),
    visits: events.flatMap(({ visits }) => visits),
  };
}

function told(event: CaptureEvent): CaptureEvent {
  const counted = event.visits.filter((visit) => visit.counted);
  const visits = counted.length > 0 ? counted : event.visits.slice(0, 1);
  return { ...event, visits: [...visits].sort(byStart) };
}

function byStart({ reviewed: { visit: a } }: CountedVisit, { reviewed: { visit: b } }: CountedVisit): number {
  return a.startAt - b.startAt || (a.id < b.id ? -1 : 1);
}

function second(at: number): number {
  return Math.floor(at / 1000);
}
