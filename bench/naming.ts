import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pull } from '../src/commands/models.ts';
import { installed } from '../src/know/models/installed.ts';
import { WEIGHTS } from './box.ts';
import { cropRate } from './crop-rate.ts';
import type { Figure } from './figure.ts';
import { loading } from './loading.ts';
import { trackCost } from './track-cost.ts';

/** What names cost: a crop, a track, and the models' loading. */
export async function naming(): Promise<Figure[]> {
  const folder = await mkdtemp(join(tmpdir(), 'roost-bench-models-'));
  try {
    const { lacking } = await pull({ folder, mirror: WEIGHTS });
    if (lacking.length > 0) throw new Error(lacking.join('\n'));
    const models = await installed(folder);
    return [...(await cropRate(models)), ...(await trackCost(folder, models)), ...(await loading(models))];
  } finally {
    await rm(folder, { recursive: true });
  }
}
