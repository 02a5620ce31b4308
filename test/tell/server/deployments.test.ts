import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Running, startFake } from './fake.ts';

let running: Running;
beforeEach(async () => {
  running = await startFake();
});
afterEach(() => running.stop());

async function correct(id: string, body: unknown) {
  const response = await running.get(`/api/v1/deployments/${id}/corrections`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  });
  return [response.status, await response.json()] as [number, Record<string, unknown>];
}

describe('a deployment', () => {
  it('is corrected, and listed as it is then', async () => {
    const said = { station: 'pier', latitude: 31, longitude: 121, endAt: '2027-01-01T00:00:00+08:00' };
    const [status, { data, judgedAnew }] = await correct('east-20260501', said);
    expect([status, judgedAnew]).toEqual([200, true]);
    expect(data).toMatchObject([{ ...said, id: 'east-20260501', endAt: '2026-12-31T16:00:00.000Z' }]);
    const listed = await running.get('/api/v1/deployments');
    expect(await listed.json()).toEqual({ data });
    expect(await correct('east-20260501', { endAt: null })).toMatchObject([200, { data: [{ station: 'pier' }] }]);
  });

  it.each([
    ['nowhere', { station: 'pier' }, 404, 'No deployment'],
    ['east-20260501', {}, 400, 'nothing to correct'],
    ['east-20260501', { latitude: 31 }, 400, 'latitude'],
    ['east-20260501', { station: 'The Pier' }, 400, 'station'],
    ['east-20260501', { startAt: '2026-05-01' }, 400, 'startAt'],
    ['east-20260501', { position: 'here' }, 400, 'position'],
    ['east-20260501', { endAt: '2001-01-01T00:00:00Z' }, 409, 'before it begins'],
  ])('%s is not corrected by %j: %i', async (id, said, status, why) => {
    const [given, problem] = await correct(id, said);
    expect([given, JSON.stringify(problem)]).toEqual([status, expect.stringContaining(why)]);
  });
});
