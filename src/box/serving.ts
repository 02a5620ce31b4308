import { statSync } from 'node:fs';
import type { Registry } from 'prom-client';
import { hostOf } from '../base/address.ts';
import { type CameraStatus, KINDS, type Media, type Outcome, type Visit } from '../base/domain.ts';
import { messageOf, RoostError } from '../base/errors.ts';
import { VERSION } from '../base/package.ts';
import { storeReview } from '../count/record/reviews.ts';
import type { StoreEvent } from '../count/store/events.ts';
import type { Store } from '../count/store/store.ts';
import { effort } from '../count/tally/effort-rows.ts';
import { gaps } from '../count/tally/gaps.ts';
import { offsetsOf } from '../count/tally/offsets.ts';
import { queue, queueCounts } from '../count/tally/queues.ts';
import { records } from '../count/tally/records.ts';
import { tally } from '../count/tally/tally.ts';
import type { Config } from '../know/config/config.ts';
import { taxonNamed, unknownName } from '../know/taxonomy/names.ts';
import { idsWithin, searchTaxa } from '../know/taxonomy/search.ts';
import { lineage, taxonById } from '../know/taxonomy/taxa.ts';
import type { InferencePool } from '../see/inference/pool.ts';
import { FORMATS, formatFor, pieces } from '../tell/export/formats.ts';
import type { ExportAsked, HealthFacts, LiveEvent, ServerDeps } from '../tell/server/deps.ts';
import { exportSource } from './exporting.ts';

/** The parts of a box that the API shows. */
export interface Shown {
  readonly config: Config;
  readonly store: Store;
  /** Path of the database. */
  readonly database: string;
  readonly pool: InferencePool;
  /** Why the last write failed; undefined while the store writes. */
  failure(): string | undefined;
  readonly startedAt: number;
  /** Newest status of each camera, by id. */
  readonly statuses: ReadonlyMap<string, CameraStatus>;
  /** Calls the listener with each change of a camera's state; returns how to stop. */
  onCamera(listener: (status: CameraStatus) => void): () => void;
}

/** Answers the API's questions from the store and the parts that run. */
export function serverDeps(shown: Shown, registry: Registry): ServerDeps {
  const { config, store, statuses } = shown;
  const zone = config.site.site.timeZone;
  const stations = new Map(config.cameras.map(({ id, station }) => [id, station ?? id]));
  const crop = (visit: Visit): { crop?: Media } => {
    const media = store.media.bestCrop(visit.id);
    return media ? { crop: media } : {};
  };
  const outcome = ({ id }: Visit): { outcome?: Outcome } => {
    const made = store.visits.reviewed(id)?.outcome;
    return made ? { outcome: made } : {};
  };
  return {
    registry,
    health: () => health(shown),
    cameraFacts: () =>
      config.cameras.map(({ id, name, place, habitat, url }) => ({
        id,
        name,
        place,
        habitat,
        host: hostOf(url),
      })),
    cameras: () => [...statuses.values()],
    taxon: taxonById,
    above: (id) => lineage(id).slice(1),
    taxa: searchTaxa,
    visits: ({ taxon, hour, ...filter }) =>
      store.visits
        .list({
          ...filter,
          ...(taxon ? { taxa: idsWithin(taxon) } : {}),
          ...(hour !== undefined && {
            hour: { of: hour, offsets: offsetsOf(zone, filter.from ?? 0, filter.to ?? Date.now()) },
          }),
        })
        .map((visit) => ({ visit, ...crop(visit), ...outcome(visit) })),
    visit: (id) => store.visit(id),
    taxonNamed: knownTaxon,
    review: (request, version) => storeReview(store, request, version, Date.now()),
    alerts: (filter) => store.alerts.list(filter),
    alert: (id) => {
      const alert = store.alerts.get(id);
      return alert && { alert, deliveries: store.deliveries.ofAlert(id) };
    },
    gaps: (camera, from, to) => gaps(store, camera, from, to),
    deployments: () => store.deployments.all(),
    queues: (filter) => queueCounts(store, filter),
    queue: async (name, filter, window) => {
      const { visits, next } = await queue(store, name, filter, window);
      const entries = visits.map(({ visit, outcome }) => ({ visit, ...crop(visit), ...(outcome && { outcome }) }));
      return { entries, ...(next && { next }) };
    },
    media: (id) => store.media.get(id),
    tallies: ({ camera, taxon, ...query }) =>
      tally(store, { ...query, zone, ...(camera ? { cameras: [camera] } : {}), ...(taxon ? { within: taxon } : {}) }),
    formats: () => FORMATS,
    export: (name, filter, bom) => exported(shown, name, filter, bom),
    records: ({ interval, apart, camera, taxon, ...query }) =>
      records(store, {
        ...query,
        zone,
        intervalMinutes: interval,
        stationOf: apart === 'camera' ? (id) => id : (id) => stations.get(id) ?? id,
        ...(camera !== undefined && { cameras: [camera] }),
        ...(taxon !== undefined && { taxa: new Set(idsWithin(taxon)) }),
      }),
    effort: ({ period, from, to, camera }) =>
      effort(store, { from, to, period, zone, ...(camera ? { cameras: [camera] } : {}) }),
    eventsAfter: (cursor, limit) =>
      liveEvents(store, cursor, limit).map((event) => {
        const { cursor, at } = event;
        return isAlert(event)
          ? { cursor, at, type: event.type, alert: event.body }
          : { cursor, at, type: event.type, visit: event.body, ...crop(event.body) };
      }),
    feed: (cursor, limit) => store.events.after(cursor, limit),
    feedBounds: () => ({ pruned: store.events.pruned(), retentionDays: config.site.feed.retentionDays }),
    lastCursor: () => store.events.last(),
    subscribe: (listener: (event: LiveEvent) => void) => {
      const stops = [
        store.follow({ name: 'live events', committed: () => listener({ type: 'outbox' }) }),
        shown.onCamera((status) => listener({ type: 'camera.state', status })),
      ];
      return () => {
        for (const stop of stops) stop();
      };
    },
  };
}

/** Id of the taxon that a name means. */
function knownTaxon(name: string): string {
  const taxon = taxonNamed(name);
  if (taxon) return taxon.id;
  throw new RoostError('name', name, unknownName(name));
}

/** @throws RoostError where there is no such format, or it refuses the range */
function exported(
  { config, store }: Shown,
  name: string,
  { interval: intervalMinutes, ...rest }: ExportAsked,
  bom: boolean,
): AsyncIterable<string | Uint8Array> {
  const query = { ...rest, intervalMinutes };
  return pieces(formatFor(name, query), exportSource(config, store, Date.now()), query, bom);
}

function health({ config, database, pool, startedAt, failure }: Shown): HealthFacts {
  const { name, timeZone } = config.site.site;
  const message = failure();
  return {
    version: VERSION,
    startedAt,
    site: { name, timeZone },
    store: storeFacts(database, message),
    inference: pool.status.map(({ state, restarts, cause }, index) => ({
      id: String(index + 1),
      state: state === 'running' ? 'ready' : state === 'starting' ? 'starting' : 'down',
      model: pool.model,
      restarts,
      ...(cause ? { message: cause } : {}),
    })),
    models: [
      { id: pool.model, task: 'detect', kinds: KINDS },
      ...pool.classifiers.map(({ id, kinds }) => ({ id, task: 'classify' as const, kinds })),
    ],
  };
}

/** Whether the store writes, and to a file that is there: one that was taken away is written to and lost. */
function storeFacts(database: string, failure: string | undefined): HealthFacts['store'] {
  try {
    const { size: bytes } = statSync(database);
    return { ok: failure === undefined, bytes, ...(failure !== undefined && { message: failure }) };
  } catch (error) {
    return { ok: false, message: failure ?? `What is written now may be lost: ${messageOf(error)}` };
  }
}

/** Events read at a time. */
const PAGE = 200;

/** An event of a visit, and of an alert. */
type VisitEvent = Extract<StoreEvent, { type: `visit.${string}` }>;
type AlertEvent = Extract<StoreEvent, { type: `alert.${string}` }>;

/** The events of visits and alerts after a cursor. Of others the live stream tells in other ways, or not at all: the feed does. */
function liveEvents(store: Store, cursor: number, limit: number): (VisitEvent | AlertEvent)[] {
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
