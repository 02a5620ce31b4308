import { loadavg } from 'node:os';
import { findModel, readCatalog } from '../src/know/models/catalog.ts';
import { detectorSpec } from '../src/know/models/spec.ts';
import { WEIGHTS } from './box.ts';
import { capacity } from './capacity.ts';
import { corrected } from './corrected.ts';
import { dashboard } from './dashboard/main.ts';
import { exportBench } from './export.ts';
import type { Figure } from './figure.ts';
import { firstFrame } from './first-frame.ts';
import { firstProgress, folder } from './folder.ts';
import { growth } from './growth.ts';
import { inference } from './inference.ts';
import { latency } from './latency.ts';
import { live } from './live.ts';
import { memory } from './memory.ts';
import { motion } from './motion.ts';
import { naming } from './naming.ts';
import { namingShare } from './naming-share.ts';
import { keep } from './newest.ts';
import { push } from './push.ts';
import { quiet } from './quiet.ts';
import { requests } from './requests.ts';
import { storeBench } from './store.ts';
import { tallies } from './tallies.ts';
import { teach } from './teach.ts';
import { written } from './written.ts';

/** Every bench by its name: `npm run bench` runs all in this order, `npm run bench -- quiet store` some. */
const BENCHES: Readonly<Record<string, () => Promise<readonly Figure[]>>> = {
  store: storeBench,
  growth,
  tallies,
  corrected,
  export: exportBench,
  requests,
  dashboard,
  inference: async () => inference(await detectorSpec(findModel(await readCatalog(), 'detect'), WEIGHTS)),
  naming,
  'naming-share': namingShare,
  teach,
  motion,
  'first-frame': firstFrame,
  folder,
  'first-progress': firstProgress,
  quiet,
  memory,
  latency,
  live,
  capacity,
  written,
  push,
};

/** Documents quote what is kept: `scripts/figures.ts`. */
const kept = process.argv.includes('--keep');
const names = process.argv.slice(2).filter((name) => name !== '--keep');
const unknown = names.find((name) => !(name in BENCHES));
if (unknown) {
  console.error(`No bench ${unknown}; there are ${Object.keys(BENCHES).join(', ')}`);
  process.exit(1);
}
for (const [bench, run] of Object.entries(BENCHES)) {
  if (names.length > 0 && !names.includes(bench)) continue;
  // Figures of a machine that was busy with something else are worth less: the load before the bench stands with them.
  const load = loadavg()[0]!;
  const figures = await run();
  for (const figure of figures) console.log(JSON.stringify({ bench, ...figure, load }));
  if (kept) keep(bench, { day: new Date().toISOString().slice(0, 10), load, figures });
}
