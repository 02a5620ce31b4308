import { readFile } from 'node:fs/promises';
import { messageOf } from '../../base/errors.ts';
import { say } from '../../base/said/said.ts';
import { DoublingWaits, supervise } from '../../base/supervise.ts';
import { TaskQueue } from '../../base/task-queue.ts';
import type { Config } from '../../know/config/config.ts';
import { nameOf } from '../../know/models/bundle/manifest.ts';
import { stagedBundles } from '../../know/models/bundle/stage.ts';
import type { Installed } from '../../know/models/installed.ts';
import type {
  ShadowAsked,
  ShadowDeps,
  ShadowFacts,
  ShadowReportFacts,
  ShadowTracks,
} from '../../tell/server/shadow-facts.ts';
import { modelsFolder } from '../models/take.ts';
import type { Heads } from '../taught-heads.ts';
import { lookedAt } from './begin.ts';
import type { startShadow } from './child.ts';
import { readFinds } from './finds-book.ts';
import { tracksOf } from './how-far.ts';
import { clearFor, keptRuns, putRun, readRun, runFolder } from './kept-runs.ts';
import { type LifeParts, lifeOf } from './life.ts';
import { readReport } from './report.ts';
import { endedRun, type ShadowRun } from './run.ts';
import { shownFile } from './shown.ts';
import { idsOf, refused, type Side, sidesOf } from './sides.ts';
import type { ShowNext } from './views.ts';

/** What runs of candidates stand on. */
export interface ShadowsParts {
  readonly config: Config;
  readonly database: string;
  readonly log: { info(facts: object, message: string): void; warn(facts: object, message: string): void };
  /** The models that look; undefined while none does. */
  models(): Installed | undefined;
  /** What cameras are named by beside the models. */
  heads(): Heads;
  /** Frames that all cameras dropped since they are watched. */
  dropped(): number;
  /** Has the next frame of a camera shown, as to whoever looks on. */
  readonly show: ShowNext;
  now(): number;
  /** Told of a run that is done. Never rejects. */
  done?(report: ShadowReportFacts): Promise<void>;
  /** Starts the process of a run; `startShadow` in earnest. */
  readonly start?: typeof startShadow;
  /** Before a process that ended is started again. */
  readonly waits?: typeof WAITS;
}

const HOUR = 3_600_000;
/** A process that ended by itself is started again after so long (ms), doubling; one that lived longer than that has proved itself. */
const WAITS = { first: 1_000, longest: 300_000, proved: 600_000 };
/** A run whose process ended or hung so often, without a life between that proved itself, is given up. */
const MOST_DEATHS = 5;

/**
 * Runs staged models beside those in use, one at a time, in a process that has the machine only where nothing else wants it. A run
 * survives the box: what it has seen lies in its folder, and it goes on when the box looks again.
 */
export class Shadows implements ShadowDeps {
  readonly #of: ShadowsParts;
  readonly #queue = new TaskQueue({ operation: 'change shadow runs', limitMs: 60_000 });
  readonly #end = new AbortController();
  /** The run that goes on. */
  #live: { readonly bundle: string; readonly stop: AbortController; readonly over: Promise<void> } | undefined;
  #told: ShadowTracks | undefined;
  /** Why its process was last started again. */
  #again: string | undefined;
  readonly #life: LifeParts;

  constructor(of: ShadowsParts) {
    this.#of = of;
    this.#life = {
      ...of,
      folder: this.#folder,
      inUse: () => this.#inUse(),
      told: (tracks) => {
        this.#told = tracks;
      },
    };
  }

  get #folder(): string {
    return modelsFolder(this.#of.config);
  }

  /** Goes on with the run that a stop of the box cut off. Never rejects. */
  async start(): Promise<void> {
    const run = (await keptRuns(this.#folder)).find(({ state }) => state === 'running');
    if (run) this.#goOn(run);
  }

  /** Leaves the run that goes on to the next start. */
  async close(): Promise<void> {
    this.#end.abort();
    await this.#live?.over;
  }

  async runs(): Promise<ShadowFacts[]> {
    return Promise.all((await keptRuns(this.#folder)).map((run) => this.#facts(run)));
  }

  async report(bundle: string): Promise<ShadowReportFacts | undefined> {
    const run = await readRun(this.#folder, bundle);
    if (!run) return undefined;
    const folder = runFolder(this.#folder, bundle);
    const facts = await this.#facts(run);
    if (run.kind === 'detector') {
      const found = await readFinds(folder);
      return { ...facts, ...(found && { reportAt: found.at, finds: found.finds }) };
    }
    const report = await readReport(folder);
    return { ...facts, ...(report && { reportAt: report.at, counts: report.counts }) };
  }

  async picture(bundle: string, picture: string): Promise<Uint8Array | undefined> {
    const folder = runFolder(this.#folder, bundle);
    const shown = (await readFinds(folder))?.finds.otherwise.some((one) => one.picture === picture);
    return shown ? readFile(shownFile(folder, picture)).catch(() => undefined) : undefined;
  }

  /**
   * Begins a run of a staged bundle; one of the same bundle that has ended is forgotten.
   * @throws RoostError (rejects) where one goes on, nothing looks, or the bundle cannot be run beside what is in use
   */
  begin(name: string, asked: ShadowAsked, by: string): Promise<ShadowFacts | undefined> {
    return this.#queue.add(name, async () => {
      const staged = (await stagedBundles(this.#folder)).find(({ manifest }) => nameOf(manifest) === name);
      if (!staged) return undefined;
      await this.#settled();
      const going = this.#live?.bundle;
      if (going !== undefined) throw refused(name, say('runs-already', { other: going }));
      const { kind } = staged.manifest;
      const present = this.#inUse();
      if (!present) throw refused(name, say('nobody-looks-now', {}));
      const { candidate } = await sidesOf(this.#folder, staged.manifest, present);
      const now = this.#of.now();
      const { shadow } = this.#of.config.site.models;
      const run: ShadowRun = {
        ...{ format: 1, bundle: name, digest: staged.digest, kind, state: 'running', beganAt: now, by },
        until: { tracks: asked.tracks ?? shadow.tracks, at: now + (asked.hours ?? shadow.hours) * HOUR },
        ...{ present: idsOf(present), candidate: idsOf(candidate) },
      };
      const { config } = this.#of;
      if (kind === 'detector' && lookedAt(config).cameras.length === 0)
        throw refused(name, say('own-detectors-only', {}));
      await clearFor(this.#folder, name);
      await putRun(this.#folder, run);
      this.#goOn(run);
      return this.#facts(run);
    });
  }

  stop(name: string, why: string): Promise<ShadowFacts | undefined> {
    return this.#queue.add(name, async () => {
      await this.#settled();
      if (this.#live?.bundle !== name) return undefined;
      this.#live.stop.abort(why);
      await this.#live.over;
      const run = await readRun(this.#folder, name);
      return run && this.#facts(run);
    });
  }

  /** Waits for the rest of a run that has ended. */
  async #settled(): Promise<void> {
    if (!this.#live) return;
    const run = await readRun(this.#folder, this.#live.bundle);
    if (run?.state !== 'running') await this.#live?.over;
  }

  async #facts(run: ShadowRun): Promise<ShadowFacts> {
    const { format: _, digest: __, tracks, ...facts } = run;
    const lives = this.#live?.bundle === run.bundle;
    const again = lives && run.state === 'running' ? this.#again : undefined;
    return {
      ...{ ...facts, ...(again !== undefined && { why: say('started-again', { why: again }) }) },
      tracks: tracks ?? (lives ? this.#told : undefined) ?? (await tracksOf(run, this.#folder)),
    };
  }

  /** What looks and names now; undefined where nothing does. */
  #inUse(): Side | undefined {
    const models = this.#of.models();
    return models && { models, heads: this.#of.heads() };
  }

  /** Keeps a process at a run until the run is over, somebody ends it, or the box stops. */
  #goOn(run: ShadowRun): void {
    const stop = new AbortController();
    const over = this.#keep(run, stop).finally(() => {
      this.#live = undefined;
      this.#told = undefined;
      this.#again = undefined;
    });
    this.#live = { bundle: run.bundle, stop, over };
  }

  async #keep(run: ShadowRun, stop: AbortController): Promise<void> {
    const { log, now } = this.#of;
    let end: ShadowRun | undefined;
    let deaths = 0;
    const { first, longest, proved } = this.#of.waits ?? WAITS;
    const waits = new DoublingWaits(first, longest);
    const plan = {
      live: async (signal: AbortSignal) => {
        const ended = await lifeOf(this.#life, run, signal);
        if (ended === undefined) return 'left';
        if ('died' in ended) return ended.died;
        end = ended;
        stop.abort();
        return undefined;
      },
      thrown: messageOf,
      ended: (why: string) => {
        log.warn({ bundle: run.bundle, why }, 'the process of a shadow run ended');
        this.#again = why;
        deaths += 1;
        if (deaths < MOST_DEATHS) return;
        end = endedRun(run, 'failed', now(), why);
        stop.abort();
      },
      waits: {
        good: () => {
          deaths = 0;
          waits.good();
        },
        failed: (why: string, random: number) => waits.failed(why, random),
      },
      provedAfterMs: proved,
    };
    await supervise(plan, AbortSignal.any([stop.signal, this.#end.signal]));
    if (!end && !stop.signal.aborted) return;
    const tracks = await tracksOf(run, this.#folder);
    const last = { ...(end ?? endedRun(run, 'stopped', now(), String(stop.signal.reason))), tracks };
    await putRun(this.#folder, last).catch((error: unknown) =>
      log.warn({ bundle: run.bundle, error: messageOf(error) }, 'the end of a shadow run cannot be written down'),
    );
    log.info(
      { bundle: run.bundle, state: last.state, ...(last.why !== undefined && { why: last.why }) },
      'a shadow run is over',
    );
    if (last.state !== 'done') return;
    const report = await this.report(run.bundle);
    // Other models end no run that is over, and nobody waits for it.
    if (report) void this.#of.done?.(report);
  }
}
