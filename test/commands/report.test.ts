import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
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

function run(name: string, options: Partial<ReportCommand>, data = folder): Promise<string> {
  const site = siteSchema.parse({ site: { name: '东岛', latitude: 31.5, longitude: 121.9, timeZone: ZONE } });
  const secrets = { apiToken: undefined, webhookSecret: undefined, smtp: undefined, camera: () => undefined };
  const config = { folder, data, site, checklist: NO_PRIOR, cameras: [], secrets };
  return report(name, config, { lang: 'zh', format: 'html', ...options }, local('2026-08-01'));
}

describe('roost report', () => {
  it.each([
    ['html', '<!doctype html>'],
    ['docx', 'PK'],
    ['csv', '\uFEFF东岛: 半年监测报告 2026H1'],
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

  it('needs a database', async () => {
    await expect(run('2026H1', { output: join(folder, 'no.html') }, join(folder, 'empty'))).rejects.toThrow(
      'does not exist',
    );
  });
});
