import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { RoostError } from '../../../src/base/errors.ts';
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

  it('tell what is refused as a problem, and not as a file', async () => {
    const error = new RoostError('export', 'record-table', 'more than 4000 days', 'Ask for a shorter range');
    running.box.exportFails = { line: 0, error };
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

  it.each([
    ['/api/v1/exports/excel', 404],
    ['/api/v1/exports/record-table?from=2026-07-01T00:00:00Z&to=2026-01-01T00:00:00Z', 400],
    ['/api/v1/exports/record-table?interval=-1', 400],
    ['/api/v1/records?compare=any', 400],
    ['/api/v1/cameras/none/gaps', 404],
    ['/api/v1/cameras/east/gaps?from=2030-01-01T00:00:00Z', 400],
    ['/api/v1/cameras/east/gaps?from=2020-01-01T00:00:00Z', 400],
  ])('%s is answered with %d', async (path, status) => {
    expect((await running.get(path)).status).toBe(status);
  });
});
