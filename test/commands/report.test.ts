import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ReportCommand, report } from '../../src/commands/report.ts';
import { siteSchema } from '../../src/know/config/schema.ts';
import { NO_PRIOR } from '../../src/know/taxonomy/checklist.ts';
import { NO_SECRETS } from '../no-secrets.ts';
import { halfYearFixture, local, ZONE } from '../tell/report/fixture.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'roost-report-'));
  await halfYearFixture(folder);
});
afterAll(() => rm(folder, { recursive: true }));

function run(
  name: string,
  options: Partial<ReportCommand>,
  data = folder,
  more: Record<string, object | string> = {},
): Promise<string> {
  const { tide, ...keys } = more;
  const place = { name: '东岛', latitude: 31.5, longitude: 121.9, timeZone: ZONE, ...(tide && { tide }) };
  const site = siteSchema.parse({ site: place, ...keys });
  const secrets = {
    apiToken: undefined,
    all: [],
    channel: () => NO_SECRETS,
    camera: () => undefined,
  };
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
    ['2026H1', { date: '3.7.2026' }, '--date 3.7.2026: is no day. Write it as 2026-07-03'],
    ['2026H1', { date: '2026-02-30' }, '--date 2026-02-30: there is no such day'],
    ['2026H1', { link: 'roost.example.org' }, 'is no address. Write it as https://roost.example.org'],
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
    await expect(refused).rejects.toThrow(/tide\.csv: line 2: height "low" is no number.*key site\.tide\.table/);
  });

  it('is signed as roost.yaml says, and leads to the address at which readers find the box, if there is any', async () => {
    const [first, second, third] = ['a', 'b', 'c'].map((name) => join(folder, `${name}.html`)) as [
      string,
      string,
      string,
    ];
    const keys = { publicAddress: 'https://roost.example.org/', report: { unit: '管理处', author: '林月' } };
    await run('2026H1', { output: first, date: '2026-07-03' }, folder, keys);
    const html = await readFile(first, 'utf8');
    expect(html).toContain('<dt>编制单位</dt><dd>管理处</dd><dt>编制人</dt><dd>林月</dd>');
    expect(html).toContain('<dd>2026-07-03</dd>');
    expect(html).toContain('href="https://roost.example.org/api/v1/visits?');
    await run('2026H1', { output: second, link: 'http://box:1' }, folder, keys);
    expect(await readFile(second, 'utf8')).toContain('href="http://box:1/api/v1/visits?');
    // Not the address that the box itself listens at: that is its own machine for whoever reads this elsewhere.
    await run('2026H1', { output: third }, folder);
    expect(await readFile(third, 'utf8')).not.toMatch(/href="http|127\.0\.0\.1/);
  });

  it('tells groups of the taxa that the site says live in groups', async () => {
    const groups = async (name: string, socialTaxa: object) => {
      const output = join(folder, name);
      await run('2026H1', { format: 'csv', output }, folder, { socialTaxa });
      return (await readFile(output, 'utf8')).split('群次,群体大小\r\n')[1]!.split('\r\n\r\n')[0];
    };
    expect(await groups('usual.csv', {})).toBe('绿头鸭,Anas platyrhynchos,4,2–10\r\n灰鹤,Grus grus,1,2');
    const site = { add: ['苍鹭'], remove: ['Anas platyrhynchos'] };
    expect(await groups('site.csv', site)).toBe('灰鹤,Grus grus,1,2\r\n苍鹭,Ardea cinerea,1,2');
  });

  it('needs a database', async () => {
    await expect(run('2026H1', { output: join(folder, 'no.html') }, join(folder, 'empty'))).rejects.toThrow(
      'does not exist',
    );
  });
});
