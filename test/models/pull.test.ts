import { createHash } from 'node:crypto';
import { statSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Manifest } from '../../src/models/manifest.ts';
import { type PullProgress, pullModel } from '../../src/models/pull.ts';

const content = Buffer.from(Array.from({ length: 300_000 }, (_, i) => (i * 31) & 255));
const sha256 = createHash('sha256').update(content).digest('hex');

let folder: string;
let server: Server;
let base: string;
let handle: (request: IncomingMessage, response: ServerResponse) => void;
let ranges: (string | undefined)[];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'roost-pull-'));
  ranges = [];
  handle = serve;
  server = createServer((request, response) => {
    ranges.push(request.headers.range);
    handle(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterEach(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  await rm(folder, { recursive: true });
});

/** A well-behaved file server that knows ranges. */
function serve(request: IncomingMessage, response: ServerResponse): void {
  const from = Number(/bytes=(\d+)-/.exec(request.headers.range ?? '')?.[1] ?? 0);
  if (from > 0) response.setHeader('content-range', `bytes ${from}-${content.length - 1}/${content.length}`);
  response.statusCode = from > 0 ? 206 : 200;
  response.end(content.subarray(from));
}

/** Sends the first 100,000 bytes, and cuts the connection when some of them are on the client's disk. */
function breakOff(_: IncomingMessage, response: ServerResponse): void {
  response.setHeader('content-length', content.length);
  response.write(content.subarray(0, 100_000));
  const timer = setInterval(() => {
    const part = statSync(join(folder, 'test.onnx.part'), { throwIfNoEntry: false });
    if (!part?.size) return;
    clearInterval(timer);
    response.destroy();
  }, 5);
}

function manifest(...addresses: string[]): Manifest {
  return {
    name: 'test',
    task: 'detect',
    default: false,
    licence: 'none',
    files: [{ name: 'test.onnx', addresses, bytes: content.length, sha256 }],
    input: { name: 'images', size: 416, colour: 'bgr', pad: 114, mean: [0, 0, 0], std: [1, 1, 1] },
    outputs: [{ name: 'output', shape: [1] }],
    head: 'yolox',
    labels: ['bird'],
    assumed: [],
  };
}

const read = () => readFile(join(folder, 'test.onnx'));

describe('pullModel', () => {
  it('fetches, tells its progress, and leaves what is right alone', async () => {
    const progress: PullProgress[] = [];
    expect(await pullModel(manifest(`${base}/a`), folder, { onProgress: (step) => progress.push(step) })).toEqual([
      'test.onnx',
    ]);
    expect(await read()).toEqual(content);
    expect(progress.at(-1)).toEqual({
      file: 'test.onnx',
      from: `${base}/a`,
      bytes: content.length,
      total: content.length,
    });
    expect(await pullModel(manifest(`${base}/a`), folder)).toEqual([]);
    expect(ranges).toEqual([undefined]);
  });

  it('goes on where a cut connection stopped', async () => {
    handle = breakOff;
    await expect(pullModel(manifest(`${base}/a`), folder)).rejects.toThrow('no address gave it');
    expect(await readdir(folder)).toEqual(['test.onnx.part']);
    handle = serve;
    await pullModel(manifest(`${base}/a`), folder);
    expect(ranges[1]).toMatch(/^bytes=[1-9]\d*-$/);
    expect(await read()).toEqual(content);
    expect(await readdir(folder)).toEqual(['test.onnx']);
  });

  it('begins anew where the server knows no ranges', async () => {
    await writeFile(join(folder, 'test.onnx.part'), content.subarray(0, 1000));
    handle = (_, response) => response.end(content);
    await pullModel(manifest(`${base}/a`), folder);
    expect(await read()).toEqual(content);
  });

  it('does not go on with a range that it did not ask for', async () => {
    await writeFile(join(folder, 'test.onnx.part'), content.subarray(0, 1000));
    handle = (_, response) => {
      response.writeHead(206, { 'content-range': `bytes 0-${content.length - 1}/${content.length}` });
      response.end(content);
    };
    await expect(pullModel(manifest(`${base}/a`), folder)).rejects.toThrow('another range');
  });

  it('throws wrong bytes away and takes the next address', async () => {
    const wrong = Buffer.from(content).fill(0, 5, 6);
    handle = (request, response) => (request.url === '/wrong' ? void response.end(wrong) : serve(request, response));
    await expect(pullModel(manifest(`${base}/wrong`), folder)).rejects.toThrow(/SHA-256 is .* instead of/);
    expect(await readdir(folder)).toEqual([]);
    await pullModel(manifest(`${base}/wrong`, `${base}/right`), folder);
    expect(await read()).toEqual(content);
  });

  it('does not accept more bytes than there should be', async () => {
    handle = (_, response) => response.end(Buffer.concat([content, content]));
    await expect(pullModel(manifest(`${base}/a`), folder)).rejects.toThrow('longer than');
    expect(await readdir(folder)).not.toContain('test.onnx');
  });

  it('repairs a file that is damaged', async () => {
    await writeFile(join(folder, 'test.onnx'), 'damaged');
    expect(await pullModel(manifest(`${base}/a`), folder)).toEqual(['test.onnx']);
    expect(await read()).toEqual(content);
  });

  it('says in one sentence which addresses it tried, and names the mirror', async () => {
    handle = (_, response) => response.writeHead(404).end();
    const closed = 'http://127.0.0.1:1/a';
    const error = await pullModel(manifest(`${base}/a`, closed), folder).catch(String);
    expect(error).toContain(`${base}/a (HTTP 404); ${closed}`);
    expect(error).toContain('--mirror DIR or ROOST_MODEL_MIRROR');
  });

  it('takes the mirror first, and refuses what is wrong there', async () => {
    const mirror = await mkdtemp(join(tmpdir(), 'roost-mirror-'));
    await writeFile(join(mirror, 'test.onnx'), content);
    await pullModel(manifest(), folder, { mirror });
    expect(await read()).toEqual(content);
    await rm(join(folder, 'test.onnx'));
    await writeFile(join(mirror, 'test.onnx'), 'another');
    await expect(pullModel(manifest(), folder, { mirror })).rejects.toThrow('it has 7 bytes instead of 300000');
    expect(await readdir(folder)).toEqual([]);
    await rm(mirror, { recursive: true });
  });

  it('stops when it is told to, and keeps the part', async () => {
    const stop = new AbortController();
    handle = (_, response) => {
      response.write(content.subarray(0, 100_000));
    };
    const pulled = pullModel(manifest(`${base}/a`), folder, { signal: stop.signal, onProgress: () => stop.abort() });
    await expect(pulled).rejects.toThrow('abort');
    expect(await readdir(folder)).toEqual(['test.onnx.part']);
  });
});
