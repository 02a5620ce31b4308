import { setTimeout as sleep } from 'node:timers/promises';
import type { CameraStatus, FromWatcher, Media, Setup, Track } from '../../base/domain.ts';
import { messageOf } from '../../base/errors.ts';
import { SiteClock } from '../../base/site-clock.ts';
import { isDamage } from '../store/errors.ts';
import type { Store } from '../store/store.ts';
import type { VisitChange } from '../visit/folder.ts';
import { Repeats } from '../visit/repeats.ts';
import { Chores } from './chores.ts';
import { ClipMaker, type ClipOptions } from './clips.ts';
import { Complaints, type RecorderLog } from './complaints.ts';
import { dropClip } from './drop-clip.ts';
import type { Fact } from './fact.ts';
import { Facts, type FactsOptions } from './facts.ts';
import { Folding, type FoldingSite } from './folding.ts';
import { LiveTracks } from './live-tracks.ts';
import { Orphans } from './orphans.ts';
import { PeopleMedia } from './people-media.ts';
import { type Keeps, Retention } from './retention.ts';
import { SettledClock } from './settled-clock.ts';

/** What a recorder is set to. */
export interface RecorderOptions {
  readonly gapMs: number;
  /** The data folder, whose media without a row are removed; nothing is looked for without it. */
  readonly data?: string;
  /** Undefined where no clips are kept. */
  readonly clips?: ClipOptions;
  /** Writes a time as people at the site read it, for reasons. */
  readonly clock: (at: number) => string;
  readonly site?: FoldingSite;
  /** How long what is not needed for ever is kept; without it nothing goes. */
  readonly keeps?: Keeps;
  /** How many facts wait for a disk that refuses. */
  readonly facts?: Pick<FactsOptions, 'mostBytes'>;
  /** A clock that is never set, ms. */
  readonly monotonic?: () => number;
}

/** How often what waits is stored, visits are closed and clips cut, ms. */
const TICK = 1_000;
/** How often losses are told, ms. */
const LOSSES = 60_000;
/** How often followers of the store are asked for what they missed, and a folder is looked through for orphans, ms. */
const CATCH_UP = 10_000;
/** After it failed, this much later. */
const CATCH_UP_LATER = 300_000;
/** How long the clips of open visits may take when a box stops, ms. */
const LAST_CLIPS = 1_500;
/** Slices of facts that are stored in one task. */
const SLICES = 20;

/**
 * Turns what watchers tell into what the store keeps. Facts first: tracks, minutes, states and media wait in memory until they are
 * durable, up to the bound of `Facts`; visits follow from the stored tracks in transactions of their own.
 */
export class Recorder {
  readonly #store: Store;
  readonly #options: RecorderOptions;
  readonly #log: RecorderLog;
  readonly #monotonic: () => number;
  readonly #facts: Facts;
  readonly #folding: Folding;
  readonly #live = new LiveTracks();
  readonly #clips: ClipMaker | undefined;
  readonly #orphans: Orphans | undefined;
  readonly #retention: Retention | undefined;
  readonly #people: PeopleMedia;
  readonly #settled: SettledClock;
  readonly #states = new Map<string, string>();
  /** Clips of visits that were taken back, until they are gone. */
  readonly #unwanted = new Set<Media>();
  readonly #chores: Chores;
  readonly #complaints: Complaints;
  #timer: NodeJS.Timeout | undefined;
  /** Id of the models and settings in force, which each minute names. */
  #setup: string | undefined;

  constructor(store: Store, options: RecorderOptions, log: RecorderLog) {
    const { gapMs, data, clock, site } = options;
    this.#store = store;
    this.#options = options;
    this.#log = log;
    this.#monotonic = options.monotonic ?? (() => performance.now());
    this.#complaints = new Complaints(log);
    this.#chores = new Chores(log, this.#monotonic);
    const monotonic = this.#monotonic;
    this.#facts = new Facts(store, {
      ...options.facts,
      monotonic,
      setAside: (fact, reason) => this.#complaints.aside(fact, reason),
    });
    const failed = (facts: object, error: unknown) => {
      // Damage is told once, by whoever opened the store, and met again with every visit.
      if (isDamage(error)) return;
      log.warn({ ...facts, error: messageOf(error) }, 'could not derive visits; it is tried again');
    };
    this.#folding = new Folding(store, gapMs, new Repeats({ clock }), site, { failed, monotonic });
    this.#orphans =
      data === undefined
        ? undefined
        : new Orphans(store, { data, waits: (file) => this.#facts.hasFile(file), monotonic });
    this.#retention = options.keeps && new Retention(store, options.keeps, new SiteClock(site?.timeZone ?? 'UTC'));
    this.#people = new PeopleMedia(store, options.keeps?.peopleMs === 0);
    this.#settled = new SettledClock(store.effort.newestSure(), monotonic());
    this.#clips =
      options.clips &&
      new ClipMaker(options.clips, {
        cut: (media) => this.#keep({ of: 'media', media }),
        unwanted: (media) => this.#unwanted.add(media),
        failed: (visits, error) => log.warn({ visits, error: messageOf(error) }, 'no clip'),
      });
  }

  /** Why the disk refuses what is to be stored, in words; undefined while it does not. */
  get failure(): string | undefined {
    const { refusal, waiting } = this.#facts;
    return refusal === undefined ? undefined : `${refusal}; ${waiting} facts wait in memory`;
  }

  /** What was set aside and lost since the start, in words; undefined where nothing was. */
  get remarks(): string | undefined {
    return this.#complaints.remarks;
  }

  /** Takes up what the last run left; a disk that refuses to write keeps nothing from starting. */
  async start(): Promise<void> {
    for (const track of this.#store.tracks.live())
      this.#facts.add({ of: 'track', track: { ...track, ended: 'interrupted' }, at: track.endAt });
    await this.#facts.store();
    await this.#folding.recover(Date.now());
    this.#timer = setInterval(() => this.#tick(), TICK);
  }

  /** Stores all that waits and cuts the clips that are wanted, with what there is. Never rejects. */
  async stop(): Promise<void> {
    clearInterval(this.#timer);
    await this.#chores.idle();
    await this.#storeFacts();
    await this.#storeFacts(true);
    await this.#folding.flush();
    this.#clips?.advance(Date.now(), true);
    const clipsCut = () => Promise.race([this.#clips?.idle(), sleep(LAST_CLIPS, undefined, { ref: false })]);
    await clipsCut();
    this.#clips?.stop();
    await clipsCut();
    await this.#dropClips().catch(() => undefined);
    await this.#chores.idle();
    await this.#storeFacts(true);
    await this.#people.step(Date.now()).catch(() => undefined);
    if (this.#facts.waiting > 0)
      this.#log.warn(
        { facts: this.#facts.waiting, error: this.#facts.refusal },
        'stopped with facts that are not stored',
      );
  }

  /** Has minutes name the models and settings under which cameras are watched from now on, ms. */
  use(setup: Setup, at: number): void {
    this.#setup = setup.id;
    this.#keep({ of: 'setup', setup, at });
  }

  /** Takes in what a watcher tells. */
  take(message: FromWatcher): void {
    switch (message.type) {
      case 'tracks':
        this.#tracks(message);
        break;
      case 'people':
        this.#clips?.people(message.camera, message.seen);
        this.#people.seen(message.camera, message.seen.at);
        break;
      case 'media':
        this.#keep({ of: 'media', media: message.media });
        break;
      case 'segment':
        this.#clips?.segment(message.camera, message.segment);
        break;
      case 'effort': {
        const setup = this.#setup;
        this.#keep({ of: 'effort', part: { ...message.part, ...(setup !== undefined && { setup }) } });
        break;
      }
      case 'status':
        this.#state(message.status);
        break;
      case 'clock': {
        const { camera, from, to, step } = message;
        this.#log.warn({ camera, seconds: step / 1000 }, 'the clock was set: times before are doubtful');
        this.#keep({ of: 'doubt', camera, from, to, at: to + step });
        break;
      }
      case 'trouble':
        this.#log.warn({ camera: message.camera }, message.message);
    }
  }

  /** Ends the tracks of a camera that nobody follows any more, e.g. because its watcher died. */
  cameraEnded(camera: string): void {
    this.#over(this.#live.ofCamera(camera, this.#monotonic()));
  }

  #tracks({ tracks, withdrawn, at, camera }: Extract<FromWatcher, { type: 'tracks' }>): void {
    this.#live.withdrawn(withdrawn);
    this.#people.tracks(tracks, Date.now());
    for (const track of this.#live.told(tracks, this.#monotonic())) this.#keep({ of: 'track', track, at });
    for (const id of withdrawn) this.#keep({ of: 'double', id, camera, at });
  }

  #over(tracks: readonly Track[]): void {
    for (const track of tracks) this.#keep({ of: 'track', track, at: track.endAt });
  }

  /** Stores a state when it or its cause is another than before. */
  #state({ camera, state, since, cause }: CameraStatus): void {
    const known = `${state} ${cause?.code ?? ''}`;
    if (this.#states.get(camera) === known) return;
    this.#states.set(camera, known);
    this.#keep({ of: 'state', change: { camera, at: since, state, ...(cause ? { cause } : {}) } });
  }

  #keep(fact: Fact): void {
    this.#facts.add(fact);
    this.#chores.once('facts', () => this.#storeFacts());
  }

  #tick(): void {
    const now = Date.now();
    const settled = this.#settled.isSettled(now, this.#monotonic());
    this.#over(this.#live.silent(this.#monotonic()));
    this.#chores.once('facts', () => this.#storeFacts());
    // A visit whose tracks still wait is not over.
    if (this.#facts.settled) this.#chores.once('visits', async () => this.#heard(await this.#folding.advance(now)));
    this.#clips?.advance(now);
    if (this.#unwanted.size > 0) this.#chores.once('drop clips', () => this.#dropClips());
    this.#complaints.disk(this.#facts);
    if (this.#chores.every('losses', LOSSES)) this.#complaints.losses(this.#facts);
    // What only takes away or makes good waits for a disk that takes facts.
    if (this.#facts.refusal !== undefined) return;
    if (this.#chores.every('catch up', CATCH_UP)) this.#chores.once('catch up', () => this.#catchUp());
    if (this.#orphans && this.#chores.every('sweep', CATCH_UP)) this.#chores.once('sweep', () => this.#sweep());
    this.#chores.once('people', () => this.#people.step(now));
    const retention = this.#retention;
    if (retention && settled) this.#chores.once('let go', () => retention.sweep(now));
  }

  /** Stores facts, then what follows from those that are durable. @param now true to wait for nothing */
  async #storeFacts(now = false): Promise<void> {
    for (let slice = 0; slice < SLICES || now; slice++) {
      const facts = await this.#facts.store(now);
      if (facts.length === 0) return;
      await this.#follow(facts);
    }
    this.#chores.once('facts', () => this.#storeFacts());
  }

  /** Derives what follows from facts that are stored. */
  async #follow(facts: readonly Fact[]): Promise<void> {
    const tracks: Track[] = [];
    const doubles: string[] = [];
    let at = 0;
    for (const fact of facts) {
      if ('at' in fact) at = Math.max(at, fact.at);
      if (fact.of === 'double') doubles.push(fact.id);
      else if (fact.of === 'track' && fact.track.ended === 'double') doubles.push(fact.track.id);
      else if (fact.of === 'track') tracks.push(fact.track);
      else if (fact.of === 'doubt') tracks.push(...this.#store.tracks.near(fact.camera, fact.from, fact.to));
    }
    if (tracks.length + doubles.length > 0) this.#heard(await this.#folding.tracks(tracks, doubles, at));
  }

  #heard(changes: readonly VisitChange[]): void {
    for (const { change, visit } of changes) {
      if (change === 'withdrawn') this.#clips?.withdraw(visit.id);
      else this.#clips?.visit(visit);
    }
    this.#people.visits(changes, Date.now());
  }

  async #dropClips(): Promise<void> {
    for (const media of this.#unwanted) {
      await dropClip(this.#store, media, this.#options.clips!.remove);
      this.#unwanted.delete(media);
    }
  }

  async #catchUp(): Promise<void> {
    const failed = await this.#store.catchUp(Date.now());
    if (failed.length === 0) return;
    this.#chores.postpone('catch up', CATCH_UP_LATER);
    this.#log.warn({ error: messageOf(failed[0]) }, 'could not catch up; it is tried again');
  }

  async #sweep(): Promise<void> {
    const removed = (await this.#orphans?.step()) ?? [];
    if (removed.length > 0) this.#log.warn({ files: removed }, 'removed files that no record knows');
  }
}
