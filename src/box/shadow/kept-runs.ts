import { readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { putWhole } from '../../base/whole-file.ts';
import { runSchema, type ShadowRun } from './run.ts';

const FILE = 'run.json';
/** Runs that are remembered. */
const MOST = 20;

/** The folder of a bundle's run. @param models the models folder */
export function runFolder(models: string, bundle: string): string {
  return join(models, 'shadow', bundle);
}

/** Every run that is remembered, the newest first; one that cannot be read is none. */
export async function keptRuns(models: string): Promise<ShadowRun[]> {
  const names = await readdir(join(models, 'shadow')).catch(() => []);
  const found = await Promise.all(names.map((name) => readRun(models, name)));
  return found.filter((run) => run !== undefined).sort((a, b) => b.beganAt - a.beganAt);
}

/** The run of a bundle; undefined where there was none. */
export async function readRun(models: string, bundle: string): Promise<ShadowRun | undefined> {
  try {
    return runSchema.parse(JSON.parse(await readFile(join(runFolder(models, bundle), FILE), 'utf8')));
  } catch {
    return undefined;
  }
}

/** Writes a run down in one step. */
export async function putRun(models: string, run: ShadowRun): Promise<void> {
  await putWhole(join(runFolder(models, run.bundle), FILE), `${JSON.stringify(run, undefined, 2)}\n`);
}

/** Makes room for a new run of a bundle: an earlier one of it goes, and so do the oldest of all. */
export async function clearFor(models: string, bundle: string): Promise<void> {
  const others = (await keptRuns(models)).filter((run) => run.bundle !== bundle);
  for (const old of [bundle, ...others.slice(MOST - 1).map((run) => run.bundle)])
    await rm(runFolder(models, old), { recursive: true, force: true });
}
