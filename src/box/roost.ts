import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { DateTime } from 'luxon';
import { Histogram, Registry } from 'prom-client';
import type { CameraStatus, CutClip, Deployment } from '../base/domain.ts';
import { inside } from '../base/geometry.ts';
import { VERSION } from '../base/package.ts';
import { deploymentsOf } from '../count/record/deployments.ts';
import type { FoldingSite } from '../count/record/folding.ts';
import { Recorder } from '../count/record/recorder.ts';
import { openStore } from '../count/store/open.ts';
import type { Store } from '../count/store/store.ts';
import { keepDaily } from '../count/tally/keep.ts';
import type { DailyRule } from '../count/tally/rule.ts';
import type { ZoneOf } from '../count/visit/make.ts';
import type { Config } from '../know/config/config.ts';
import type { CameraConfig } from '../know/config/schema.ts';
import { type Installed, installed } from '../know/models/installed.ts';
import { ownListing } from '../know/taxonomy/checklist.ts';
import type { CaptureOptions } from '../see/capture/capture.ts';
import { knowsSeveral } from '../see/classify/kind.ts';
import { vocabularyOf } from '../see/classify/vocabulary.ts';
import { InferencePool } from '../see/inference/pool.ts';
import { cutClip } from '../see/media/clips.ts';
import type { WatchedCamera } from '../see/watch/messages.ts';
import { type NamingFacts, namingModel } from '../see/watch/naming.ts';
import { type UsualSharpness, usualOf } from '../see/watch/sight.ts';
import { unwatched, Watchers } from '../see/watch/watchers.ts';
import type { ServerLog } from '../tell/server/deps.ts';
import { createServer } from '../tell/server/server.ts';
import { startAlerts } from './alerting.ts';
import { serverDeps } from './serving.ts';
import { setupOf } from './setup.ts';

/** What a box writes its log with; pino's logger fits. */
export interface Log extends ServerLog {
  warn(facts: object, message: string): void;
}

/** A running box. */
export interface Roost {
  /** Where the page opens, e.g. `http://127.0.0.1:8420`. */
  readonly address: string;
  readonly store: Store;
  /** Stops in order, within 5 s, and loses nothing. */
  stop(): Promise<void>;
}

/** What is usual for a camera's pictures is learned from so much of its past, ms. */
const WEEK = 7 * 86_400_000;

/**
 * Builds a box from its config and starts it: store, inference, recorder, API, then the cameras. Where a later part
 * does not start, the earlier ones are stopped again.
 * @throws RoostError where a part cannot start; a camera that cannot be reached is no such part
 */
export async function startRoost(config: Config, log: Log): Promise<Roost> {
  const { site, data } = config;
  const stops: (() => Promise<void>)[] = [];
  const stop = async () => {
    for (const end of stops.splice(0).reverse()) await end();
  };
  try {
    await mkdir(data, { recursive: true });
    const models = await installed(join(data, 'models'), site.detector.model);
    for (const { manifest, why } of models.absent)
      log.warn({ model: manifest.name, why }, 'no species of these kinds are named; run: roost models pull');
    for (const { manifest, widened } of models.classifiers)
      if (widened.length > 0)
        log.warn({ model: manifest.name, labels: widened }, 'only a wider taxon is known of these labels');
    const { name, assumed } = models.detector.manifest;
    const tells = models.classifiers.some(({ labels }) => knowsSeveral({ vocabulary: vocabularyOf(labels) }));
    if (assumed.length > 0 && !tells)
      log.warn({ model: name, assumed }, 'no model here tells birds from mammals; run: roost models pull');
    const database = join(data, 'roost.db');
    const store = openStore(database);
    stops.push(() => store.close());
    if (await keepDaily(store, dailyRule(config))) log.info({}, 'tallies were made anew');
    let address = '';
    stops.push(startAlerts(store, config, () => address, log));
    const { id, taxa } = config.checklist;
    const now = Date.now();
    await store.write(({ events, deployments }) => {
      events.putChecklist({ id, taxa: taxa.map(({ taxon }) => taxon) }, now);
      for (const deployment of standing(config, deployments.all(), now)) deployments.put(deployment, now);
    });

    const specs = models.classifiers.map(({ spec }) => spec);
    const pool = new InferencePool(models.detector.spec, site.detector.processes, specs);
    stops.push(() => pool.stop());
    await pool.start();

    const setup = setupOf(config, [pool.model, ...pool.classifiers.map((model) => model.id)]);
    await store.write(({ effort }) => effort.putSetup(setup, now));
    const recorder = new Recorder(store, { ...recorderOptions(config), setup: setup.id }, log);
    stops.push(() => recorder.stop());
    await recorder.start();

    const board = new CameraBoard(config.cameras);
    const registry = new Registry();
    const failure = () => recorder.failure;
    const shown = { config, store, database, pool, failure, startedAt: Date.now(), statuses: board.statuses };
    const deps = serverDeps({ ...shown, onCamera: (listener) => board.onCamera(listener) }, registry);
    const server = createServer(deps, serverOptions(config, log));
    stops.push(() => server.stop());
    ({ address } = await server.start());

    const latency = latencyMetric(registry);
    const watchers = new Watchers(
      config.cameras
        .filter((camera) => camera.enabled)
        .map((camera) => watched(camera, config, usualOf(store.effort.between(now - WEEK, now, camera.id)))),
      site.budgets.watchers,
      { data, model: pool.model, inputSize: models.detector.spec.input.size, naming: naming(models, config) },
      {
        message: (message) => {
          recorder.take(message);
          if (message.type === 'status') board.put(message.status);
          if (message.type === 'latency') latency.observe({ camera: message.camera }, message.seconds);
        },
        died: (cameras, why) => log.error({ cameras, why }, 'watcher ended; it is started again'),
      },
    );
    stops.push(() => watchers.stop());
    pool.onChange((endpoints) => watchers.setEndpoints(endpoints));
    watchers.start(pool.endpoints);
    return { address, store, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** What tracks are named with, as plain data for the watchers. */
function naming({ detector, classifiers }: Installed, { checklist, site }: Config): NamingFacts {
  const { timeZone } = site.site;
  return {
    assumed: detector.manifest.assumed,
    classifiers: classifiers.map(namingModel),
    ...(checklist.facts && { checklist: checklist.facts }),
    ...{ timeZone, code: VERSION },
  };
}

/** The newest status of each camera, and who wants to hear of changes. */
class CameraBoard {
  readonly statuses: Map<string, CameraStatus>;
  readonly #listeners = new Set<(status: CameraStatus) => void>();

  constructor(cameras: readonly CameraConfig[]) {
    const now = Date.now();
    this.statuses = new Map(
      cameras.map(({ id, enabled }) => [
        id,
        enabled ? unwatched(id, now) : { ...unwatched(id, now), state: 'stopped' },
      ]),
    );
  }

  put(status: CameraStatus): void {
    this.statuses.set(status.camera, status);
    for (const listener of this.#listeners) listener(status);
  }

  onCamera(listener: (status: CameraStatus) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}

/** What folding is told of the site. */
export function foldingSite({ site, checklist, cameras }: Config): FoldingSite {
  const listed = ownListing(checklist);
  return { ...(listed && { listed }), zoneOf: zoneOf(cameras), minScore: site.visits.minScore };
}

/** Cuts clips into the data folder. */
function cutter(data: string): CutClip {
  return (request) => cutClip(data, request);
}

function recorderOptions(config: Config) {
  const { site, data } = config;
  const { clips, clipSeconds } = site.evidence;
  const zone = site.site.timeZone;
  return {
    gapMs: site.visits.gapSeconds * 1000,
    feedKeepMs: site.feed.retentionDays * 86_400_000,
    clock: (at: number) => DateTime.fromMillis(at, { zone }).toFormat('HH:mm'),
    site: foldingSite(config),
    ...(clips && {
      clips: { cut: cutter(data), lengthMs: clipSeconds * 1000, ringMs: site.budgets.ringSeconds * 1000 },
    }),
  };
}

/** What tallies of the site follow. */
export function dailyRule({ site, cameras }: Config): DailyRule {
  const stations = Object.fromEntries(cameras.map(({ id, station }) => [id, station ?? id]));
  return { timeZone: site.site.timeZone, stations, ...site.independence };
}

/** Deployments as the camera files tell of them; a camera that names no position stands where the site is. */
function standing({ cameras, site }: Config, known: readonly Deployment[], now: number): Deployment[] {
  const { timeZone: zone, latitude, longitude } = site.site;
  const stands = cameras.map(({ id, place, station, habitat, deployment }) => ({
    camera: id,
    ...(deployment.start && { startAt: DateTime.fromISO(deployment.start, { zone }).toMillis() }),
    ...(deployment.end && { endAt: DateTime.fromISO(deployment.end, { zone }).plus({ days: 1 }).toMillis() }),
    facts: { place, station: station ?? id, habitat, ...positionOf(deployment, { latitude, longitude }) },
  }));
  return deploymentsOf(stands, known, { at: now, doubtful: false }, (at) =>
    DateTime.fromMillis(at, { zone }).toFormat('yyyyMMdd'),
  );
}

function positionOf(
  { latitude, longitude, heightMetres, directionDegrees }: CameraConfig['deployment'],
  site: { latitude: number; longitude: number },
) {
  const own = latitude !== undefined && longitude !== undefined ? { latitude, longitude } : site;
  return {
    ...own,
    ...(heightMetres !== undefined && { heightMetres }),
    ...(directionDegrees !== undefined && { directionDegrees }),
  };
}

/** The first zone of a camera's file that a point lies in. */
function zoneOf(cameras: readonly CameraConfig[]): ZoneOf {
  return (camera, point) => {
    const zones = cameras.find(({ id }) => id === camera)?.zones ?? [];
    return zones.find(({ polygon }) => inside(point, polygon))?.name;
  };
}

function serverOptions({ site, data, secrets }: Config, log: ServerLog) {
  const { host, port } = site.api;
  return { dataFolder: data, host, port, log, ...(secrets.apiToken ? { token: secrets.apiToken } : {}) };
}

function watched(camera: CameraConfig, config: Config, usual: UsualSharpness): WatchedCamera {
  const { budgets, evidence } = config.site;
  const credentials = config.secrets.camera(camera.id);
  const capture: CaptureOptions = {
    camera: camera.id,
    url: camera.analysisUrl ?? camera.url,
    recordUrl: camera.url,
    ...(credentials ? { credentials } : {}),
    transport: camera.transport,
    fps: camera.fps,
    width: camera.analysis.width,
    height: camera.analysis.height,
    ...(evidence.clips
      ? {
          segments: {
            folder: join(config.data, 'ring', camera.id),
            keepSeconds: budgets.ringSeconds,
            maxBytes: budgets.ringMegabytes * 1e6,
          },
        }
      : {}),
  };
  return {
    capture,
    sight: { infrared: camera.infrared, usual },
    zones: camera.zones.map((zone) => zone.polygon),
    masks: camera.masks.map((mask) => mask.polygon),
    flocks: camera.flocks,
    sweepSeconds: camera.sweepSeconds,
    cropsPerFrame: budgets.cropsPerFrame,
  };
}

function latencyMetric(registry: Registry): Histogram<'camera'> {
  return new Histogram({
    name: 'roost_capture_to_track_seconds',
    help: 'From the capture of a frame until its tracks are told to the store',
    labelNames: ['camera'],
    buckets: [0.05, 0.1, 0.2, 0.5, 1, 2, 5],
    registers: [registry],
  });
}
