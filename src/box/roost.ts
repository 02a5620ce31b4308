import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Registry } from 'prom-client';
import { Recorder } from '../count/record/recorder.ts';
import { openStore } from '../count/store/open.ts';
import type { Store } from '../count/store/store.ts';
import { keepDaily } from '../count/tally/keep.ts';
import type { Config } from '../know/config/config.ts';
import { installed } from '../know/models/installed.ts';
import { InferencePool } from '../see/inference/pool.ts';
import { type WatcherStatus, Watchers } from '../see/watch/watchers.ts';
import type { ServerLog } from '../tell/server/deps.ts';
import { createServer } from '../tell/server/server.ts';
import { startAlerts } from './alerting.ts';
import { CameraBoard } from './board.ts';
import { HeldUp } from './held-up.ts';
import { latencyMetric } from './latency.ts';
import { removingLeftovers } from './leftovers.ts';
import { serverOptions } from './listening.ts';
import { warnOfModels } from './models.ts';
import { namingFacts } from './naming.ts';
import { type NotStopped, type Part, Parts } from './parts.ts';
import { ReadingThreads } from './reading-threads.ts';
import { recorderOptions } from './recording.ts';
import { serverDeps } from './serving.ts';
import { setupOf } from './setup.ts';
import { standing } from './standing.ts';
import { dailyRule } from './tallying.ts';
import { watchedCameras } from './watching.ts';

/** What a box writes its log with; pino's logger fits. */
export interface Log extends ServerLog {
  warn(facts: object, message: string): void;
}

/** A running box. */
export interface Roost {
  /** Where the page opens, e.g. `http://127.0.0.1:8420`. */
  readonly address: string;
  readonly store: Store;
  /** Within this time `stop` has ended every part or given it up, ms; a box in which nothing hangs stops within 5 s. */
  readonly stopLimitMs: number;
  /**
   * Stops in order, the database last; what waits is stored before. A part that fails to stop or hangs does not keep the
   * others from it. Never rejects. @returns what went wrong, which is in the log as well
   */
  stop(): Promise<readonly NotStopped[]>;
}

/** How long the end of each part may take, ms: its own limits, and a little more. */
const STOP_WITHIN = {
  watchers: 5_000,
  server: 1_500,
  reading: 2_000,
  recorder: 5_000,
  inference: 3_000,
  alerts: 2_000,
  leftovers: 1_000,
  store: 5_000,
};

/**
 * Builds a box from its config and starts it: store, inference, recorder, API, then the cameras. Where a later part
 * does not start, the earlier ones are stopped again.
 * @throws RoostError where a part cannot start; a camera that cannot be reached is no such part
 */
export async function startRoost(config: Config, log: Log): Promise<Roost> {
  const { site, data } = config;
  const parts = new Parts();
  const started = (name: keyof typeof STOP_WITHIN, stop: Part['stop']) =>
    parts.add({ name, limitMs: STOP_WITHIN[name], stop });
  const stop = async () => {
    const wrong = await parts.stop();
    for (const { part, why } of wrong) log.error({ part, why }, 'a part did not stop as it should');
    return wrong;
  };
  try {
    await mkdir(data, { recursive: true });
    const models = await installed(join(data, 'models'), site.detector.model);
    warnOfModels(models, log);
    const database = join(data, 'roost.db');
    const store = openStore(database);
    started('store', () => store.close());
    started('leftovers', removingLeftovers(config));
    if (await keepDaily(store, dailyRule(config))) log.info({}, 'tallies were made anew');
    let address = '';
    started(
      'alerts',
      startAlerts(store, config, () => address, log),
    );
    const { id, taxa } = config.checklist;
    const now = Date.now();
    await store.write(({ events, deployments }) => {
      events.putChecklist({ id, taxa: taxa.map(({ taxon }) => taxon) }, now);
      for (const deployment of standing(config, deployments.all(), now)) deployments.put(deployment, now);
    });

    const specs = models.classifiers.map(({ spec }) => spec);
    const pool = new InferencePool(models.detector.spec, site.detector.processes, specs);
    started('inference', () => pool.stop());
    await pool.start();

    const setup = setupOf(config, [pool.model, ...pool.classifiers.map((model) => model.id)]);
    await store.write(({ effort }) => effort.putSetup(setup, now));
    const recorder = new Recorder(store, recorderOptions(config, setup.id), log);
    started('recorder', () => recorder.stop());
    await recorder.start();

    const board = new CameraBoard(config.cameras);
    const registry = new Registry();
    const recording = { failure: () => recorder.failure, remarks: () => recorder.remarks };
    const heldUp = new HeldUp((ms) => log.warn({ ms }, 'the main thread was held up: nothing was answered or stored'));
    heldUp.start();
    let threads = (): readonly WatcherStatus[] => [];
    const live = { watchers: () => threads(), lookedAt: board.lookedAt, heldUp };
    const stored = { config, store, database, pool, ...recording, startedAt: Date.now(), statuses: board.statuses };
    const shown = { ...stored, ...live };
    const reading = new ReadingThreads({ database, config: { site, data, cameras: config.cameras } }, log);
    started('reading', () => reading.stop());
    const deps = serverDeps({ ...shown, reading, onCamera: (listener) => board.onCamera(listener) }, registry);
    const server = createServer(deps, { ...serverOptions(config, log), reading });
    started('server', async () => {
      heldUp.stop();
      await server.stop();
    });
    ({ address } = await server.start());

    const latency = latencyMetric(registry);
    const watchers = new Watchers(
      watchedCameras(config, store, now),
      site.budgets.watchers,
      { data, model: pool.model, inputSize: models.detector.spec.input.size, naming: namingFacts(models, config) },
      {
        message: (message) => {
          recorder.take(message);
          if (message.type === 'status') board.put(message.status);
          if (message.type === 'latency') latency.observe({ camera: message.camera }, message.seconds);
        },
        died: (cameras, why) => {
          log.error({ cameras, why }, 'watcher ended; it is started again');
          for (const camera of cameras) recorder.cameraEnded(camera);
        },
        fault: (cameras, why) => log.error({ cameras, why }, 'something in a watcher failed that nobody had expected'),
      },
    );
    threads = () => watchers.status;
    started('watchers', () => watchers.stop());
    pool.onChange((endpoints) => watchers.setEndpoints(endpoints));
    watchers.start(pool.endpoints);
    return { address, store, stop, stopLimitMs: parts.limitMs };
  } catch (error) {
    await stop();
    throw error;
  }
}
