import { rm } from 'node:fs/promises';
import { nameOf } from '../../know/models/bundle/manifest.ts';
import { stagedBundles } from '../../know/models/bundle/stage.ts';
import { keptRuns } from '../shadow/kept-runs.ts';
import { lineOf, type ModelState } from './state.ts';
import { readState } from './state-file.ts';

/** Of the versions of a model that no box uses, so many of the newest stay. */
const NEWEST = 2;

/**
 * Removes bundles that lie staged for nothing: of each model the version in use, the one that can be gone back to, one that runs in
 * shadow and the two newest stay. Where nobody knows what is in use, nothing goes.
 * @returns names of those that went
 */
export async function removeOldBundles(models: string): Promise<string[]> {
  const state = await readState(models).catch(() => undefined);
  if (!state) return [];
  const running = (await keptRuns(models)).flatMap(({ state, bundle }) => (state === 'running' ? [bundle] : []));
  const staged = await stagedBundles(models);
  const old = oldOf(
    staged.map(({ manifest: { id, version } }) => ({ id, version })),
    state,
    running,
  );
  for (const { manifest, folder } of staged)
    if (old.includes(nameOf(manifest))) await rm(folder, { recursive: true, force: true });
  return old;
}

/** Names of those that lie there for nothing. Pure. @param running names of those that run in shadow */
export function oldOf(
  staged: readonly { readonly id: string; readonly version: number }[],
  state: ModelState,
  running: readonly string[],
): string[] {
  return staged
    .filter(({ id, version }) => {
      const { present, previous } = lineOf(state, id);
      const newer = staged.filter((other) => other.id === id && other.version > version).length;
      const used = version === present || version === previous || running.includes(nameOf({ id, version }));
      return !used && newer >= NEWEST;
    })
    .map(nameOf);
}
