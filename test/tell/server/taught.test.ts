import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { RoostError } from '../../../src/base/errors.ts';
import { say } from '../../../src/base/said/said.ts';
import { Access } from '../../../src/tell/access/access.ts';
import { accessFile } from '../../../src/tell/access/database.ts';
import type { Role } from '../../../src/tell/access/roles.ts';
import { aVisit } from '../../count/store/values.ts';
import { NOON, type Running, startFake } from './fake.ts';

let running: Running;
const visit = 'v-1';
const tokens = new Map<string, string>();

beforeEach(async () => {
  running = await startFake();
  running.box.record('visit.new', aVisit(visit, { taxon: 'ardea-cinerea' }));
  const access = new Access(accessFile(running.folder), undefined, () => NOON);
  const make = async (name: string, role: Role) =>
    tokens.set(name, (await access.tokens.make({ name, role }, 'test', NOON)).token);
  await make('Lin', 'reviewer');
  await make('Wang', 'reviewer');
  await make('Zhao', 'keeper');
  await make('Guest', 'viewer');
  access.close();
  const detail = running.box.visit.bind(running.box);
  running.box.visit = (id) => {
    const found = detail(id);
    const outcome = {
      status: 'confirmed' as const,
      taxon: 'ardea-cinerea',
      individuals: 1,
      notes: [],
      by: ['Lin'],
      at: NOON,
    };
    return found && { ...found, outcome };
  };
});
afterEach(() => running.stop());

async function ask(who: string, path: string, body?: unknown) {
  const headers = { Authorization: `Bearer ${tokens.get(who)}`, 'Content-Type': 'application/json' };
  const init = body === undefined ? { headers } : { method: 'POST', headers, body: JSON.stringify(body) };
  const response = await running.get(path, init);
  return [response.status, await response.json()] as [number, Record<string, unknown>];
}

describe('a box', () => {
  it('is taught a visit by a reviewer, says so, and is asked why', async () => {
    const path = `/api/v1/visits/${visit}/taught`;
    expect((await ask('Guest', path, {}))[0]).toBe(403);
    const [status, taught] = await ask('Lin', path, {});
    expect([status, taught]).toMatchObject([
      200,
      {
        taxon: { id: 'ardea-cinerea' },
        data: [{ visit, taxon: { id: 'ardea-cinerea' }, people: ['Lin'], taughtBy: 'Lin' }],
        leftOut: [{ reason: 'people were wiped out of it' }],
      },
    ]);
    expect((await ask('Guest', '/api/v1/taught'))[1]).toMatchObject({
      version: 1,
      data: [{ taxon: { scientific: 'Ardea cinerea' }, pictures: 1 }],
    });
    expect((await ask('Guest', `/api/v1/taught/pictures?visit=${visit}`))[1]).toEqual({ data: taught.data });
    expect((await ask('Guest', '/api/v1/taught/pictures?taxon=aves'))[1]).toEqual({ data: [] });
    expect((await ask('Guest', '/api/v1/taught/unlike'))[1]).toMatchObject({
      data: [{ picture: { visit }, alike: 0.7 }],
    });
    expect((await ask('Guest', path))[1]).toMatchObject({
      taught: [{ visit }],
      opinions: [{ model: 'taught-7@350fcd8c', pictures: 14, visits: 3 }],
      crops: [{ alike: [{ picture: 't-1', alike: 0.8 }] }],
    });
  });

  it('says why a visit teaches nothing, without its id', async () => {
    running.box.teaching.teach = (id) => Promise.reject(new RoostError('teach', id, say('undecided', {})));
    const [status, { detail, said }] = await ask('Lin', `/api/v1/visits/${visit}/taught`, {});
    expect([status, detail]).toEqual([409, 'This visit teaches the box nothing: nobody has decided on it']);
    expect(said).toMatchObject({ code: 'cannot-teach', params: { why: { code: 'undecided' } } });
  });

  it('forgets for whoever had it learn, and for a keeper', async () => {
    const teach = () => ask('Lin', `/api/v1/visits/${visit}/taught`, {});
    await teach();
    const forget = (who: string, body: object) => ask(who, '/api/v1/taught/forgotten', body);
    expect(await forget('Wang', { visit })).toMatchObject([403, { detail: expect.stringContaining('role keeper') }]);
    expect(await forget('Lin', { visit })).toMatchObject([200, { data: [{ visit }] }]);
    await teach();
    expect(await forget('Zhao', { taxon: 'ardea-cinerea' })).toMatchObject([200, { data: [{ visit }] }]);
    expect(running.box.learned).toEqual([]);
    const access = new Access(accessFile(running.folder), undefined, () => NOON);
    const [last] = access.audit.list(Number.MAX_SAFE_INTEGER, 1);
    access.close();
    expect(last).toMatchObject({ who: 'Zhao', what: 'POST /api/v1/taught/forgotten' });
  });

  it.each([
    ['/api/v1/visits/none/taught', {}, 404],
    ['/api/v1/visits/none/taught', { taxon: 'aves' }, 400],
    ['/api/v1/taught/forgotten', {}, 400],
    ['/api/v1/taught/forgotten', { visit: 'v', taxon: 'aves' }, 400],
    ['/api/v1/taught/forgotten', { picture: 't-none' }, 404],
  ])('refuses POST %s %j: %i', async (path, body, status) => {
    expect((await ask('Lin', path, body))[0]).toBe(status);
  });
});
