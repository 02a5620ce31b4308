import { existsSync, readdirSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { CameraStatus, FromWatcher, Setup } from '../base/domain.ts';
import { messageOf, RoostError } from '../base/errors.ts';
import { say } from '../base/said/said.ts';
import type { RoomFacts } from '../count/record/make-room.ts';
import { Recorder } from '../count/record/recorder.ts';
import { describeLoss, keepAside, lossesBeside } from '../count/store/aside.ts';
import { DamagedDatabase, diskRefused, storeError } from '../count/store/errors.ts';
import { openOrBegin } from '../count/store/open.ts';
import type { Store } from '../count/store/store.ts';
import { keepDaily } from '../count/tally/keep.ts';
import type { Config } from '../know/config/config.ts';
import type { PushState } from '../tell/push/pusher.ts';
import { startAlerts } from './alerting.ts';
import { answers } from './answers.ts';
import { Backlog } from './backlog.ts';
import { lastBackup } from './backup/manifest.ts';
import type { BoxClock } from './clock.ts';
import { takingIn } from './handed-in.ts';
import { removingLeftovers } from './leftovers.ts';
import type { Log } from './log.ts';
import { Parts } from './parts.ts';
import { type Pushing, startPushing } from './pushing.ts';
import { recorderOptions } from './recording.ts';
import type { Ring } from './ring.ts';
import { RoomKeeping } from './room-keeping.ts';
import { deploy, keepToDeployments } from './standing.ts';
import { dailyRule } from './tallying.ts';
import type { Troubles } from './troubles.ts';

/** What counting is built from. */
export interface CountingParts {
  readonly config: Config;
  /** Where video is copied to. */
  readonly ring: Pick<Ring, 'folder'>;
  /** Path of the database. */
  readonly database: string;
  readonly clock: BoxClock;
  readonly troubles: Troubles;
  readonly log: Log;
  /** What each camera does now. */
  cameras(): readonly CameraStatus[];
  /** Told of the database once it is open. */
  opened(store: Store): void;
}

/** How long the end of each part may take, ms: its own limits, and a little more. */
const STOP_WITHIN = {
  push: 3_000,
  room: 1_000,
  handedIn: 1_000,
  recorder: 5_000,
  alerts: 2_000,
  leftovers: 1_000,
  store: 5_000,
};

/** A disk that refused is tried again after so long, ms. */
const AGAIN = 5_000;

interface Begun {
  readonly store: Store;
  readonly recorder: Recorder;
  readonly room: RoomKeeping;
  readonly pushing: Pushing;
  readonly parts: Parts;
}

/**
 * The database and all that writes to it. Where the disk refuses when the box starts, what the cameras tell is held in memory,
 * and the database is opened as soon as it can be.
 */
export class Counting {
  /** Within this time `stop` is over, ms. */
  static readonly stopLimitMs = Object.values(STOP_WITHIN).reduce((sum, limit) => sum + limit, 1_000);
  readonly #of: CountingParts;
  readonly #backlog = new Backlog();
  readonly #end = new AbortController();
  #begun: Begun | undefined;
  #setup: Setup | undefined;
  #refusal: string | undefined;
  #retrying: Promise<void> | undefined;

  constructor(of: CountingParts) {
    this.#of = of;
  }

  /** Undefined until it is open. */
  get store(): Store | undefined {
    return this.#begun?.store;
  }

  /** Why nothing is stored, in words; undefined while the store writes. */
  get failure(): string | undefined {
    return this.#begun ? (this.#begun.store.damage.why ?? this.#begun.recorder.failure) : this.#refusal;
  }

  /** How the room for pictures and clips stands; undefined until it was looked at. */
  get room(): RoomFacts | undefined {
    return this.#begun?.room.facts;
  }

  /** How each receiver of the pushed feed stands. */
  get pushed(): readonly PushState[] {
    return this.#begun?.pushing.states() ?? [];
  }

  /** What was set aside or lost since the start, in words; undefined where nothing was. */
  get remarks(): string | undefined {
    return this.#begun?.recorder.remarks;
  }

  /**
   * Opens the database, or where the disk refuses goes on trying.
   * @throws RoostError where it cannot be used for another reason: it is another program's, newer, or another Roost has it
   */
  async start(): Promise<void> {
    try {
      await this.#begin();
    } catch (error) {
      if (!diskRefused(error)) throw error;
      this.#refused(error);
      this.#retrying = this.#retry();
    }
  }

  /** Takes in what a watcher tells. */
  take(message: FromWatcher): void {
    if (this.#begun) this.#begun.recorder.take(message);
    else this.#backlog.take(message);
  }

  /** Ends the tracks of a camera that nobody follows any more. */
  cameraEnded(camera: string): void {
    this.#begun?.recorder.cameraEnded(camera);
  }

  /** Has minutes name the models and settings under which cameras are watched from now on. */
  use(setup: Setup): void {
    this.#setup = setup;
    this.#begun?.recorder.use(setup, Date.now());
  }

  /** Stores the deployments as the camera files tell of them; none begins while the clock is doubtful. */
  async deploy(): Promise<void> {
    const { config, clock, log } = this.#of;
    const now = { at: Date.now(), doubtful: clock.state.doubt !== undefined };
    const judged = await this.#begun?.store.write((tables) => {
      deploy(tables, config, now, log);
      return keepToDeployments(tables, config);
    });
    if (judged) log.info({}, 'records were judged anew, for cameras stood elsewhere');
  }

  /** Stores what waits, and closes the database last. @throws RoostError that names each part that did not end as it should */
  async stop(): Promise<void> {
    this.#end.abort();
    await this.#retrying;
    const held = this.#backlog.drain().length;
    const wrong = (await this.#begun?.parts.stop()) ?? [];
    const lost = held > 0 ? [`${held} messages of cameras could not be stored: ${this.#refusal}`] : [];
    const all = [...wrong.map(({ part, why }) => `${part}: ${why}`), ...lost];
    if (all.length > 0) throw new RoostError('stop', 'counting', all.join('; '));
  }

  async #retry(): Promise<void> {
    const { signal } = this.#end;
    while (!signal.aborted && !this.#begun) {
      await sleep(AGAIN, undefined, { signal }).catch(() => undefined);
      if (!signal.aborted) await this.#begin().catch((error: unknown) => this.#refused(error));
    }
  }

  #refused(error: unknown): void {
    const message = messageOf(error);
    if (message !== this.#refusal)
      this.#of.log.error({ error: message }, 'the database cannot be opened; it is tried again');
    this.#refusal = message;
  }

  async #begin(): Promise<void> {
    const { database, troubles, log } = this.#of;
    const parts = new Parts();
    try {
      this.#begun = await this.#open(parts);
    } catch (error) {
      for (const { part, why } of await parts.stop()) log.error({ part, why }, 'a part did not stop as it should');
      // Damage that shows only when a page is read that nobody looked through.
      if (!(storeError('open database', database, error) instanceof DamagedDatabase)) throw error;
      keepAside(database, 'damaged', Date.now());
      const again = new Parts();
      this.#begun = await this.#open(again);
    }
    this.#begun.store.damage.tell((why) => troubles.set('database', why));
    this.#of.opened(this.#begun.store);
    for (const loss of lossesBeside(database))
      troubles.set(loss.file, describeLoss(loss, lastBackup(this.#of.config.data)));
    for (const message of this.#backlog.drain()) this.#begun.recorder.take(message);
    if (this.#backlog.lost > 0) troubles.set('backlog', say('messages-lost', { lost: this.#backlog.lost }));
    if (this.#refusal !== undefined) log.info({}, 'the database is open');
  }

  async #open(parts: Parts): Promise<Begun> {
    const { config, database, clock, troubles, log } = this.#of;
    await mkdir(config.data, { recursive: true });
    const { store } = openOrBegin(database, () => hasFiles(join(config.data, 'media')), Date.now());
    parts.add({ name: 'store', limitMs: STOP_WITHIN.store, stop: () => store.close() });
    parts.add({ name: 'leftovers', limitMs: STOP_WITHIN.leftovers, stop: removingLeftovers(config, this.#of.ring) });
    // What this start itself tells, e.g. where cameras stand, is news for who gets the feed from now on.
    const told = store.events.last();
    clock.learn(store.effort.newestSure());
    const now = { at: Date.now(), doubtful: clock.state.doubt !== undefined };
    await store.write((tables) => deploy(tables, config, now, log));
    if (await keepDaily(store, dailyRule(config, store.deployments.all()))) log.info({}, 'tallies were made anew');
    const alerts = await startAlerts(store, config, () => clock.state.waiting, log);
    parts.add({ name: 'alerts', limitMs: STOP_WITHIN.alerts, stop: alerts });
    const { id, taxa } = config.checklist;
    await store.write(({ events }) => events.putChecklist({ id, taxa: taxa.map(({ taxon }) => taxon) }, now.at));
    const recorder = new Recorder(store, recorderOptions(config), log);
    if (this.#setup) recorder.use(this.#setup, now.at);
    parts.add({ name: 'recorder', limitMs: STOP_WITHIN.recorder, stop: () => stopped(recorder) });
    await recorder.start();
    const room = new RoomKeeping(config, store, troubles, log);
    parts.add({ name: 'room', limitMs: STOP_WITHIN.room, stop: () => room.stop() });
    room.start();
    const handedIn = takingIn(config.data, store, log);
    parts.add({ name: 'handed in', limitMs: STOP_WITHIN.handedIn, stop: () => handedIn.stop() });
    handedIn.start();
    const names = answers(config, store, Date.now);
    const pushing = startPushing({ store, told }, config, names, this.#of.cameras, log);
    parts.add({ name: 'push', limitMs: STOP_WITHIN.push, stop: () => pushing.stop() });
    return { store, recorder, room, pushing, parts };
  }
}

/** @throws RoostError (rejects) where something could not be stored */
async function stopped(recorder: Recorder): Promise<void> {
  await recorder.stop();
  const { failure } = recorder;
  if (failure !== undefined) throw new RoostError('store', 'what waits', failure, 'It is lost');
}

/** True where a folder holds a file, at any depth. */
function hasFiles(folder: string): boolean {
  if (!existsSync(folder)) return false;
  return readdirSync(folder, { withFileTypes: true }).some(
    (entry) => entry.isFile() || (entry.isDirectory() && hasFiles(join(folder, entry.name))),
  );
}
