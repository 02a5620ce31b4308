import { spawnSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openStore } from '../src/count/store/open.ts';
import { type Figure, rounded } from './figure.ts';
import { fillVisits } from './fill-visits.ts';

const MANY = 1_000_000;
const FEW = 20_000;
/** What a million records may cost more than a few do, MB. */
const MORE = 64;

/** Peak memory of an export of a million visits, beside that of twenty thousand in the same run. */
export async function exportBench(): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const format of ['camtrap-dp', 'record-table']) {
    const [peer, value] = [await peak(format, FEW), await peak(format, MANY)];
    const name = `most memory of ${format} of a million visits, beside one of ${FEW}`;
    figures.push({ name, value: value.megabytes, unit: 'MB', limit: peer.megabytes + MORE, peer: peer.megabytes });
    figures.push({ name: `${format} of a million visits`, value: rounded(value.seconds), unit: 's' });
  }
  return figures;
}

async function peak(format: string, visits: number): Promise<{ megabytes: number; seconds: number }> {
  const folder = await mkdtemp(join(tmpdir(), 'roost-bench-'));
  try {
    const file = join(folder, 'roost.db');
    await fillVisits(file, { visits, tracksAVisit: 1, days: 365 });
    await openStore(file).close();
    const script = fileURLToPath(new URL('./export-once.ts', import.meta.url));
    const begin = performance.now();
    const { stdout, stderr, status } = spawnSync(process.execPath, ['--import', 'tsx', script, file, format], {
      encoding: 'utf8',
    });
    if (status !== 0) throw new Error(stderr);
    return { megabytes: Math.round(Number(stdout) / 1024), seconds: (performance.now() - begin) / 1000 };
  } finally {
    await rm(folder, { recursive: true });
  }
}
