import { messageOf, RoostError } from '../../base/errors.ts';
import { say } from '../../base/said/said.ts';
import { TaskQueue } from '../../base/task-queue.ts';
import { nameOf } from '../../know/models/bundle/manifest.ts';
import type { Bundle } from '../../know/models/bundle/open.ts';
import { stagedBundles } from '../../know/models/bundle/stage.ts';
import type { Installed } from '../../know/models/installed.ts';
import type { NamedHead } from '../../know/taught/head.ts';
import { stagedBundle, withBundles } from './in-use.ts';
import { keptOn, lineOf, type ModelState, promoted, rolledBack } from './state.ts';
import { readState, writeState } from './state-file.ts';
import { modelsFolder, type TakingConfig } from './take.ts';

/** Models are put into use within this time (ms), or it is given up. */
const WITHIN = 300_000;

/** Models that are loaded beside those in use. */
interface Ready {
  use(): Promise<void>;
  discard(): Promise<void>;
}

/** What looks, as far as its models can be changed. */
export interface Changeable {
  /** Loads models beside those in use. @throws RoostError (rejects) where they do not start */
  ready(models: Installed): Promise<Ready>;
}

const NOTHING_TO_LOAD: Ready = { use: async () => undefined, discard: async () => undefined };

/** What changes of models stand on. */
export interface TurnoverParts {
  readonly config: TakingConfig;
  /** The models of the catalog whose weights are here. */
  catalog(): Promise<Installed>;
  /** Undefined while nothing looks. */
  seeing(): Changeable | undefined;
  /** Has cameras named by the heads of bundles from now on. */
  heads(handed: readonly NamedHead[]): void;
  /** Runs a bundle in a process of its own and holds its golden outputs against it; `checkBundle` in earnest. @throws Refusal (rejects) */
  prove(bundle: Bundle, signal: AbortSignal): Promise<unknown>;
  readonly troubles: { set(matter: string, message: string | undefined): void };
  /** Told that other models are in use, as the state says. */
  changed?(): void;
  now(): number;
}

/** Words of what is done without, in the box's troubles. */
const LACKING = 'bundles';

/**
 * Puts bundles into use and takes them out again, one after another. The state file is the one word on what is used: it is
 * written once the models of the new state are loaded and proved, and before any camera is looked at with them. Wherever power
 * is lost, the box starts with the state before or the state after, each whole.
 */
export class Turnover {
  readonly #of: TurnoverParts;
  readonly #queue = new TaskQueue({ operation: 'change models', limitMs: WITHIN });

  constructor(of: TurnoverParts) {
    this.#of = of;
  }

  get folder(): string {
    return modelsFolder(this.#of.config);
  }

  state(): Promise<ModelState> {
    return readState(this.folder);
  }

  /**
   * The models that a box starts with. What cannot be used is told as a trouble of the box, and costs no camera its eyes.
   * @param catalog those without any bundle
   */
  async chosen(catalog: Installed): Promise<Installed> {
    const state = await this.state().catch((error: unknown) => messageOf(error));
    if (typeof state === 'string') {
      this.#of.troubles.set(LACKING, say('catalog-only', { why: state }));
      return catalog;
    }
    const { models, heads, lacking } = await withBundles(catalog, state, this.folder);
    this.#of.heads(heads);
    this.#of.troubles.set(LACKING, lacking.join('; ') || undefined);
    return models;
  }

  /** A bundle that lies staged, by its name; undefined where none does. */
  async staged(name: string): Promise<Bundle | undefined> {
    return (await stagedBundles(this.folder)).find(({ manifest }) => nameOf(manifest) === name);
  }

  /**
   * Puts a staged bundle into use: it is proved once more, loaded beside the models in use, written down, and then used.
   * @param why who decided it, or which rule
   * @throws RoostError (rejects) where it is in use, is no whole bundle, or does not run here: nothing has changed then
   */
  promote(bundle: Bundle, why: string): Promise<void> {
    const { id, version } = bundle.manifest;
    return this.#queue.add(nameOf(bundle.manifest), async (signal) => {
      const { now, prove } = this.#of;
      const state = promoted(await this.state(), { id, version }, { at: now(), why });
      await prove(await stagedBundle(this.folder, { id, version }), signal);
      await this.#change(state, id);
    });
  }

  /**
   * Goes back to what was in use before a version of a model.
   * @throws RoostError (rejects) where nothing was in use before, or it cannot be used any more
   * @param alone true where the box does it by itself
   */
  rollBack(id: string, why: string, alone = false): Promise<void> {
    return this.#queue.add(id, async () => {
      await this.#change(rolledBack(await this.state(), id, { at: this.#of.now(), why, alone }), id);
    });
  }

  /** Watches what was put into use no longer: it is kept. */
  keep(id: string, why: string): Promise<void> {
    return this.#queue.add(id, async () => {
      await writeState(this.folder, keptOn(await this.state(), id, { at: this.#of.now(), why }));
    });
  }

  async #change(state: ModelState, id: string): Promise<void> {
    const { models, heads, lacking } = await withBundles(await this.#of.catalog(), state, this.folder);
    const why = lacking.find((line) => line.startsWith(`${nameOf({ id, version: lineOf(state, id).present })} `));
    if (why !== undefined) throw new RoostError('use model', id, why);
    const ready = (await this.#isTaught(id)) ? NOTHING_TO_LOAD : await this.#load(models, id);
    try {
      await writeState(this.folder, state);
    } catch (error) {
      await ready.discard();
      throw error;
    }
    this.#of.heads(heads);
    await ready.use();
    this.#of.troubles.set(LACKING, lacking.join('; ') || undefined);
    this.#of.changed?.();
  }

  async #load(models: Installed, id: string): Promise<Ready> {
    const looks = this.#of.seeing();
    if (!looks) throw new RoostError('use model', id, say('nobody-looks-now', {}));
    return looks.ready(models);
  }

  /** Whether bundles of this name hold what a box was taught: by them no model is another one. */
  async #isTaught(id: string): Promise<boolean> {
    const own = (await stagedBundles(this.folder)).filter(({ manifest }) => manifest.id === id);
    return own.length > 0 && own.every(({ manifest }) => manifest.kind === 'taught');
  }
}
