import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Visit } from '../../src/base/domain.ts';
import { type ChecklistCommand, checklist } from '../../src/commands/checklist.ts';
import { readChecklist } from '../../src/know/config/checklist.ts';
import { savingStore } from '../count/store/temp.ts';
import { aVisit } from '../count/store/values.ts';
import { xlsx } from '../know/taxonomy/lists/xlsx.ts';

const NOW = Date.parse('2026-05-01T00:00:00Z');
const BOX = `site: { name: Isle, latitude: 30.1, longitude: 117.2, timeZone: Asia/Shanghai }
data: kept
checklist: site.yaml
`;

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'roost-checklist-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const at = (name: string) => join(folder, name);
const put = (name: string, text: string | Uint8Array) => {
  writeFileSync(at(name), text);
  return at(name);
};

async function run(options: Omit<ChecklistCommand, 'config'>) {
  const printed: string[] = [];
  const complaints: string[] = [];
  const good = await checklist(
    { config: at('roost.yaml'), ...options },
    NOW,
    (text) => printed.push(text),
    (line) => complaints.push(line),
  );
  return { good, text: printed.join(''), complaints };
}

/** What the box reads of the text. */
const readBack = (text: string) => readChecklist(put('back.yaml', text));

async function store(file: string, visits: readonly Partial<Visit>[]) {
  const store = savingStore(file);
  for (const [index, visit] of visits.entries()) await store.saveVisit(aVisit(`v${index}`, visit), 'end', NOW);
  return store;
}

const VISITS: readonly Partial<Visit>[] = [
  // Already May at the site.
  { taxon: 'egretta-garzetta', startAt: Date.parse('2025-04-30T16:30:00Z') },
  { taxon: 'egretta-garzetta', startAt: Date.parse('2025-06-30T15:30:00Z') },
  { taxon: 'anas', startAt: Date.parse('2025-12-01T04:00:00Z') },
  { taxon: 'anatidae', startAt: Date.parse('2025-12-01T04:00:00Z') },
  { taxon: 'grus-japonensis', startAt: Date.parse('2025-12-01T04:00:00Z'), status: 'set-aside', reason: 'a stone' },
];

describe('roost checklist', () => {
  it('reads the sheet that is named, in the order of dates that is told', async () => {
    const head = ['中文名', '日期'];
    const book = await xlsx({ 甲: [head, ['白鹭', '05/01/2024']], 乙: [head, ['苍鹭', '05/01/2024']] });
    const file = put('list.xlsx', book);
    await expect(run({ csv: [file] })).rejects.toThrow(`--csv '${file}#甲'`);
    await expect(run({ csv: [`${file}#乙`] })).rejects.toThrow('--dates day-first');
    const { good, text } = await run({ csv: [`${file}#乙`], dates: 'day-first' });
    expect(good).toBe(true);
    expect(readBack(text).taxa).toEqual([{ taxon: 'ardea-cinerea', months: [1] }]);
  });

  it('names a region', async () => {
    const { good, text } = await run({ region: 'china' });
    expect(good).toBe(true);
    expect(text).toMatch(/^# .*Made on 2026-05-01 by "roost checklist" from the region list china\.\n/);
    expect(text).toContain('\nname: site\nregion: china\n');
    expect(readBack(text).weight('anas-platyrhynchos', 7)).toBe(1);
    expect(readBack((await run({ region: 'world' })).text).id).toBe('none');
  });

  it('lists species and genera of counted visits, with the months of the site, while the box runs', async () => {
    put('roost.yaml', BOX);
    const open = await store(at('roost.db'), VISITS);
    try {
      const { text } = await run({ records: at('roost.db'), name: 'isle' });
      expect(text).toContain('months in Asia/Shanghai');
      expect(text).toContain('Little Egret; 2 visits\n    months: may-jun\n');
      expect(readBack(text).taxa).toEqual([
        { taxon: 'anas', months: [12] },
        { taxon: 'egretta-garzetta', months: [5, 6] },
      ]);
    } finally {
      await open.close();
    }
  });

  it('finds the records of its own box, before it has a checklist', async () => {
    put('roost.yaml', BOX.replace('kept', '.'));
    await (await store(at('roost.db'), VISITS)).close();
    expect(readBack((await run({ records: true })).text).taxa).toHaveLength(2);
    await expect(run({ records: at('nowhere.db') })).rejects.toThrow(/nowhere\.db: does not exist/);
  });

  it('lists what a table names, tells what it does not know, and reads back the same', async () => {
    const file = put('list.csv', '中文名,月份\n绿头鸭,10-3\n绿头鸦,5\n白鹭,\n');
    const { good, text, complaints } = await run({ csv: [file] });
    expect(good).toBe(false);
    expect(complaints).toEqual([expect.stringMatching(/绿头鸦.*did you mean anas-platyrhynchos/)]);
    const { taxa } = readBack(text);
    expect(taxa).toEqual([
      { taxon: 'anas-platyrhynchos', months: [1, 2, 3, 10, 11, 12] },
      { taxon: 'egretta-garzetta' },
    ]);
    const again = await run({ csv: [put('again.csv', 'taxon\nmallard\n'), file], region: 'china' });
    expect(readBack(again.text).taxa[0]).toEqual({ taxon: 'anas-platyrhynchos' });
    expect(again.text).toContain('region: china');
  });

  it('writes to a file once', async () => {
    const output = at('site.yaml');
    expect((await run({ region: 'china', output })).text).toBe('');
    expect(readFileSync(output, 'utf8')).toContain('region: china');
    await expect(run({ region: 'china', output })).rejects.toThrow(/site\.yaml: .*exist.*Name a new file/);
  });

  it('refuses in words what makes no checklist', async () => {
    await expect(run({})).rejects.toThrow(/no source is named.*--region china\|world, --records, --csv/);
    await expect(run({ region: 'china', name: 'East Isle' })).rejects.toThrow(/lower-case/);
    await expect(run({ csv: [folder] })).rejects.toThrow(/read records .*EISDIR/);
    await expect(run({ csv: [put('x.csv', 'taxon\nunicorn\n')] })).rejects.toThrow(/name no known taxon/);
    await expect(run({ region: 'world', csv: [put('y.csv', 'taxon\n绿头鸭\n')] })).rejects.toThrow(/no prior at all/);
    await expect(run({ records: put('z.db', 'no database at all, but long enough to be one') })).rejects.toThrow(
      /not a database/,
    );
  });
});
