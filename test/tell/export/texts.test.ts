import { execFileSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { keepDaily } from '../../../src/count/tally/keep.ts';
import type { ExportQuery, ExportSource } from '../../../src/tell/export/format.ts';
import { FORMATS } from '../../../src/tell/export/formats.ts';
import { talliesCsv } from '../../../src/tell/export/tallies.ts';
import { ReviewRequestShape } from '../../../src/tell/server/shapes/review.ts';
import { type SavingStore, savingStore, tempStore } from '../../count/store/temp.ts';
import { aTrack, aVisit, T } from '../../count/store/values.ts';
import { unzip, whole } from './unzip.ts';

/** What people and configurations say, for one camera with one visit. */
interface Said {
  readonly by: string;
  readonly behaviour: string;
  readonly note: string;
  readonly place: string;
  readonly habitat: string;
  readonly station: string;
}

const HOSTILE: Said = {
  by: '=HYPERLINK("http://x","Lin, 林")',
  behaviour: '@rest "asleep"',
  note: '-2 C\nwind; 3 Bft\r\nlast line\rof all, "quoted"',
  place: '+1 juvenile bank',
  habitat: 'reed bed, \n',
  station: '-hide',
};

const DAY = 86_400_000;
let folder: string;
let store: SavingStore;
let day = 0;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'roost-texts-'));
  store = savingStore(join(folder, 'roost.db'));
});
afterAll(async () => {
  await store.close();
  await rm(folder, { recursive: true });
});

/** An export of all of a day. */
function asked(of: SavingStore, from: number, cameras: readonly { id: string; station: string }[]) {
  const source: ExportSource = {
    ...{ store: of, data: folder, now: from + DAY, version: '0.1.0', timeZone: 'Asia/Shanghai' },
    cameras: cameras.map(({ id }) => ({ id, name: id })),
    stations: Object.fromEntries(cameras.map(({ id, station }) => [id, station])),
    site: { name: 'East', latitude: 31, longitude: 121 },
    scientific: (taxon) => taxon,
  };
  const query: ExportQuery = {
    ...{ from, to: from + DAY, intervalMinutes: 30, compare: 'lastIndependentRecord', apart: 'station' },
    ...{ basis: 'best', media: false, precise: true },
  };
  return { source, query };
}

/** Stores a day with a camera and a visit for each of what was said; gives every CSV of every format of that day. */
async function exported(all: readonly Said[]): Promise<Map<string, string>> {
  const from = T + day++ * DAY;
  const cameras = all.map(({ station }, index) => ({ id: `c${day}-${index}`, station }));
  for (const [index, { by, behaviour, note, place, habitat, station }] of all.entries()) {
    const camera = cameras[index]!.id;
    const track = aTrack(`t-${camera}`, { startAt: from, camera });
    await store.saveVisit(aVisit(`v-${camera}`, { startAt: from, camera, tracks: [track.id] }), 'end', from, [track]);
    await store.write(({ reviews, deployments }) => {
      const facts = { place, habitat, station, latitude: 31, longitude: 121 };
      deployments.put({ id: `d-${camera}`, camera, startAt: from, endAt: from + DAY, ...facts }, from);
      const review = { id: `r-${camera}`, visit: `v-${camera}`, track: track.id, at: from, by };
      reviews.put({ ...review, action: 'correct', individuals: 2, behaviour, note });
    });
  }
  const { source, query } = asked(store, from, cameras);
  const files = new Map<string, string>();
  for (const format of FORMATS) {
    const bytes = await whole(format.write(source, query));
    if (format.mediaType.startsWith('text/csv')) files.set(format.file, String(bytes));
    if (format.mediaType !== 'application/zip') continue;
    for (const [name, content] of await unzip(bytes))
      if (name.endsWith('.csv')) files.set(`${format.name}-${name}`, String(content));
  }
  return files;
}

/** Which of what was said stands in which file. */
const HELD: Readonly<Record<string, readonly (keyof Said)[]>> = {
  'camtrap-dp-deployments.csv': ['place', 'habitat', 'station'],
  'camtrap-dp-observations.csv': ['by', 'behaviour', 'note'],
  'darwin-core-occurrence.csv': ['by', 'behaviour', 'place', 'habitat', 'station'],
  'record-table.csv': ['station'],
};

/** Text that the API takes, as it stores it. */
const accepted = (key: 'by' | 'behaviour' | 'note') =>
  fc
    .oneof(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'binary' }), fc.constantFrom(HOSTILE[key], 'a\rb', '"\n'))
    .map((text) => ReviewRequestShape.shape[key].safeParse(text))
    .filter(({ success, data }) => success && data !== undefined)
    .map(({ data }) => data!);
/** Text of a configuration. */
const configured = (key: keyof Said) =>
  fc.oneof(fc.string({ unit: 'grapheme', minLength: 1 }), fc.constantFrom(HOSTILE[key], 'a\rb', ' a\nb'));
const said = fc.record<Said>({
  ...{ by: accepted('by'), behaviour: accepted('behaviour'), note: accepted('note') },
  // A place of blanks is no name: the station's or the camera's is told instead.
  place: configured('place').filter((text) => text.trim() !== ''),
  ...{ habitat: configured('habitat'), station: configured('station') },
});

describe('text in exports', () => {
  it('comes back as it was said from every file that programs read, whatever it is', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(said, { minLength: 1, maxLength: 20 }), async (all) => {
        const files = await exported(all);
        for (const [name, keys] of Object.entries(HELD)) {
          const rows: string[][] = parse(files.get(name)!);
          const cells = new Set(rows.flat());
          expect(all.flatMap((each) => keys.map((key) => each[key])).filter((text) => !cells.has(text))).toEqual([]);
        }
        // A reader that is not told how records end finds the same cells.
        for (const text of files.values())
          expect(parse(text, { record_delimiter: ['\r\n', '\n', '\r'] })).toEqual(parse(text));
      }),
      { numRuns: 12 },
    );
  });

  it('is read by Python and R as by our reader', async () => {
    const files = await exported([HOSTILE, { ...HOSTILE, note: '\nonly\n\nbreaks\n' }]);
    for (const [name, text] of files) await writeFile(join(folder, name), text);
    const names = [...files.keys()];
    const run = (command: string, ...code: string[]) =>
      JSON.parse(execFileSync(command, [...code, folder, ...names], { encoding: 'utf8' })) as string[][][];
    const ours = [...files.values()].map((text) => parse(text) as string[][]);
    expect(run('python3', '-c', PYTHON)).toEqual(ours);
    // R takes any line break in a text file for \n, also within a cell.
    const plain = (cell: string) => cell.replace(/\r\n?/g, '\n');
    expect(run('Rscript', '-e', R)).toEqual(ours.map((rows) => rows.map((row) => row.map(plain))));
  });

  it('is made harmless in tallies, which are for spreadsheets, unless that is not wanted', async () => {
    const own = await tempStore();
    const camera = '=1+1';
    await keepDaily(own, {
      ...{ timeZone: 'Asia/Shanghai', stations: {}, intervalMinutes: 30, compare: 'lastIndependentRecord' },
    });
    await own.saveVisit(aVisit('v', { camera, tracks: ['t'] }), 'end', T, [aTrack('t', { camera })]);
    const { source, query } = asked(own, T, [{ id: camera, station: camera }]);
    const cameraIn = async (guard: boolean) => {
      const [, row] = parse(await whole(talliesCsv.write(source, { ...query, guard }))) as string[][];
      return row![1];
    };
    expect([await cameraIn(true), await cameraIn(false)]).toEqual(["'=1+1", '=1+1']);
  });
});

const PYTHON = `
import csv, json, sys
folder, *names = sys.argv[1:]
print(json.dumps([list(csv.reader(open(f'{folder}/{name}', newline='', encoding='utf-8'))) for name in names]))
`;

const R = `
given <- commandArgs(trailingOnly = TRUE)
read <- function(name) {
  table <- read.csv(file.path(given[1], name), header = FALSE, colClasses = "character", na.strings = character(), encoding = "UTF-8")
  unname(as.matrix(table))
}
cat(jsonlite::toJSON(lapply(given[-1], read)))
`;
