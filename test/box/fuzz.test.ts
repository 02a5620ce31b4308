import { readdirSync } from 'node:fs';
import { Agent, type IncomingMessage, request } from 'node:http';
import { dirname } from 'node:path';
import fc from 'fast-check';
import { Registry } from 'prom-client';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { hostileRequests, type WireRequest } from '../../fixtures/hostile-requests.ts';
import type { ApiDocument } from '../../fixtures/openapi.ts';
import { ROOT } from '../../src/base/package.ts';
import { serverDeps } from '../../src/box/serving.ts';
import { Access } from '../../src/tell/access/access.ts';
import { accessFile } from '../../src/tell/access/database.ts';
import { FORMATS } from '../../src/tell/export/formats.ts';
import { ProblemShape } from '../../src/tell/server/problem.ts';
import { createServer, type Server } from '../../src/tell/server/server.ts';
import { type SavingStore as Store, tempFile, tempStore } from '../count/store/temp.ts';
import { aTrack, aVisit, T } from '../count/store/values.ts';
import { eventually, patient } from '../patience.ts';
import { shownBox } from './fixture.ts';

/** Calls in all, and how many at once. */
const CALLS = 10_000;
const AT_ONCE = 50;
/** A request that makes something, as a colleague would: among those that are drawn, hardly one in thousands does. */
const making = (who: number): WireRequest => ({
  ...{ method: 'POST', path: '/api/v1/tokens', headers: { 'Content-Type': 'application/json' } },
  body: JSON.stringify({ name: `Colleague ${who}`, role: 'viewer' }),
});
/** What tells of the inside: places in code, frames of a stack, the database's own words. */
const INSIDE = /node_modules|\n\s+at |\.[jt]s:\d+|\bnode:internal|SQLITE|no such (table|column)/;

let store: Store;
let server: Server;
let address: string;
let folder: string;
let token: string;
const failed: unknown[] = [];
const agent = new Agent({ keepAlive: true, maxSockets: 16 });
beforeEach(async () => {
  failed.length = 0;
  const database = await tempFile();
  folder = dirname(database);
  store = await tempStore(database);
  await store.saveVisit(aVisit('a', { taxon: 'anas-platyrhynchos', tracks: ['t1'] }), 'end', T, [aTrack('t1')]);
  await store.addEffort({ camera: 'east', minute: T - (T % 60_000), frames: 300, dropped: 0, watchedSeconds: 60 });
  const access = new Access(accessFile(folder), undefined, Date.now);
  ({ token } = await access.tokens.make({ name: 'fuzz', role: 'admin' }, 'test', Date.now()));
  access.close();
  const log = { info: () => {}, error: (facts: object) => failed.push(facts) };
  const deps = serverDeps(shownBox(store, database), new Registry());
  const limits = { requestsAMinute: 1e9 };
  server = createServer(deps, { dataFolder: folder, port: 0, log, limits, streams: { each: 64 } });
  ({ address } = await server.start());
});
afterEach(async () => {
  agent.destroy();
  await server.stop();
});

interface Answer {
  readonly status: number;
  readonly type: string;
  readonly text: string;
}

/** Asks, and reads what comes; of a stream that goes on for ever, its beginning. */
function ask(asked: WireRequest): Promise<Answer> {
  const { method, path, headers, body } = asked;
  const url = new URL(address);
  const options = { host: url.hostname, port: url.port, agent, method, path };
  return new Promise((done, fail) => {
    const length = body !== undefined && { 'Content-Length': Buffer.byteLength(body) };
    const asking = request({ ...options, headers: { Authorization: `Bearer ${token}`, ...length, ...headers } });
    const read = (response: IncomingMessage) => {
      let text = '';
      const type = response.headers['content-type'] ?? '';
      response.setEncoding('utf8').on('data', (piece: string) => {
        text += piece;
        if (type.startsWith('text/event-stream')) response.destroy();
      });
      response.on('error', () => undefined);
      response.on('close', () => done({ status: response.statusCode!, type, text }));
    };
    asking.on('response', read).on('error', (error: NodeJS.ErrnoException) => {
      // A connection that was kept and that the server closed just then; nothing of the request was read.
      if (asking.reusedSocket && error.code === 'ECONNRESET') ask(asked).then(done, fail);
      else fail(new Error(`${method} ${path}: ${error.message}`));
    });
    asking.setTimeout(patient(20_000), () => asking.destroy(new Error('it hangs')));
    asking.end(body);
  });
}

/** What is wrong with an answer, whatever was asked. */
function wrongWith({ method }: WireRequest, { status, type, text }: Answer): string | undefined {
  if (status >= 500 && status !== 503) return 'something failed inside';
  // Node itself refuses what is no HTTP, without a word.
  if (status < 400 || method === 'HEAD' || (text === '' && [417, 431].includes(status))) return undefined;
  if (!type.includes('application/problem+json')) return 'it is not refused in words';
  const { instance: _, ...told } = ProblemShape.parse(JSON.parse(text));
  const words = JSON.stringify(told);
  return INSIDE.test(words) || words.includes(ROOT) || words.includes(folder) ? 'it tells of the inside' : undefined;
}

it('ten thousand calls of all kinds are answered or refused in words, fail nothing inside, and leave nothing open', async () => {
  const { text } = await ask({ method: 'GET', path: '/api/v1/openapi.json', headers: {} });
  const known = ['a', 't1', 'east', 'aves', 'anas', 'taxon,camera', 'hour', ...FORMATS.map(({ name }) => name)];
  const open = () => readdirSync('/proc/self/fd').length;
  const before = open();
  const calls = fc.array(hostileRequests(JSON.parse(text) as ApiDocument, known), {
    minLength: AT_ONCE - 1,
    maxLength: AT_ONCE - 1,
  });
  const statuses = new Set<number>();
  let made = 0;
  const property = fc.asyncProperty(calls, async (drawn) => {
    const requests = [making(made++), ...drawn];
    const answers = await Promise.all(requests.map(ask));
    for (const [index, answer] of answers.entries()) {
      statuses.add(answer.status);
      if (index === 0) expect(answer).toMatchObject({ status: 201 });
      const wrong = wrongWith(requests[index]!, answer);
      if (wrong) throw new Error(`${wrong}: ${JSON.stringify([requests[index], answer]).slice(0, 600)}`);
    }
  });
  await fc.assert(property, { numRuns: CALLS / AT_ONCE, endOnFailure: true });
  // Calls that all were refused alike would prove little.
  for (const status of [200, 201, 400, 401, 403, 404, 405, 413, 414, 415]) expect(statuses).toContain(status);
  expect(failed).toEqual([]);
  agent.destroy();
  await server.stop();
  await eventually(() => expect(open() - before).toBeLessThanOrEqual(4));
});
