import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { taxa } from '../../../src/know/taxonomy/taxa.ts';
import { type Running, startFake } from './fake.ts';

let running: Running;
beforeEach(async () => {
  running = await startFake();
});
afterEach(() => running.stop());

async function send(path: string, body: string, type = 'application/octet-stream') {
  const response = await running.get(path, { method: 'POST', headers: { 'Content-Type': type }, body });
  return [response.status, await response.json()] as [number, Record<string, unknown>];
}
const save = (body: object) => send('/api/v1/checklist/settings', JSON.stringify(body), 'application/json');

describe('the checklist', () => {
  it('is read from a list, name by name, and saved as it was understood', async () => {
    const [status, read] = await send('/api/v1/checklist/previews', '物种,months\n绿头鸭,oct-mar\n绿头鸦,\n');
    expect([status, read]).toMatchObject([
      200,
      {
        names: [
          { text: '绿头鸭', line: 1, times: 1, taxa: [{ id: 'anas-platyrhynchos' }], months: [1, 2, 3, 10, 11, 12] },
          { text: '绿头鸦', line: 2, taxa: [], said: { code: 'list-near' } },
        ],
        taxa: [{ taxon: { id: 'anas-platyrhynchos' } }],
      },
    ]);
    const before = (await (await running.get('/api/v1/checklist/settings')).json()) as Record<string, string>;
    const listed = [{ taxon: 'anas-platyrhynchos', months: [1, 2] }];
    expect(await save({ was: before.id, taxa: listed })).toMatchObject([
      200,
      { inUse: before.inUse, taxa: [{ taxon: { id: 'anas-platyrhynchos' }, months: [1, 2] }] },
    ]);
    expect(await save({ was: before.id, taxa: listed })).toMatchObject([409, { said: { code: 'checklist-changed' } }]);
  });

  it('may be as long as the longest', async () => {
    const all = taxa()
      .slice(0, 4000)
      .map(({ id }) => ({ taxon: id, months: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11] }));
    const { id } = (await (await running.get('/api/v1/checklist/settings')).json()) as { id: string };
    expect((await save({ was: id, taxa: all }))[0]).toBe(200);
  });

  it.each([
    ['<html>', 422, 'HTML'],
    ['', 422, 'is empty'],
  ])('is not read from %j: %i', async (text, status, why) => {
    const [given, problem] = await send('/api/v1/checklist/previews', text);
    expect([given, problem.detail]).toEqual([status, expect.stringContaining(why)]);
  });
});
