/**
 * Leads a bundle all the way as a box does and its people have it: uploaded, staged, run in shadow, put into use, taken back by the box itself,
 * put into use again and kept; from wherever it was cut off before. Then it ends, or stays for who is late to cut it off. @see whole-way.test.ts
 */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { checkBundle } from '../../../src/box/models/check-bundle.ts';
import { handedModels } from '../../../src/box/models/handed.ts';
import { ModelWatch } from '../../../src/box/models/model-watch.ts';
import { lineOf } from '../../../src/box/models/state.ts';
import { Turnover } from '../../../src/box/models/turnover.ts';
import { Shadows } from '../../../src/box/shadow/shadows.ts';
import type { Config } from '../../../src/know/config/config.ts';
import { siteSchema } from '../../../src/know/config/schema.ts';
import { removeStagingLeftovers } from '../../../src/know/models/bundle/stage.ts';
import type { Installed } from '../../../src/know/models/installed.ts';
import { NO_PRIOR } from '../../../src/know/taxonomy/checklist.ts';
import { InferencePool } from '../../../src/see/inference/pool.ts';
import { finder } from './finder.ts';

const PIECE = 2_000;
const [data, tar, key, then] = process.argv.slice(2) as [string, string, string, 'stay' | 'end'];
const site = siteSchema.parse({
  site: { name: 'East', timeZone: 'Asia/Shanghai', latitude: 31, longitude: 121 },
  models: { keys: [{ name: 'keeper', key }], mostMilliseconds: 60_000 },
  retention: { freeGigabytes: 0.05 },
});
const config = { site, data, cameras: [], folder: data, checklist: NO_PRIOR } as unknown as Config;
const folder = join(data, 'models');
const log = { info: () => undefined, warn: () => undefined };
const catalog: Installed = { detector: finder(folder), classifiers: [], absent: [] };

let pool: InferencePool | undefined;
let models: Installed | undefined;
async function started(wanted: Installed): Promise<InferencePool> {
  const { detector, classifiers } = wanted;
  const next = new InferencePool(
    detector.spec,
    1,
    classifiers.map(({ spec }) => spec),
  );
  await next.start();
  return next;
}
function use(next: InferencePool, wanted: Installed): void {
  [pool, models] = [next, wanted];
  process.stdout.write(`uses ${next.classifiers.map(({ id }) => id.split('@')[0]).join()}\n`);
}

const turnover = new Turnover({
  ...{ config, now: Date.now, troubles: { set: () => undefined }, heads: () => undefined },
  catalog: async () => catalog,
  prove: (bundle, signal) => checkBundle(bundle, { mostMs: 60_000, features: [] }, signal),
  seeing: () => ({
    ready: async (wanted) => {
      const [before, next] = [pool, await started(wanted)];
      return {
        discard: () => next.stop(),
        use: async () => {
          use(next, wanted);
          await before?.stop();
        },
      };
    },
  }),
});
const shadows = new Shadows({
  ...{ config, database: join(data, 'roost.db'), log, now: Date.now },
  ...{ models: () => models, heads: () => ({ handed: [], own: [] }), dropped: () => 0 },
  show: () => () => undefined,
});

// As a box starts.
await removeStagingLeftovers(folder, Date.now());
const chosen = await turnover.chosen(catalog);
use(await started(chosen), chosen);
await shadows.start();

const handed = handedModels(config, () => [], Date.now);
// Who sends it hears no answer where it was cut off, and sends it again.
if (!(await turnover.staged('planes-2')) || (await handed.models()).uploads.length > 0) {
  const bytes = await readFile(tar);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  let { offset } = await handed.beginUpload(sha256, bytes.length);
  while (offset < bytes.length) {
    offset = (await handed.appendUpload(sha256, offset, bytes.subarray(offset, offset + PIECE)))!.offset;
    await sleep(10);
  }
  await handed.stageUpload(sha256);
}

if ((await shadows.runs()).length === 0) await shadows.begin('planes-2', { hours: 1 / 3_600 }, 'Lin');
while ((await shadows.runs())[0]!.state === 'running') await sleep(20);

// The first time it does not do well while it is watched, the second time it does.
const rules = { ms: 3_600_000, mostErrors: 0, mostSlower: 2, mostOtherwise: 1, leastTracks: 100 };
const watch = new ModelWatch({
  ...{ rules, turnover, log, now: Date.now, tracks: () => [], audited: (_, __, ___, work) => work() },
});
for (;;) {
  const { present, steps, watch: watched } = lineOf(await turnover.state(), 'planes');
  const tookBack = steps.some(({ what }) => what === 'rolled-back');
  if (tookBack) rules.ms = 100;
  if (present !== 2) await turnover.promote((await turnover.staged('planes-2'))!, 'by Lin');
  else if (!watched) break;
  else {
    await watch.look();
    if (!tookBack) watch.processEnded();
    await sleep(20);
  }
}
await shadows.close();
await pool?.stop();
if (then === 'stay') setInterval(() => undefined, 60_000);
process.stdout.write('done\n', () => then === 'stay' || process.exit(0));
