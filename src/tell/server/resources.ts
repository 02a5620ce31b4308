import type { ServerDeps } from './deps.ts';
import { openapiDocument } from './document.ts';
import type { Metrics } from './metrics.ts';
import type { Resource } from './resource.ts';
import { alertResource, alertsResource } from './resources/alerts.ts';
import { cameraResource, camerasResource } from './resources/cameras.ts';
import { deploymentsResource, gapsResource } from './resources/effort.ts';
import { eventsResource } from './resources/events.ts';
import { exportResource, exportsResource } from './resources/exports.ts';
import { feedResource, feedSchemaResource, feedStreamResource } from './resources/feed.ts';
import { healthResource } from './resources/health.ts';
import { mediaResource } from './resources/media.ts';
import { metricsResource } from './resources/metrics.ts';
import { openapiResource } from './resources/openapi.ts';
import { queueResource, queuesResource } from './resources/queues.ts';
import { recordsResource } from './resources/records.ts';
import { reviewResource } from './resources/reviews.ts';
import { talliesResource } from './resources/tallies.ts';
import { taxaResource, taxonResource } from './resources/taxa.ts';
import { visitResource, visitsResource } from './resources/visits.ts';
import type { Streams } from './streams.ts';

/** What resources need besides the queries. */
export interface Surroundings {
  readonly dataFolder: string;
  readonly now: () => number;
  readonly streams: Streams;
  readonly metrics: Metrics;
}

/** Every address of the API. */
export function createResources(deps: ServerDeps, { dataFolder, now, streams, metrics }: Surroundings): Resource[] {
  const resources: Resource[] = [
    healthResource(deps, now),
    camerasResource(deps),
    cameraResource(deps),
    visitsResource(deps),
    visitResource(deps),
    reviewResource(deps),
    alertsResource(deps),
    alertResource(deps),
    queuesResource(deps, now),
    queueResource(deps, now),
    mediaResource(deps, dataFolder),
    talliesResource(deps, now),
    recordsResource(deps, now),
    gapsResource(deps, now),
    deploymentsResource(deps),
    exportsResource(deps),
    exportResource(deps, now),
    taxaResource(deps),
    taxonResource(deps),
    eventsResource(deps, streams),
    feedResource(deps),
    feedStreamResource(deps, streams),
    feedSchemaResource(),
    openapiResource(() => openapiDocument(resources)),
    metricsResource(deps, metrics),
  ];
  return resources;
}
