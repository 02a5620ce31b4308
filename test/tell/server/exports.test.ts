import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { RoostError } from '../../../src/base/errors.ts';
import { eventually } from '../../patience.ts';
import { type Running, startFake } from './fake.ts';

let running: Running;
beforeEach(async () => {
  running = await startFake();
});
afterEach(() => running.stop());

describe('exports', () => {
  it('are listed, each with its address', async () => {
    const { data } = (await (await running.get('/api/v1/exports')).json()) as { data: { url: string }[] };
    expect(data.map(({ url }) => url)).toEqual(['/api/v1/exports/record-table']);
  });

  it('are sent as a file of a name that says the range', async () => {
    const response = await running.get(
      '/api/v1/exports/record-table?from=2026-01-01T00:00:00Z&to=2026-07-01T00:00:00Z',
    );
    expect(response.headers.get('content-disposition')).toBe(
      'attachment; filename="2026-01-01-2026-07-01-record-table.csv"',
    );
    expect(response.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    expect(await response.text()).toBe('0\r\n1\r\n2\r\n');
  });

  it("follow the site's rule of independence where none is asked for, as records do", async () => {
    const rule = async (query: string) => {
      const answer = (await (await running.get(`/api/v1/records${query}`)).json()) as Record<string, unknown>;
      return [answer.interval, answer.compare, answer.against];
    };
    expect(await rule('')).toEqual([45, 'lastRecord', 'all-time']);
    expect(await rule('?interval=30&compare=lastIndependentRecord&against=range')).toEqual([
      ...[30, 'lastIndependentRecord', 'range'],
    ]);
  });

  it('tell what is refused as a problem, and not as a file', async () => {
    const error = new RoostError('export', 'record-table', 'more than 4000 days', 'Ask for a shorter range');
    running.box.exportFails = { line: 'asked', error };
    const response = await running.get('/api/v1/exports/record-table');
    expect(response.status).toBe(400);
    expect(response.headers.get('content-disposition')).toBeNull();
    expect(await response.json()).toMatchObject({ detail: expect.stringContaining('more than 4000 days') });
  });

  it('break off where the box fails in the middle, so that half a file is not taken for a whole', async () => {
    running.box.exportFails = { line: 1, error: new Error('the disk is gone') };
    const response = await running.get('/api/v1/exports/record-table');
    await expect(response.text()).rejects.toThrow();
    expect((await running.get('/api/v1/health')).status).toBe(200);
  });

  it('tell what fails before anything was sent as a problem, and not as a file', async () => {
    running.box.exportFails = { line: 0, error: new Error('the disk is gone') };
    const response = await running.get('/api/v1/exports/record-table');
    expect([response.status, response.headers.get('content-disposition')]).toEqual([500, null]);
  });

  it('make nothing for HEAD, and answer it as GET would be answered', async () => {
    const path = '/api/v1/exports/record-table';
    const [head, get] = [await running.get(path, { method: 'HEAD' }), await running.get(path)];
    await get.text();
    for (const name of ['content-type', 'content-disposition'])
      expect(head.headers.get(name)).toBe(get.headers.get(name));
    expect(running.box.exports).toEqual({ begun: 1, ended: 1 });
    running.box.exportFails = { line: 'asked', error: new RoostError('export', 'record-table', 'too long') };
    expect((await running.get(path, { method: 'HEAD' })).status).toBe(400);
  });

  it('end with the reader, who may go at any time, and nobody calls that a fault', async () => {
    running.box.exportLines = Number.POSITIVE_INFINITY;
    running.box.exportPadding = ' '.repeat(10_000);
    const gone = Array.from({ length: 20 }, async (_, index) => {
      const leave = new AbortController();
      const response = await running.get('/api/v1/exports/record-table', { signal: leave.signal });
      if (index % 2 === 0) await response.body?.getReader().read();
      leave.abort();
    });
    await Promise.all(gone);
    await eventually(() => expect(running.box.exports).toEqual({ begun: 20, ended: 20 }));
    expect(running.logged.filter(({ level }) => level === 'error')).toEqual([]);
  });

  it.each([
    ['/api/v1/exports/excel', 404],
    ['/api/v1/exports/record-table?from=2026-07-01T00:00:00Z&to=2026-01-01T00:00:00Z', 400],
    ['/api/v1/exports/record-table?interval=-1', 400],
    ['/api/v1/exports/record-table?interval=1e1', 400],
    ['/api/v1/exports/record-table?interval=%205', 400],
    ['/api/v1/records?interval=0x10', 400],
    ['/api/v1/records?interval=', 400],
    ['/api/v1/records?interval=0.5', 200],
    ['/api/v1/feed/schemas/visit.new?version=1e0', 400],
    ['/api/v1/records?compare=any', 400],
    ['/api/v1/cameras/none/gaps', 404],
    ['/api/v1/cameras/east/gaps?from=2030-01-01T00:00:00Z', 400],
  ])('%s is answered with %d', async (path, status) => {
    expect((await running.get(path)).status).toBe(status);
  });

  it('gaps are told since the camera stood there, and of a year at most', async () => {
    const ever = '/api/v1/cameras/east/gaps?from=0000-01-01T00:00:00Z&to=9999-12-31T00:00:00Z';
    const { startAt } = running.box.deployments()[0]!;
    expect(await (await running.get(ever)).json()).toMatchObject({
      data: [{ startAt: new Date(startAt).toISOString() }],
    });
    running.box.stoodFrom -= 400 * 86_400_000;
    const refused = await running.get(ever);
    expect(refused.status).toBe(400);
    expect(await refused.json()).toMatchObject({ errors: [{ key: 'from' }] });
  });
});
