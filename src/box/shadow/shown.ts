import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { putWhole } from '../../base/whole-file.ts';
import type { FoundOtherwise, PictureOtherwise } from '../../tell/server/shadow-facts.ts';

const FOLDER = 'pictures';
/** Pictures that are kept of a run. */
const MOST_SHOWN = 60;

/** What is worth most to be looked at: an animal that one side alone found, then one of another kind, then a box too many. */
const WORTH: Readonly<Record<FoundOtherwise['how'], number>> = {
  ...{ 'present-only': 3, 'candidate-only': 3, 'other-kind': 2 },
  ...{ 'doubled-by-present': 1, 'doubled-by-candidate': 1 },
};

/**
 * Of pictures that are otherwise those that are shown: what is worth most, and of that the newest.
 * @param shown in the order of their times
 * @returns in the order of their times, and those that are left off
 */
export function chosen<T extends Pick<PictureOtherwise, 'found' | 'at'>>(
  shown: readonly T[],
  most = MOST_SHOWN,
): { readonly kept: readonly T[]; readonly left: readonly T[] } {
  const worth = ({ found }: T) => Math.max(...found.map(({ how }) => WORTH[how]));
  const best = [...shown].sort((a, b) => worth(b) - worth(a) || b.at - a.at).slice(0, most);
  return { kept: shown.filter((one) => best.includes(one)), left: shown.filter((one) => !best.includes(one)) };
}

/** Where a picture of a run lies. @param folder of the run */
export function shownFile(folder: string, picture: string): string {
  return join(folder, FOLDER, `${picture}.jpg`);
}

/** Keeps a picture. */
export async function putShown(folder: string, picture: string, jpeg: Uint8Array): Promise<void> {
  await putWhole(shownFile(folder, picture), jpeg);
}

/** Keeps some pictures no longer. */
export async function dropShown(folder: string, pictures: readonly { readonly picture: string }[]): Promise<void> {
  for (const { picture } of pictures) await rm(shownFile(folder, picture), { force: true });
}

/** Keeps only some pictures: what was kept after what tells of it was written down last, nobody knows of. */
export async function keepShown(folder: string, pictures: readonly { readonly picture: string }[]): Promise<void> {
  const known = new Set(pictures.map(({ picture }) => `${picture}.jpg`));
  const there = await readdir(join(folder, FOLDER)).catch(() => []);
  for (const name of there) if (!known.has(name)) await rm(join(folder, FOLDER, name), { force: true });
}
