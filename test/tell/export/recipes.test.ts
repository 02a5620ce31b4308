import { execFileSync } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FORMATS } from '../../../src/tell/export/formats.ts';
import { FIVE_DAYS, movedSite, rowsOf, sourceOf, textOf } from './exporting.ts';

/** Formats that the recipes read. */
const READ = FORMATS.filter(({ file }) => file.endsWith('.csv'));

describe('docs/recipes.md', () => {
  let folder: string;
  let recipes: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'roost-recipes-'));
    recipes = await readFile('docs/recipes.md', 'utf8');
    const source = sourceOf(await movedSite());
    for (const { file, write } of READ)
      await writeFile(
        join(folder, file),
        await textOf(write(source, { ...FIVE_DAYS, occasionDays: 2 }) as AsyncIterable<string>),
      );
  });
  afterAll(() => rm(folder, { recursive: true }));

  const blocks = (language: string) =>
    [...recipes.matchAll(new RegExp(`\`\`\`${language}\\n([^\`]*)\`\`\``, 'g'))].map(([, code]) => code!);

  it('has recipes in both languages for each table', () => {
    expect(blocks('r')).toHaveLength(5);
    expect(blocks('python')).toHaveLength(5);
  });

  it('runs in base R', () => {
    const code = `${blocks('r').join('\n')}\nprint(y); print(sum(effort$camera_days)); print(curve)\n`;
    const said = execFileSync('Rscript', ['-e', code], { cwd: folder, encoding: 'utf8' });
    expect(said).toContain('1.35');
  });

  it('keeps stations that are called by numbers in R', async () => {
    const own = await mkdtemp(join(folder, 'numbers-'));
    await writeFile(join(own, 'operation-matrix.csv'), ',2026-03-01,2026-03-02\r\n01,NA,0.5\r\n02,1,0\r\n');
    await writeFile(join(own, 'record-table.csv'), 'Station,Species\r\n01,Aves\r\n');
    const code = `${blocks('r').at(-1)!}\ncat(rownames(camOp), records$Station, sum(camOp, na.rm = TRUE))`;
    expect(execFileSync('Rscript', ['-e', code], { cwd: own, encoding: 'utf8' })).toBe('01 02 01 1.5');
  });

  it('runs in Python', () => {
    const said = execFileSync('python3', ['-'], { cwd: folder, encoding: 'utf8', input: blocks('python').join('\n') });
    expect(said).toContain('1.35');
    expect(said).toMatch(/2 seen, [\d.]+ by Chao2/);
  });

  it('reads what these tables say', async () => {
    const source = sourceOf(await movedSite());
    const table = (name: string) =>
      rowsOf(
        READ.find((format) => format.name === name)!.write(source, {
          ...FIVE_DAYS,
          occasionDays: 2,
        }) as AsyncIterable<string>,
      );
    // Nobody looked on 3 and 4 March, and at the tower no longer than 1 March.
    expect(await table('detection-history')).toEqual([
      ['Species', 'Station', '2026-03-01', '2026-03-03', '2026-03-05'],
      ['ardea-cinerea', 'hide', '0', 'NA', 'NA'],
      ['ardea-cinerea', 'pond', 'NA', 'NA', '0'],
      ['ardea-cinerea', 'tower', '1', 'NA', 'NA'],
      ['egretta-garzetta', 'hide', '1', 'NA', 'NA'],
      ['egretta-garzetta', 'pond', 'NA', 'NA', '1'],
      ['egretta-garzetta', 'tower', '0', 'NA', 'NA'],
    ]);
    expect(await table('occasion-effort')).toEqual([
      ['Station', '2026-03-01', '2026-03-03', '2026-03-05'],
      ['hide', '0.75', '0', '0'],
      ['pond', 'NA', '0', '0.1'],
      ['tower', '0.5', 'NA', 'NA'],
    ]);
    // Two species in the first occasion, one of them again in the second that was looked at.
    expect(await table('species-accumulation')).toEqual([
      [
        ...[
          'occasion',
          'from',
          'camera_days',
          'species',
          'new_species',
          'expected',
          'chao2',
          'chao2_lower',
          'chao2_upper',
        ],
      ],
      ['1', '2026-03-01', '1.25', '2', '2', '1.5', '2', '2', '2'],
      ['2', '2026-03-05', '1.35', '2', '0', '2', '2.25', '2.01', '6.89'],
    ]);
    const activity = (await table('activity')).filter(
      ([taxon, , hour]) => taxon === 'egretta-garzetta' && hour === '3',
    );
    expect(activity).toEqual([['egretta-garzetta', 'egretta-garzetta', '3', '0', '0', '0', '', '']]);
  });
});
