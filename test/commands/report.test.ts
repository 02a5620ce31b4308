import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ReportCommand, report } from '../../src/commands/report.ts';
import { siteSchema } from '../../src/know/config/schema.ts';
import { NO_PRIOR } from '../../src/know/taxonomy/checklist.ts';
import { halfYearFixture, local, ZONE } from '../tell/report/fixture.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'roost-report-'));
  await halfYearFixture(folder);
});
afterAll(() => rm(folder, { recursive: true }));

function run(name: string, options: Partial<ReportCommand>, data = folder, more: object = {}): Promise<string> {
  const site = siteSchema.parse({ site: { name: '东岛', latitude: 31.5, longitude: 121.9, timeZone: ZONE, ...more } });
  const secrets = { apiToken: undefined, webhookSecret: undefined, smtp: undefined, camera: () => undefined };
  const config = { folder, data, site, checklist: NO_PRIOR, cameras: [], secrets };
  return report(name, config, { lang: 'zh', format: 'html', ...options }, local('2026-08-01'));
}

describe('roost report', () => {
  it.each([
    ['html', '<!doctype html>'],
    ['docx', 'PK'],
    ['csv', '\uFEFF东岛鸟类与兽类监测半年报告'],
  ] as const)('writes %s, whole', async (format, start) => {
    const output = join(folder, `report.${format}`);
    expect(await run('2026h1', { format, output })).toBe(output);
    expect((await readFile(output, 'utf8')).startsWith(start)).toBe(true);
    expect((await readdir(folder)).filter((name) => name.endsWith('.part'))).toEqual([]);
    await expect(run('2026H1', { format, output })).rejects.toThrow('it exists. Name a new file');
  });

  it.each([
    ['2026H3', {}, 'is no half-year. Write it as 2026H1'],
    ['2027H1', {}, 'has not begun'],
    ['2026H1', { output: '/no/such/folder/report.html' }, 'Make the folder first'],
  ])('refuses %s with %j', async (name, options, message) => {
    await expect(run(name, { output: join(folder, 'no.html'), ...options })).rejects.toThrow(message);
  });

  it('holds counts against the tide where the site has one, and refuses a wrong table by line', async () => {
    const heights = ['02 00:30,0.5', '02 06:30,3.5', '02 12:30,0.6', '02 18:30,3.2', '03 00:40,0.5'];
    const table = join(folder, 'tide.csv');
    await writeFile(table, ['time,height', ...heights.map((line) => `2026-01-${line}`)].join('\n'));
    const output = join(folder, 'tide-report.csv');
    const tide = { table: 'tide.csv' };
    await run('2026H1', { format: 'csv', lang: 'en', output }, folder, { tide });
    const lines = (await readFile(output, 'utf8')).split('\r\n');
    // Mallards at 6:00, 6:10 and 7:00 of the 2nd, one at a time on a track of each; only the last is between two known high waters.
    expect(lines).toContain('2026-01-02 06:30,3.5,1,2026-01-02 07:00,35,6');
    expect(lines).toContain('Two hours or less from high water,0,100.0 %,4,33.3 %,0');
    expect(lines.join()).toContain('Heights of the tide are from the table tide.csv.');
    await writeFile(table, 'time,height\n2026-01-02 00:30,low');
    const refused = run('2026H1', { output: join(folder, 'no.html') }, folder, { tide });
    await expect(refused).rejects.toThrow(`${table}: line 2: height "low" is no number`);
  });

  it('needs a database', async () => {
    await expect(run('2026H1', { output: join(folder, 'no.html') }, join(folder, 'empty'))).rejects.toThrow(
      'does not exist',
    );
  });
});
