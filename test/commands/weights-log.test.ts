import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { withAccess } from '../../src/commands/access.ts';
import { loggedFetch } from '../../src/commands/weights-log.ts';
import { accessFile } from '../../src/tell/access/database.ts';

let data: string;
let models: string;
beforeEach(() => {
  data = mkdtempSync(join(tmpdir(), 'roost-weights-log-'));
  models = join(data, 'models');
  mkdirSync(models);
});
afterEach(() => rmSync(data, { recursive: true }));

const begin = () => withAccess({ data }, ({ tokens }) => tokens.make({ name: 'Lin', role: 'viewer' }, 'test', 0));
const entries = () => withAccess({ data }, ({ audit }) => audit.list(99, 99));
const fetched = async (arrives: () => void) => {
  arrives();
  arrives();
  return ['a.onnx'];
};

it('what is fetched into the weights of a box stands in its log of changes, once, before it is in its place', async () => {
  await begin();
  let before = 0;
  await loggedFetch(models, 'roost models pull', 'osea', async (arrives) => {
    arrives();
    before = (await entries()).length;
    return fetched(arrives);
  });
  expect(before).toBe(1);
  const told = { what: 'roost models pull', subject: 'osea', origin: 'command line', outcome: 'done' };
  expect(await entries()).toMatchObject([{ ...told, result: { after: { fetched: ['a.onnx'] } } }]);
  expect((await entries())[0]!.who).toMatch(/^command line/);
});

it('a fetch that breaks off is told as one; what was out of reach, or there already, leaves no entry', async () => {
  await begin();
  const broken = loggedFetch(models, 'roost start', 'osea', async (arrives) => {
    arrives();
    throw new Error('it has the wrong hash');
  });
  await expect(broken).rejects.toThrow('wrong hash');
  await expect(loggedFetch(models, 'roost start', 'osea', () => Promise.reject(new Error('no way')))).rejects.toThrow();
  await loggedFetch(models, 'roost start', 'osea', async () => []);
  expect(await entries()).toMatchObject([{ what: 'roost start', outcome: 'failed: it has the wrong hash' }]);
});

it('what cannot be written down is not fetched, and a folder that is of no box gets no log', async () => {
  await loggedFetch(models, 'roost models pull', 'osea', fetched);
  expect(existsSync(accessFile(data))).toBe(false);
  await begin();
  rmSync(accessFile(data));
  mkdirSync(accessFile(data));
  await expect(loggedFetch(models, 'roost models pull', 'osea', fetched)).rejects.toThrow('open tokens');
});
