/** Puts one version into use and takes it back, without end, until it is killed. @see turnover.test.ts */
import { Turnover } from '../../../src/box/models/turnover.ts';
import { siteSchema } from '../../../src/know/config/schema.ts';

const [data] = process.argv.slice(2);
const site = siteSchema.parse({
  site: { name: 'East', timeZone: 'Asia/Shanghai', latitude: 31, longitude: 121 },
});
const catalog = { detector: {} as never, classifiers: [], absent: [] };
const turnover = new Turnover({
  ...{ config: { site, data: data!, cameras: [] }, now: Date.now, troubles: { set: () => undefined } },
  prove: async () => undefined,
  catalog: async () => catalog,
  heads: () => undefined,
  seeing: () => ({ ready: async () => ({ use: async () => undefined, discard: async () => undefined }) }),
});
// It was cut off before, with either of them in use.
if ((await turnover.state()).lines.planes?.present === 2) await turnover.rollBack('planes', 'again');
process.stdout.write('ready\n');
for (;;) {
  const bundle = (await turnover.staged('planes-2'))!;
  await turnover.promote(bundle, 'again');
  await turnover.rollBack('planes', 'again');
}
