import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { Registry } from 'prom-client';
import { messageOf } from '../base/errors.ts';
import { BUILT_AT } from '../base/package.ts';
import { say } from '../base/said/said.ts';
import type { Store } from '../count/store/store.ts';
import type { Config } from '../know/config/config.ts';
import { describeTide } from '../know/config/tide.ts';
import { installed } from '../know/models/installed.ts';
import { createServer } from '../tell/server/server.ts';
import { Backups } from './backup/backups.ts';
import { CameraBoard } from './board.ts';
import { cameraDesk } from './cameras/desk.ts';
import { CamerasInUse } from './cameras/in-use.ts';
import { capacityTrouble } from './capacity.ts';
import { BoxClock, describeClock } from './clock.ts';
import { Counting } from './counting.ts';
import { BoxFaults } from './faults.ts';
import { HeldUp } from './held-up.ts';
import { LateStore } from './late-store.ts';
import { latencyMetric } from './latency.ts';
import { Learning } from './learning.ts';
import { serverOptions } from './listening.ts';
import { LiveViews } from './live-views.ts';
import type { Log } from './log.ts';
import { LookingAgain } from './looking-again.ts';
import { checkBundle } from './models/check-bundle.ts';
import { mostMsOf } from './models/demands.ts';
import type { ModelWatch } from './models/model-watch.ts';
import { featuresHere } from './models/take.ts';
import { Turnover } from './models/turnover.ts';
import { takenBack, watchModels } from './models/watching-models.ts';
import { type NotStopped, type Part, Parts } from './parts.ts';
import type { Serving } from './pulse.ts';
import { ReadingThreads } from './reading-threads.ts';
import { chooseRing, emptyRing, type Ring, ringTrouble } from './ring.ts';
import { Seeing } from './seeing.ts';
import { serverDeps } from './serving.ts';
import { promoteByRule } from './shadow/by-rule.ts';
import { Shadows } from './shadow/shadows.ts';
import { TaughtHeads } from './taught-heads.ts';
import { Troubles } from './troubles.ts';

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

/** A staged detector and the one in use are shown pictures of this width, the widest that anybody is shown. */
const SHADOWED = 1280;
/** How long the end of each part may take, ms: its own limits, and a little more. */
const STOP_WITHIN = {
  seeing: Seeing.stopLimitMs,
  counting: Counting.stopLimitMs,
  faults: 2_000,
  shadow: 1_000,
  'model watch': 1_000,
  learning: 2_000,
  'looking again': 2_000,
  server: 1_500,
  reading: 2_000,
  backups: 2_000,
  ring: 1_000,
  'held up': 1_000,
  clock: 1_000,
};

/**
 * Builds a box from its config and starts it: API and page, so that whatever is wrong is seen there, then the database
 * with all that counts, inference, and the cameras. Where a later part does not start, the earlier ones are stopped again.
 * @param weights brings what is missing of the weights; by default what is there must do
 * @param serving told once API and database are open: before the models are, which may have to be fetched first
 * @throws RoostError where a part cannot start. A camera that cannot be reached is no such part, nor is a disk that refuses:
 *   then the box counts in memory until it does not, and says so. Models that cannot be used are none either: nothing is
 *   counted until they can, and the box says so
 */
export async function startRoost(
  from: Config,
  log: Log,
  weights: (signal: AbortSignal) => Promise<void> = async () => undefined,
  serving: (box: Serving) => void = () => undefined,
): Promise<Roost> {
  const inUse = new CamerasInUse(from);
  const { config } = inUse;
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
    const database = join(data, 'roost.db');
    const troubles = new Troubles(log);
    const board = new CameraBoard(config.cameras);
    const registry = new Registry();
    let counting: Counting | undefined;
    let seeing: Seeing | undefined;
    let modelWatch: ModelWatch | undefined;

    const waitMs = site.clock.waitMinutes * 60_000;
    const clock = new BoxClock({ built: BUILT_AT }, { waitMs }, (state) => {
      troubles.set('clock', describeClock(state, waitMs));
      seeing?.setClockDoubtful(state.doubt !== undefined);
      if (state.doubt === undefined)
        counting?.deploy().catch((error: unknown) => log.error({ error: messageOf(error) }, 'no deployment begun'));
    });
    // A box counts with or without tides.
    const tide = describeTide(config, Date.now());
    if (tide?.good === false) troubles.set('tide', say('no-tide', { why: tide.line }));
    let videoIn: Ring | undefined;
    const checkCapacity = () => {
      troubles.set('capacity', capacityTrouble(config.cameras, availableParallelism()));
      const watched = config.cameras.filter(({ enabled }) => enabled).length;
      if (videoIn) troubles.set('ring', ringTrouble(videoIn, watched));
    };
    checkCapacity();
    started('clock', () => clock.stop());
    clock.start();

    const failure = () => (counting ? counting.failure : say('box-starting', {}));
    const remarks = () => counting?.remarks;
    const late = new LateStore(failure);
    const { store } = late;
    // Only what can be sent to another thread.
    const { id, taxa, facts } = config.checklist;
    const checklist = { id, taxa, ...(facts && { facts }) };
    const reading = new ReadingThreads(
      { database, config: { site, data, folder: config.folder, cameras: config.cameras, checklist } },
      log,
    );
    started('reading', () => reading.stop());
    const heldUp = new HeldUp((ms) => log.warn({ ms }, 'the main thread was held up: nothing was answered or stored'));
    started('held up', () => heldUp.stop());
    heldUp.start();
    const live = {
      watchers: () => seeing?.watchers ?? [],
      unlooked: () => seeing?.unlooked ?? [],
      detectors: () => seeing?.detectors ?? new Map(),
      second: () => seeing?.second,
      ...{ heldUp, troubles },
    };
    const recording = { failure, remarks, room: () => counting?.room, pushed: () => counting?.pushed ?? [] };
    const stored = { config, store, database, ...recording, startedAt: Date.now(), statuses: board.statuses };
    const shown = { ...stored, ...live };
    const folder = join(data, 'models');
    const heads = new TaughtHeads({ troubles, tell: (taught) => seeing?.setTaught(taught) });
    const turnover = new Turnover({
      ...{ config, troubles, now: Date.now },
      catalog: () => installed(folder, site.detector.model),
      seeing: () => seeing,
      heads: (handed) => heads.setHanded(handed),
      changed: () => void modelWatch?.look(),
      prove: async (bundle, signal) =>
        checkBundle(bundle, { mostMs: mostMsOf(site, config.cameras), features: await featuresHere(folder) }, signal),
    });
    const backups = new Backups(config, Date.now);
    started('backups', () => backups.stop());
    const desk = cameraDesk({
      inUse,
      recorded: () => new Set(store.deployments.all().map(({ camera }) => camera)),
      detector: (camera) => seeing?.lookFor(camera),
      changed: async (id) => {
        const camera = config.cameras.find((one) => one.id === id);
        if (camera) board.begin(camera);
        else board.remove(id);
        reading.useCameras(config.cameras);
        checkCapacity();
        seeing?.follow(id);
        await counting?.deploy();
      },
    });
    const views = new LiveViews((camera, width) => seeing?.look(camera, width));
    const shadows = new Shadows({
      ...{ config, database, log, now: Date.now, models: () => seeing?.models, heads: () => heads.all },
      show: (camera, take) => views.next(camera, SHADOWED, take),
      done: (report) => promoteByRule(config, turnover, report, log),
      dropped: () => [...board.statuses.values()].reduce((sum, { figures }) => sum + figures.dropped, 0),
    });
    const onCamera: CameraBoard['onCamera'] = (listener) => board.onCamera(listener);
    const deps = serverDeps(
      {
        ...{ ...shown, live: views, reading, onCamera, turnover, desk, shadows, backups },
        ...{ pool: () => seeing?.pool, eyes: () => seeing?.eyes },
      },
      registry,
    );
    const server = createServer(deps, { ...serverOptions(config, log), reading });
    started('server', () => server.stop());
    const { address } = await server.start();

    const ring = await chooseRing(config, process.env);
    videoIn = ring;
    log.info({ folder: ring.folder, why: ring.why }, 'video that clips are cut from is kept here');
    started('ring', () => emptyRing(ring));
    const counts = new Counting({
      ...{ config, ring, database, clock, troubles, log },
      opened: (opened) => late.open(opened),
      cameras: () => [...board.statuses.values()],
    });
    counting = counts;
    started('counting', () => counts.stop());
    await counts.start();
    serving({ address, watchers: live.watchers, failure, looks: () => seeing?.pool !== undefined });

    const faults = new BoxFaults(
      {
        ...{ config, clock, failure, statuses: board.statuses, store: () => counts.store, pool: () => seeing?.pool },
        model: () => takenBack(turnover, Date.now()),
      },
      log,
    );
    started('faults', () => faults.stop());
    faults.start();
    const latency = latencyMetric(registry);
    const watch = watchModels(config, turnover, () => counts.store, log);
    modelWatch = watch;
    const sees = new Seeing({
      ...{ config, ring, troubles, log, weights },
      models: (catalog) => {
        learning.setCatalog(catalog);
        return turnover.chosen(catalog);
      },
      store: () => counts.store,
      setup: (setup, models) => {
        counts.use(setup);
        heads.setModels(models);
        learning.setModels(models);
      },
      live: (view) => views.take(view),
      cameraEnded: (camera) => counts.cameraEnded(camera),
      processEnded: () => watch.processEnded(),
      message: (message) => {
        counts.take(message);
        faults.take(message);
        watch.take(message);
        if (message.type === 'status') board.take(message.status);
        if (message.type === 'latency') latency.observe({ camera: message.camera }, message.seconds);
      },
    });
    seeing = sees;
    started('seeing', () => sees.stop());
    sees.setClockDoubtful(clock.state.doubt !== undefined);
    const learning = new Learning({
      ...{ data, log },
      store: () => counts.store,
      taught: (own) => heads.setOwn(own),
    });
    started('learning', () => learning.stop());
    learning.start();
    const again = new LookingAgain({ ...{ data, log, troubles }, store: () => counts.store, eyes: () => sees.eyes });
    started('looking again', () => again.stop());
    again.start();
    await sees.start();
    started('shadow', () => shadows.close());
    await shadows.start();
    started('model watch', () => watch.stop());
    watch.start();
    return { address, store, stop, stopLimitMs: parts.limitMs };
  } catch (error) {
    await stop();
    throw error;
  }
}
