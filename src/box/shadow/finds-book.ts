import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { putWhole } from '../../base/whole-file.ts';
import type { CameraFinds, FindsDiffFacts, PictureOtherwise, ShadowTracks } from '../../tell/server/shadow-facts.ts';
import { noFinds, otherwiseIn, type PictureLook, withLook } from './finds-sums.ts';
import { type FollowedState, NO_FOLLOWED, taxaOf, withFollowed } from './followed-sums.ts';
import { chosen, dropShown, keepShown, putShown } from './shown.ts';

/** What a detector's run has found, as it is kept: sums, and what is shown one by one. */
interface KeptFinds {
  readonly format: 1;
  /** When it was written, ms. */
  readonly at: number;
  readonly cameras: readonly CameraFinds[];
  readonly left: readonly string[];
  readonly followed: FollowedState;
  readonly otherwise: readonly PictureOtherwise[];
  /** Pictures that are otherwise, those that are shown among them. */
  readonly differ: number;
}

const FILE = 'finds.json';

/** Keeps what a detector's run has found. It holds sums, the animals that are followed just now, and the pictures that are shown. */
export class FindsBook {
  readonly #folder: string;
  readonly #left: readonly string[];
  readonly #cameras: Map<string, CameraFinds>;
  #followed: FollowedState;
  #otherwise: readonly PictureOtherwise[];
  #differ: number;

  private constructor(
    folder: string,
    cameras: readonly string[],
    left: readonly string[],
    kept: KeptFinds | undefined,
  ) {
    this.#folder = folder;
    this.#left = left;
    const before = new Map(kept?.cameras.map((one) => [one.camera, one]));
    this.#cameras = new Map([...before.keys(), ...cameras].map((id) => [id, before.get(id) ?? noFinds(id)]));
    this.#followed = kept?.followed ?? NO_FOLLOWED;
    this.#otherwise = kept?.otherwise ?? [];
    this.#differ = kept?.differ ?? 0;
  }

  /** Takes up what was written down. @param folder of the run @param left cameras that are not looked at, as they have a detector of their own */
  static async open(folder: string, cameras: readonly string[], left: readonly string[]): Promise<FindsBook> {
    const kept = await readKept(folder);
    await keepShown(folder, kept?.otherwise ?? []);
    return new FindsBook(folder, cameras, left, kept);
  }

  get tracks(): ShadowTracks {
    return tracksOf(this.#followed);
  }

  /** A picture of a camera was kept back, as people were in it. */
  withheld(camera: string): void {
    const sum = this.#cameras.get(camera)!;
    this.#cameras.set(camera, { ...sum, withheld: sum.withheld + 1 });
  }

  /** Takes in one picture. @param jpeg undefined where it may not be kept */
  async add(look: PictureLook, jpeg: Uint8Array | undefined): Promise<void> {
    const { camera, at, marks, present, candidate } = look;
    this.#cameras.set(camera, withLook(this.#cameras.get(camera)!, look));
    this.#followed = withFollowed(this.#followed, at, marks, { present, candidate });
    const found = otherwiseIn(look);
    if (found.length === 0) return;
    this.#differ += 1;
    if (!jpeg) return;
    const picture = `${at}-${camera}`;
    const { kept, left } = chosen([...this.#otherwise, { picture, camera, at, found }]);
    if (kept.some((one) => one.picture === picture)) await putShown(this.#folder, picture, jpeg);
    this.#otherwise = kept;
    await dropShown(
      this.#folder,
      left.filter((one) => one.picture !== picture),
    );
  }

  /** Writes it down, in one step. @param now ms */
  async write(now: number): Promise<void> {
    const kept: KeptFinds = {
      ...{ format: 1, at: now, cameras: [...this.#cameras.values()], left: this.#left, followed: this.#followed },
      ...{ otherwise: this.#otherwise, differ: this.#differ },
    };
    await putWhole(join(this.#folder, FILE), JSON.stringify(kept));
  }
}

/** What a run has found, as it was written down last; undefined before. @param folder of the run */
export async function readFinds(
  folder: string,
): Promise<{ at: number; finds: FindsDiffFacts; tracks: ShadowTracks } | undefined> {
  const kept = await readKept(folder);
  if (!kept) return undefined;
  const { at, cameras, left, followed, otherwise, differ } = kept;
  const finds = { cameras, left, taxa: taxaOf(followed), otherwise, more: differ - otherwise.length };
  return { at, finds, tracks: tracksOf(followed) };
}

function tracksOf(followed: FollowedState): ShadowTracks {
  const looked = taxaOf(followed).reduce((sum, { tracks }) => sum + tracks, 0);
  return { looked, waiting: 0, shed: 0, without: 0 };
}

async function readKept(folder: string): Promise<KeptFinds | undefined> {
  try {
    const kept = JSON.parse(await readFile(join(folder, FILE), 'utf8')) as KeptFinds | null;
    if (kept?.format === 1) return kept;
  } catch {
    // None was written yet, or it was damaged: it is written anew.
  }
  return undefined;
}
