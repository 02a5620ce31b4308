import type { ShadowTracks } from '../../tell/server/shadow-facts.ts';
import { readFinds } from './finds-book.ts';
import { journalSums } from './journal.ts';
import { runFolder } from './kept-runs.ts';
import type { ShadowRun } from './run.ts';

/** How far a run has come, as its folder has it. @param models the models folder */
export async function tracksOf(
  { kind, bundle }: Pick<ShadowRun, 'kind' | 'bundle'>,
  models: string,
): Promise<ShadowTracks> {
  const folder = runFolder(models, bundle);
  if (kind !== 'detector') return { ...journalSums(folder), waiting: 0 };
  return (await readFinds(folder))?.tracks ?? { looked: 0, waiting: 0, shed: 0, without: 0 };
}
