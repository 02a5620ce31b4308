import { stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { type EvalSet, readSet } from '../eval/set.ts';

/** Where the demo keeps the scenes that it has drawn, below the folder of Roost. */
const KEPT = join('.cache', 'scenes');
/** How the clips of the demo's scenes are called. */
const DEMO = /^demo-[a-z]+\.\w+$/;

/** What the demo shows, if it was drawn here: its clips with their truth, those of the newest scenes of each name. @param root folder of Roost */
export async function demoScenes(root: string, signal: AbortSignal): Promise<EvalSet> {
  const folder = join(root, KEPT);
  const there = await stat(folder).catch(() => undefined);
  if (!there?.isDirectory()) return { items: [], unclear: [] };
  const { items } = await readSet(folder, signal);
  const newest = new Map<string, { readonly item: EvalSet['items'][number]; readonly at: number }>();
  for (const item of items) {
    const name = basename(item.file);
    if (item.source !== 'clip' || !item.animals || !DEMO.test(name)) continue;
    const { mtimeMs: at } = await stat(item.path);
    if (at >= (newest.get(name)?.at ?? 0)) newest.set(name, { item, at });
  }
  return { items: [...newest.values()].map(({ item }) => item), unclear: [] };
}
