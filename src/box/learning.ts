import { statSync } from 'node:fs';
import { RoostError } from '../base/errors.ts';
import { Rounds } from '../base/rounds.ts';
import type { Store } from '../count/store/store.ts';
import { adoptFeatures } from '../know/lessons/adopt.ts';
import { lessonsFile } from '../know/lessons/database.ts';
import { fittedHeads, type Heads, namedHeads, type Sources } from '../know/lessons/heads.ts';
import { Lessons } from '../know/lessons/lessons.ts';
import { type FeatureSource, featureSources } from '../know/models/feature-sources.ts';
import type { Installed } from '../know/models/installed.ts';
import type { NamedHead } from '../know/taught/head.ts';
import { fitElsewhere } from './fitting.ts';
import type { Log } from './log.ts';

/** How often it is looked whether something was taught, ms. */
const OFTEN = 2_000;
/** What marks visits whose crops were taught from. */
const SOURCE = 'taught.db';

/** What learning stands on. */
export interface LearningParts {
  /** The data folder. */
  readonly data: string;
  readonly log: Log;
  /** Undefined while no database is open. */
  store(): Pick<Store, 'write'> | undefined;
  /** Has cameras named by what was taught from now on; by none where nothing is left of it. */
  taught(heads: readonly NamedHead[]): void;
}

/**
 * Has a running box take up what it is taught, by whomever: the command line, the API, a file that was put in its place. The
 * heads are fitted in a thread of their own. A box that was taught nothing looks for a file now and then, and that is all.
 */
export class Learning {
  readonly #of: LearningParts;
  readonly #file: string;
  readonly #often: number;
  readonly #rounds: Rounds;
  #lessons: Lessons | undefined;
  #inode: number | undefined;
  /** Revisions that are in use, and that are marked in the database. */
  #used = 0;
  #marked = 0;
  /** The models in use. */
  #classifiers: Installed['classifiers'] | undefined;
  /** Features of the models in use, and those that heads were made of last. */
  #sources: Sources | undefined;
  #usedSources: Sources | undefined;
  /** Features of the models of the catalog, until those were found that were kept by an earlier Roost. */
  #catalog: ReadonlyMap<string, FeatureSource> | undefined;

  /** @param often how often it is looked, ms */
  constructor(of: LearningParts, often = OFTEN) {
    this.#of = of;
    this.#file = lessonsFile(of.data);
    this.#often = often;
    this.#rounds = new Rounds({
      everyMs: often,
      round: (signal) => this.#look(signal),
      failed: (error) => of.log.warn({ error }, 'what was taught cannot be used; it is tried again'),
    });
  }

  /** Version of what cameras are named by; 0 where that is nothing. */
  get revision(): number {
    return this.#used;
  }

  /** Says which models there are: those of the catalog, by which an earlier Roost was taught. */
  setCatalog({ classifiers }: Pick<Installed, 'classifiers'>): void {
    this.#catalog = featureSources(classifiers);
  }

  /** Says which models look from now on: heads are made for the features that they give. The same again changes nothing. */
  setModels({ classifiers }: Pick<Installed, 'classifiers'>): void {
    const same = classifiers.length === this.#classifiers?.length;
    if (same && classifiers.every((one, i) => one === this.#classifiers![i])) return;
    this.#classifiers = classifiers;
    this.#sources = featureSources(classifiers);
  }

  start(): void {
    this.#rounds.start();
  }

  async stop(): Promise<void> {
    await this.#rounds.stop();
    this.#lessons?.close();
  }

  async #look(signal: AbortSignal): Promise<void> {
    const lessons = this.#open();
    if (!lessons) return;
    const sources = this.#sources;
    // Before models look, nobody knows whose features are to be read.
    if (!sources) return;
    if (this.#catalog) adoptFeatures(lessons, this.#catalog);
    this.#catalog = undefined;
    const { revision } = lessons;
    if (revision !== this.#used || sources !== this.#usedSources) {
      const heads = fittedHeads(lessons, sources) ?? (await this.#fitted(lessons, sources, signal));
      if (!heads) return;
      this.#use(lessons, heads, 'what was taught is used from now on');
      this.#used = heads.revision;
      this.#usedSources = sources;
    }
    const store = this.#of.store();
    if (store && revision !== this.#marked) {
      await store.write(({ room }) => room.markOnly(lessons.tracks(), 'taught', SOURCE, Date.now()));
      this.#marked = revision;
    }
  }

  /** The file, another one where it was put in the place of the one that was open; undefined where there is none. */
  #open(): Lessons | undefined {
    const inode = statSync(this.#file, { throwIfNoEntry: false })?.ino;
    if (inode === this.#inode) return this.#lessons;
    this.#lessons?.close();
    this.#lessons = undefined;
    this.#inode = undefined;
    [this.#used, this.#marked] = [0, 0];
    if (inode === undefined) {
      this.#of.taught([]);
      return undefined;
    }
    this.#lessons = new Lessons(this.#file);
    this.#inode = inode;
    return this.#lessons;
  }

  #use(lessons: Lessons, heads: Heads, words: string): void {
    this.#of.taught(namedHeads(lessons, heads));
    const pictures = Math.max(0, ...heads.heads.map((head) => head.pictures));
    this.#of.log.info({ version: heads.revision, pictures }, words);
  }

  /**
   * The heads of all that was taught, fitted elsewhere. Where few of many pictures are others, heads that were fitted in a hurry
   * are used meanwhile.
   * @returns undefined where more was taught meanwhile, which must not wait for this
   */
  async #fitted(lessons: Lessons, sources: Sources, signal: AbortSignal): Promise<Heads | undefined> {
    const { revision } = lessons;
    const more = new AbortController();
    let watch: NodeJS.Timeout | undefined;
    const atOnce = (heads: Heads) => {
      watch = setInterval(() => lessons.revision !== revision && more.abort(), this.#often);
      if (lessons.revision === revision) this.#use(lessons, heads, 'what was taught is used, and learned further');
    };
    const where = { file: this.#file, sources };
    try {
      await fitElsewhere(where, atOnce, AbortSignal.any([signal, more.signal]));
    } catch (error) {
      if (more.signal.aborted) return undefined;
      throw error;
    } finally {
      clearInterval(watch);
    }
    const heads = fittedHeads(lessons, sources);
    if (!heads) throw new RoostError('fit heads', this.#file, 'more was taught meanwhile');
    return heads;
  }
}
