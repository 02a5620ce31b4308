import { setTimeout as sleep } from 'node:timers/promises';
import type { CameraStatus, FromWatcher, Media } from '../../base/domain.ts';
import { messageOf } from '../../base/errors.ts';
import type { Store } from '../store/store.ts';
import { Repeats } from '../visit/repeats.ts';
import { ClipMaker, type ClipOptions } from './clips.ts';
import { doubtTold } from './clock-doubt.ts';
import { dropClip } from './drop-clip.ts';
import { Folding, type FoldingSite } from './folding.ts';

/** What a recorder is set to. */
export interface RecorderOptions {
  readonly gapMs: number;
  /** Undefined where no clips are kept. */
  readonly clips?: ClipOptions;
  /** Writes a time as people at the site read it, for reasons. */
  readonly clock: (at: number) => string;
  readonly site?: FoldingSite;
  /** Models and settings in force, which each minute names. */
  readonly setup?: string;
  /** How long entries of the feed are kept, ms; for ever without it. */
  readonly feedKeepMs?: number;
}

/** Where a recorder complains; pino's logger fits. */
export interface RecorderLog {
  warn(facts: object, message: string): void;
}

/** How often visits are closed and clips cut, ms. */
const TICK = 1_000;
/** How often old entries of the feed are forgotten, ms, and how many at once: more than a box writes meanwhile. */
const PRUNE = 60_000;
const MOST_PRUNED = 5_000;
/** How long the clips of open visits may take when a box stops, ms. */
const LAST_CLIPS = 1_500;

/** Turns what watchers tell into what the store keeps. Nothing that it is told waits in memory for longer than a commit. */
export class Recorder {
  readonly #store: Store;
  readonly #log: RecorderLog;
  readonly #folding: Folding;
  readonly #clips: ClipMaker | undefined;
  readonly #states = new Map<string, string>();
  readonly #pending = new Set<Promise<unknown>>();
  readonly #feedKeepMs: number | undefined;
  readonly #setup: string | undefined;
  #prunedAt = 0;
  #timer: NodeJS.Timeout | undefined;
  #failure: string | undefined;

  constructor(store: Store, options: RecorderOptions, log: RecorderLog) {
    this.#store = store;
    this.#log = log;
    this.#feedKeepMs = options.feedKeepMs;
    this.#setup = options.setup;
    this.#folding = new Folding(store, options.gapMs, new Repeats({ clock: options.clock }), options.site);
    this.#clips =
      options.clips &&
      new ClipMaker(options.clips, {
        cut: (media) => this.#media(media),
        unwanted: (media) => this.#keep(dropClip(store, media, options.clips!.remove)),
        failed: (visits, error) => log.warn({ visits, error: messageOf(error) }, 'no clip'),
      });
  }

  /** Why the last write failed, in words; undefined while the store writes. */
  get failure(): string | undefined {
    return this.#failure;
  }

  /** Takes up what the last run left. */
  async start(): Promise<void> {
    await this.#folding.recover(Date.now());
    this.#timer = setInterval(() => this.#tick(), TICK);
  }

  /** Stores all that waits and cuts the clips that are wanted, with what there is. */
  async stop(): Promise<void> {
    clearInterval(this.#timer);
    await Promise.all(this.#pending);
    await this.#folding.flush(Date.now());
    this.#clips?.advance(Date.now(), true);
    const clipsCut = () => Promise.race([this.#clips?.idle(), sleep(LAST_CLIPS, undefined, { ref: false })]);
    await clipsCut();
    this.#clips?.stop();
    await clipsCut();
    await Promise.all(this.#pending);
  }

  /** Takes in what a watcher tells. */
  take(message: FromWatcher): void {
    switch (message.type) {
      case 'tracks':
        this.#keep(this.#tracks(message));
        break;
      case 'people':
        this.#clips?.people(message.camera, message.seen);
        break;
      case 'media':
        this.#media(message.media);
        break;
      case 'segment':
        this.#clips?.segment(message.camera, message.segment);
        break;
      case 'effort':
        this.#keep(
          this.#store.addEffort({ ...message.part, ...(this.#setup !== undefined && { setup: this.#setup }) }),
        );
        break;
      case 'status':
        this.#state(message.status);
        break;
      case 'clock':
        this.#log.warn(
          { camera: message.camera, seconds: message.step / 1000 },
          'the clock was set: times before are doubtful',
        );
        this.#keep(doubtTold(this.#store, this.#folding, message));
        break;
      case 'trouble':
        this.#log.warn({ camera: message.camera }, message.message);
    }
  }

  async #tracks({ tracks, withdrawn, at }: Extract<FromWatcher, { type: 'tracks' }>): Promise<void> {
    for (const { change, visit } of await this.#folding.tracks(tracks, withdrawn, at)) {
      if (change === 'withdrawn') this.#clips?.withdraw(visit.id);
      else this.#clips?.visit(visit);
    }
  }

  #media(media: Media): void {
    this.#keep(this.#store.addMedia(media));
  }

  /** Stores a state when it or its cause is another than before. */
  #state({ camera, state, since, cause }: CameraStatus): void {
    const known = `${state} ${cause?.code ?? ''}`;
    if (this.#states.get(camera) === known) return;
    this.#states.set(camera, known);
    this.#keep(this.#store.saveCameraState({ camera, at: since, state, ...(cause ? { cause } : {}) }));
  }

  #tick(): void {
    const now = Date.now();
    this.#keep(this.#advance(now), false);
    this.#clips?.advance(now);
    if (this.#feedKeepMs !== undefined && now - this.#prunedAt >= PRUNE) {
      this.#prunedAt = now;
      const before = now - this.#feedKeepMs;
      this.#keep(
        this.#store.write(({ events }) => events.prune(before, MOST_PRUNED)),
        false,
      );
    }
  }

  async #advance(now: number): Promise<void> {
    for (const { visit } of await this.#folding.advance(now)) this.#clips?.visit(visit);
  }

  /**
   * A write that fails is told; the tracks come again with the next checkpoint.
   * @param writes false where there may be nothing to write, so that its success proves nothing
   */
  #keep(work: Promise<unknown>, writes = true): void {
    const watched = work
      .then(
        () => {
          if (writes) this.#failure = undefined;
        },
        (error: unknown) => {
          this.#failure = messageOf(error);
          this.#log.warn({ error: this.#failure }, 'could not store');
        },
      )
      .finally(() => this.#pending.delete(watched));
    this.#pending.add(watched);
  }
}
