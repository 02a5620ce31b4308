import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { type AddressInfo, createServer, type Server } from 'node:net';
import { promisify } from 'node:util';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { RtspServer, type RtspServerOptions } from '../../../fixtures/rtsp/server.ts';
import { loadSource, type Source } from '../../../fixtures/rtsp/source.ts';
import { messageOf } from '../../../src/base/errors.ts';
import { Capture } from '../../../src/see/capture/capture.ts';
import { probe, still } from '../../../src/see/capture/probe.ts';
import { eventually } from '../../patience.ts';
import { videoFolder } from './videos.ts';

const run = promisify(execFile);
const LOGIN = { user: 'ad min', password: 'hunter2#\'"@:/%?é $\\&=+中' };
/** As it stands in a path or query: RFC 3986, all but unreserved characters. */
const ENCODED = 'hunter2%23%27%22%40%3A%2F%25%3F%C3%A9%20%24%5C%26%3D%2B%E4%B8%AD';
const { signal } = new AbortController();

const ends: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

describe('secrets in the address of a camera, over real RTSP', () => {
  let videos: Awaited<ReturnType<typeof videoFolder>>;
  let video: Source;
  beforeAll(async () => {
    videos = await videoFolder();
    video = await loadSource(await videos.video('h264'));
  });
  afterAll(() => videos.remove());

  async function serve(path: string, options: RtspServerOptions = {}): Promise<RtspServer> {
    const server = new RtspServer(options);
    server.mount(path, video);
    await server.start();
    ends.push(() => server.stop());
    return server;
  }

  it.each([
    [
      'a path',
      '/user={user}&password={password}&channel=1&stream=0.sdp',
      `/user=ad%20min&password=${ENCODED}&channel=1&stream=0.sdp`,
    ],
    ['a query', '/live?u={user}&pwd={password}', `/live?u=ad%20min&pwd=${ENCODED}`],
  ])('reach a camera that wants them in %s, and are told to nobody', async (_, template, filled) => {
    const server = await serve(filled);
    const url = server.url(template);
    expect(await probe(url, LOGIN, 'tcp', signal)).toMatchObject({ codec: 'h264' });
    const failed = await probe(url, { ...LOGIN, password: 'hunter3 &' }, 'tcp', signal).catch(messageOf);
    expect(failed).toContain(template);
    expect(failed).not.toMatch(/hunter3|ad%20min/);
    await expect(probe(url, undefined, 'tcp', signal)).rejects.toThrow(/names \{user\} or \{password\}/);
  });

  it.each(['basic', 'digest'] as const)('reach a camera that asks for them by %s', async (scheme) => {
    const server = await serve('/cam', { auth: { scheme, ...LOGIN } });
    expect(await probe(server.url('/cam'), LOGIN, 'tcp', signal)).toMatchObject({ codec: 'h264' });
    expect(await probe(server.urlWithCredentials('/cam'), undefined, 'tcp', signal)).toMatchObject({ codec: 'h264' });
    const templated = server.url('/cam').replace('//', '//{user}:{password}@');
    expect(await probe(templated, LOGIN, 'tcp', signal)).toMatchObject({ codec: 'h264' });
  });

  it.each(['tcp', 'udp'] as const)('reach a camera by IPv6 and %s', async (transport) => {
    const server = await serve('/cam', { host: '::1', auth: { scheme: 'digest', ...LOGIN } });
    expect(server.url('/cam')).toMatch(/^rtsp:\/\/\[::1\]:\d+\/cam$/);
    expect(await probe(server.url('/cam'), LOGIN, transport, signal)).toMatchObject({ codec: 'h264' });
  });
});

/** A camera that takes connections and says nothing: whoever asks it stays there to be looked at. */
async function silent(): Promise<{ url: string; server: Server }> {
  const server = createServer((socket) => {
    ends.push(() => socket.destroy());
    socket.on('error', () => undefined);
  });
  server.listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  ends.push(() => server.close());
  const { port } = server.address() as AddressInfo;
  return { url: `rtsp://127.0.0.1:${port}/user={user}&password={password}`, server };
}

/** What anybody, or anybody of the same user, may read of the children of this process that are called so. */
async function readable(program: string): Promise<string[]> {
  const { stdout } = await run('ps', ['--ppid', String(process.pid), '-o', 'pid=,comm=']);
  const pids = stdout
    .split('\n')
    .filter((line) => line.trim().endsWith(program))
    .map((line) => line.trim().split(' ')[0]);
  const files = pids.flatMap((pid) => ['cmdline', 'environ'].map((name) => `/proc/${pid}/${name}`));
  return Promise.all(files.map((file) => readFile(file, 'utf8')));
}

describe('the processes that know a password', () => {
  it.each([
    ['ffprobe', (url: string, abort: AbortSignal) => probe(url, LOGIN, 'tcp', abort)],
    ['ffmpeg', (url: string, abort: AbortSignal) => still(url, LOGIN, 'tcp', abort)],
    [
      'ffmpeg',
      async (url: string, abort: AbortSignal) => {
        const options = { camera: 'east', fps: 5, limit: { width: 320, height: 176 }, url, credentials: LOGIN };
        const capture = new Capture(options);
        capture.start(abort);
        await capture.next(abort);
        await capture.stop();
      },
    ],
  ])('%s shows it neither in its arguments nor in its environment', async (program, start) => {
    vi.stubEnv('ROOST_CAMERA_PASSWORD', LOGIN.password);
    ends.push(() => vi.unstubAllEnvs());
    const { url } = await silent();
    const abort = new AbortController();
    const running = start(url, abort.signal).catch(() => undefined);
    ends.push(async () => {
      abort.abort();
      await running;
    });
    let texts: string[] = [];
    await eventually(async () => {
      texts = await readable(program);
      expect(texts.some((text) => text.includes('pipe:3'))).toBe(true);
      expect(texts.some((text) => text.includes('PATH='))).toBe(true);
    });
    expect(texts.join('\n')).not.toMatch(/hunter2|127\.0\.0\.1|ROOST_/);
  });
});
