import { afterEach, beforeEach, expect, it } from 'vitest';
import { type Running, startFake } from './fake.ts';

let running: Running;
beforeEach(async () => {
  running = await startFake();
});
afterEach(() => running.stop());

it('shows a report in a frame of the page alone, runs nothing in it, and hands out files', async () => {
  const page = await running.get('/api/v1/reports/2026H1?lang=en');
  expect(await page.text()).toContain('2026H1 en html');
  expect(page.headers.get('content-type')).toContain('text/html');
  const policy = page.headers.get('content-security-policy');
  expect(policy).toContain("default-src 'none'");
  expect(policy).toContain("frame-ancestors 'self'");
  const file = await running.get('/api/v1/reports/2026H1?format=docx');
  expect(file.headers.get('content-disposition')).toBe('attachment; filename="2026H1-zh.docx"');
});

it('says which half-years there are, and why one has no report', async () => {
  const { data } = (await (await running.get('/api/v1/reports')).json()) as { data: { name: string }[] };
  expect(data.map(({ name }) => name)).toEqual(['2026H1', '2025H2']);
  const early = await running.get('/api/v1/reports/2027H1');
  expect([early.status, await early.text()]).toEqual([404, expect.stringContaining('has not begun')]);
  expect((await running.get('/api/v1/reports/2026H3')).status).toBe(400);
});

it('tells the checklist of the site by month', async () => {
  const { data } = (await (await running.get('/api/v1/checklist')).json()) as { data: object[] };
  expect(data[1]).toMatchObject({ taxon: { id: 'cygnus-cygnus', chinese: '大天鹅' }, months: [1, 2, 11, 12] });
  expect(data[0]).not.toHaveProperty('months');
});
