import { chmod, mkdtemp, writeFile } from 'node:fs/promises';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { makeCertificate } from '../../fixtures/certificate.ts';
import { boxesOf, readTokens } from '../../src/commands/boxes.ts';
import { pushCommand } from '../../src/commands/models-push.ts';
import { packBundle } from '../../src/know/models/bundle/write.ts';
import { startTaking, tokenFor } from '../box/models/taking.ts';
import { keyPair, makeBundle } from '../know/models/bundle/make.ts';
import type { Running } from '../tell/server/fake.ts';

const OPTIONS = { wave: '2', patience: '1' };
let tar: string;
let folder: string;
const stops: (() => Promise<void>)[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'roost-push-'));
  tar = join(folder, 'planes-1.tar');
  // Larger than one piece.
  const before = (made: string) => writeFile(join(made, 'more.bin'), Buffer.alloc(500_000, 1));
  await packBundle(await makeBundle({ before }), tar);
});
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop();
});

async function box(models: object = {}): Promise<Running & { token: string }> {
  const running = await startTaking(models);
  stops.push(() => running.stop());
  return { ...running, token: await tokenFor(running, 'keeper') };
}

async function push(boxes: readonly string[], tokens: string, options: object = {}) {
  const tokenFile = join(folder, 'tokens');
  await writeFile(tokenFile, tokens, { mode: 0o600 });
  const lines: string[] = [];
  const out = { print: (line: string) => lines.push(line), complain: () => {} };
  const { signal } = new AbortController();
  const code = await pushCommand(tar, boxes, { ...OPTIONS, tokenFile, ...options }, {}, signal, out, 10);
  return { code, lines: lines.map((line) => line.replaceAll(/ +/g, ' ')) };
}

const stagedOn = async ({ get, token }: Running & { token: string }) => {
  const answer = await get('/api/v1/models', { headers: { Authorization: `Bearer ${token}` } });
  return ((await answer.json()) as { staged: { name: string }[] }).staged.map(({ name }) => name);
};

/** A way to a box that breaks after so many bytes, the first few times, in the middle of what is sent. */
async function brokenWay(address: string, breaks: number[]): Promise<{ address: string; connections: () => number }> {
  let count = 0;
  const open = new Set<Socket>();
  const server: Server = createServer((from) => {
    const most = breaks[count++] ?? Number.POSITIVE_INFINITY;
    const to = connect(Number(new URL(address).port), '127.0.0.1');
    let bytes = 0;
    for (const end of [from, to]) {
      open.add(end);
      end.on('error', () => {});
      end.on('close', () => {
        open.delete(end);
        from.destroy();
        to.destroy();
      });
    }
    from.on('data', (piece: Buffer) => {
      bytes += piece.length;
      if (bytes <= most) return void to.write(piece);
      to.write(piece.subarray(0, Math.max(0, piece.length - (bytes - most))), () => to.destroy());
    });
    to.pipe(from);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  stops.push(
    () =>
      new Promise((done) => {
        server.close(() => done());
        for (const end of open) end.destroy();
      }),
  );
  return { address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, connections: () => count };
}

it('a bundle reaches a box over a way that breaks again and again, and what came is not sent again', async () => {
  const east = await box();
  const way = await brokenWay(east.address, [100, 5_000, 200_000, 300_000]);
  const { code, lines } = await push([`east=${way.address}`], east.token);
  expect([code, lines]).toEqual([0, ['east done planes-1 staged']]);
  expect(await stagedOn(east)).toEqual(['planes-1']);
  expect(way.connections()).toBeGreaterThan(4);
  // Once more: nothing changes.
  expect((await push([`east=${way.address}`], east.token)).code).toBe(0);
});

describe('of three boxes', () => {
  it('nobody gets it where the first one refuses', async () => {
    const other = keyPair('somebody else');
    const canary = await box({ keys: [{ name: other.name, key: other.key }] });
    const [b, c] = [await box(), await box()];
    const boxes = [`a=${canary.address}`, `b=${b.address}`, `c=${c.address}`];
    const tokens = `# of the delta\na ${canary.token}\nb ${b.token}\nc ${c.token}\n`;
    const { code, lines } = await push(boxes, tokens);
    expect(code).toBe(1);
    expect(lines[0]).toMatch(/^a refused unknown-key: .*somebody else/);
    expect(lines.slice(1)).toEqual(['b untried as a was not done', 'c untried as a was not done']);
    expect([await stagedOn(b), await stagedOn(c)]).toEqual([[], []]);
    const all = await push(boxes, tokens, { keepGoing: true });
    expect([all.code, all.lines.map((line) => line.split(' ')[1])]).toEqual([2, ['refused', 'done', 'done']]);
    expect([await stagedOn(b), await stagedOn(c)]).toEqual([['planes-1'], ['planes-1']]);
  });
});

it('says of a box that has no such API, wants another token, or is not there, what it is', async () => {
  const east = await box();
  const { lines } = await push([east.address], 'wrong-token-of-nobody');
  expect(lines[0]).toMatch(/refused This token is not known/);
  const nowhere = await push(['x=http://127.0.0.1:9'], 'token', { patience: '0.0001' });
  expect([nowhere.code, nowhere.lines[0]]).toEqual([1, expect.stringMatching(/^x unreached .*ECONNREFUSED/)]);
  const below = await push([`${east.address}/nothing/here`], east.token);
  expect(below.lines[0]).toMatch(/refused this box takes no bundles/);
});

it('asks over TLS, and nobody whose certificate is not vouched for', async () => {
  const tls = makeCertificate(folder);
  const running = await startTaking({ keys: [] }, { tls });
  stops.push(() => running.stop());
  const token = await tokenFor(running, 'keeper');
  const trusted = await push([`x=${running.address}`], token, { ca: tls.cert });
  expect(trusted.lines[0]).toMatch(/^x refused unknown-key/);
  const blind = await push([`x=${running.address}`], token, { patience: '0.0001' });
  expect(blind.lines[0]).toMatch(/^x unreached .*self-signed certificate/);
});

describe('addresses and tokens', () => {
  const token = () => 'a-token';

  it('are taken as they are typed', () => {
    const boxes = boxesOf(['east=https://a.example.org/roost/', 'https://b.example.org:8443'], token);
    expect(boxes.map(({ name, address }) => [name, address])).toEqual([
      ['east', 'https://a.example.org/roost'],
      ['b.example.org:8443', 'https://b.example.org:8443'],
    ]);
  });

  it('are refused where they are none, would tell a secret, or stand there twice', () => {
    const refuse = (...typed: string[]) => expect(() => boxesOf(typed, token));
    refuse('box').toThrow(/is no address/);
    refuse('').toThrow(/is no address/);
    refuse('ftp://a').toThrow(/is no address/);
    refuse('http://a.example.org').toThrow(/plain HTTP/);
    refuse('https://user:pw@a.example.org').toThrow(/holds more than/);
    refuse('https://a.example.org?token=x').toThrow(/holds more than/);
    refuse('https://a', 'https://a').toThrow(/stands there twice/);
    expect(() => boxesOf(['https://a'], () => undefined)).toThrow(/no token/);
  });

  it('a file of tokens is read by its owner alone, and no error holds a token', async () => {
    const file = join(folder, 'own');
    await writeFile(file, 'east secret-east\nsecret-of-all\n', { mode: 0o600 });
    const tokens = await readTokens(file, { ROOST_TOKEN: 'from-environment' });
    expect([tokens('east'), tokens('west')]).toEqual(['secret-east', 'secret-of-all']);
    expect((await readTokens(undefined, { ROOST_TOKEN: 'x' }))('east')).toBe('x');
    await chmod(file, 0o644);
    await expect(readTokens(file, {})).rejects.toThrow(/others can read it/);
    await writeFile(file, 'secret one two three\n');
    await chmod(file, 0o600);
    await expect(readTokens(file, {})).rejects.toThrow(/^(?!.*secret).*line 1/);
    await expect(readTokens(undefined, { ROOST_TOKEN: 'with blank' })).rejects.toThrow(/^(?!.*with).*ROOST_TOKEN/);
  });
});
