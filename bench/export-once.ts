import { readStore } from '../src/count/store/open.ts';
import { taxonById } from '../src/know/taxonomy/taxa.ts';
import type { ExportQuery } from '../src/tell/export/format.ts';
import { FORMATS } from '../src/tell/export/formats.ts';

// Writes one export to nowhere and tells the most memory (kB) that this process had.
const [file = '', name = ''] = process.argv.slice(2);
const store = readStore(file);
const source = {
  ...{ store, data: '/nowhere', now: Date.now(), version: '0', timeZone: 'Asia/Shanghai' },
  site: { name: 'bench', latitude: 31.5, longitude: 121.9 },
  cameras: store.effort.cameras().map((id) => ({ id, name: id })),
  stations: {},
  scientific: (taxon: string) => taxonById(taxon)?.scientific ?? taxon,
};
const query: ExportQuery = {
  ...{ from: 0, to: Date.now(), intervalMinutes: 30, compare: 'lastIndependentRecord', apart: 'station' },
  ...{ basis: 'best', media: false, precise: false },
};
const format = FORMATS.find((known) => known.name === name);
let bytes = 0;
for await (const piece of format!.write(source, query)) bytes += piece.length;
store.close();
console.log(process.resourceUsage().maxRSS);
if (bytes === 0) process.exit(1);
