import type { RequestHandler } from 'express';
import { Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { CameraStatus } from '../../base/domain.ts';
import type { HealthFacts, ServerDeps } from './deps.ts';
import type { PushFacts } from './facts.ts';
import { verdictOf } from './resources/health.ts';

/** Figures of a camera as metrics: name, what it is, and how to read it from the camera's status. */
const CAMERA_METRICS: readonly (readonly [name: string, help: string, read: (status: CameraStatus) => number])[] = [
  ['roost_camera_up', '1 while the camera is watching', ({ state }) => (state === 'watching' ? 1 : 0)],
  ['roost_camera_state_since_seconds', 'When the camera got its state, Unix time', ({ since }) => since / 1000],
  ['roost_camera_frames_per_second', 'Frames analysed a second', ({ figures }) => figures.fps],
];

/** Figures that only grow while a watcher lives. */
const CAMERA_TOTALS: readonly (readonly [name: string, help: string, read: (status: CameraStatus) => number])[] = [
  ['roost_camera_frames_total', 'Frames received', ({ figures }) => figures.frames],
  ['roost_camera_frames_dropped_total', 'Frames not looked at', ({ figures }) => figures.dropped],
  ['roost_camera_restarts_total', 'Restarts of the capture', ({ figures }) => figures.restarts],
];

/** How the box is, as metrics; what cannot be told is left out. */
const BOX_METRICS: readonly (readonly [
  name: string,
  help: string,
  read: (facts: HealthFacts) => number | undefined,
])[] = [
  ['roost_start_time_seconds', 'When the box started, Unix time', ({ startedAt }) => startedAt / 1000],
  ['roost_store_up', '1 while the database is written to', ({ store }) => Number(store.ok)],
  ['roost_store_bytes', 'Size of the database', ({ store }) => store.bytes],
  ['roost_troubles', 'What else is not as it should be, as health names it', ({ troubles }) => troubles.length],
  [
    'roost_last_backup_timestamp_seconds',
    'When the last whole backup was made, Unix time; absent where none is known of',
    ({ backup }) => backup && backup.at / 1000,
  ],
];

/** How the feed is pushed, by receiver. */
const PUSH_METRICS: readonly (readonly [name: string, help: string, read: (state: PushFacts) => number])[] = [
  ['roost_push_up', '1 while the receiver of the feed is connected', ({ state }) => Number(state === 'connected')],
  ['roost_push_behind_entries', 'Entries of the feed that the receiver has not acknowledged', ({ behind }) => behind],
];

/** What goes on for as long as somebody listens or looks on. */
const OPEN_METRICS: readonly (readonly [name: string, help: string, read: (open: Open) => number])[] = [
  ['roost_event_streams', 'Open event streams', ({ streams }) => streams()],
  ['roost_live_viewers', 'Open connections of the live view', ({ viewers }) => viewers()],
];

/** The server's own metrics. Camera figures are read when they are asked for. */
export interface Metrics {
  readonly registry: Registry;
  /** Times each request. */
  readonly observe: RequestHandler;
}

/** How many of each are open. */
export interface Open {
  streams(): number;
  viewers(): number;
}

/** Makes the metrics of one server, in a registry of their own. */
export function createMetrics(deps: ServerDeps, open: Open): Metrics {
  const registry = new Registry();
  const registers = [registry];
  for (const [name, help, read] of CAMERA_METRICS) {
    new Gauge({
      name,
      help,
      labelNames: ['camera'],
      registers,
      collect() {
        this.reset();
        for (const status of deps.cameras()) this.set({ camera: status.camera }, read(status));
      },
    });
  }
  for (const [name, help, read] of CAMERA_TOTALS) {
    new Counter({
      name,
      help,
      labelNames: ['camera'],
      registers,
      collect() {
        this.reset();
        for (const status of deps.cameras()) this.inc({ camera: status.camera }, read(status));
      },
    });
  }
  new Counter({
    name: 'roost_camera_looks_total',
    help: 'Detector crops looked at, by reason',
    labelNames: ['camera', 'reason'],
    registers,
    collect() {
      this.reset();
      for (const { camera, figures } of deps.cameras()) {
        for (const [reason, looks] of Object.entries(figures.looks)) this.inc({ camera, reason }, looks);
      }
    },
  });
  boxMetrics(deps, registers);
  for (const [name, help, read] of OPEN_METRICS)
    new Gauge({
      name,
      help,
      registers,
      collect() {
        this.set(read(open));
      },
    });
  const seconds = new Histogram({
    name: 'roost_http_request_duration_seconds',
    help: 'Time until the answer was written',
    labelNames: ['route', 'status'],
    buckets: [0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1, 3],
    registers,
  });
  return {
    registry,
    observe: (request, response, next) => {
      const startedAt = performance.now();
      response.once('finish', () => {
        const route = (request.route as { path: string } | undefined)?.path ?? 'other';
        if (route !== '/api/v1/events') {
          seconds.observe({ route, status: String(response.statusCode) }, (performance.now() - startedAt) / 1000);
        }
      });
      next();
    },
  };
}

function boxMetrics(deps: ServerDeps, registers: Registry[]): void {
  for (const [name, help, read] of BOX_METRICS) {
    new Gauge({
      name,
      help,
      registers,
      collect() {
        this.reset();
        const value = read(deps.health());
        // A gauge without labels is 0 unless it is set, and 0 is no time of a backup.
        if (value === undefined) this.remove();
        else this.set(value);
      },
    });
  }
  new Gauge({
    name: 'roost_healthy',
    help: '1 while health is ok, 0 while it is degraded',
    registers,
    collect() {
      this.set(Number(verdictOf(deps.health(), deps.cameras()) === 'ok'));
    },
  });
  for (const [name, help, read] of PUSH_METRICS)
    new Gauge({
      name,
      help,
      labelNames: ['receiver'],
      registers,
      collect() {
        this.reset();
        for (const state of deps.health().pushed ?? []) this.set({ receiver: state.receiver }, read(state));
      },
    });
  new Gauge({
    name: 'roost_inference_processes',
    help: 'Inference processes, by state',
    labelNames: ['state'],
    registers,
    collect() {
      this.reset();
      const { inference } = deps.health();
      for (const wanted of ['starting', 'ready', 'down'])
        this.set({ state: wanted }, inference.filter(({ state }) => state === wanted).length);
    },
  });
}
