import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { HttpCamera } from '../../../fixtures/http-camera.ts';
import { RtspServer } from '../../../fixtures/rtsp/server.ts';
import { loadSource, type Source } from '../../../fixtures/rtsp/source.ts';
import { cameraDesk } from '../../../src/box/cameras/desk.ts';
import { CamerasInUse } from '../../../src/box/cameras/in-use.ts';
import { tryAddress } from '../../../src/box/cameras/try-address.ts';
import { readConfig } from '../../../src/know/config/config.ts';
import type { CameraDesk } from '../../../src/tell/server/deps.ts';
import { BoxFolder } from '../../e2e/box.ts';
import { videoFolder } from '../../see/capture/videos.ts';

const LOGIN = { user: 'admin', password: "it's hunter2 #1" };
const { signal } = new AbortController();
const box = { x: 0.1, y: 0.1, w: 0.1, h: 0.1 };
const MASK = {
  name: 'corner',
  polygon: [
    [0, 0],
    [0.4, 0],
    [0.4, 0.4],
    [0, 0.4],
  ],
};

let videos: Awaited<ReturnType<typeof videoFolder>>;
let source: Source;
let server: RtspServer;
let folder: BoxFolder;
let inUse: CamerasInUse;
let desk: CameraDesk;
let changed: string[];
beforeAll(async () => {
  videos = await videoFolder();
  source = await loadSource(await videos.video('h264'));
  server = new RtspServer({ auth: { scheme: 'digest', ...LOGIN } });
  server.mount('/cam', source);
  await server.start();
});
afterAll(async () => {
  await server.stop();
  await videos.remove();
});
beforeEach(async () => {
  folder = await BoxFolder.write({ cameras: [] });
  inUse = new CamerasInUse(readConfig(join(folder.path, 'roost.yaml'), {}));
  changed = [];
  desk = cameraDesk({
    inUse,
    changed: async (id) => void changed.push(id),
    recorded: () => new Set(['camera-1']),
    detector: () => ({
      model: 'none',
      detect: async () => [{ kind: 'bird', score: 0.8, box }],
      close: () => undefined,
    }),
  });
});
afterEach(() => folder.remove());

const tried = () => desk.tryAddress({ address: server.url('/cam'), ...LOGIN, transport: 'tcp' }, signal);
const file = (name: string) => join(folder.path, 'cameras', name);
const files = () => readdirSync(file('')).sort();

it('adds a camera that was tried, changes it, and takes it away; its log-in is told nobody', async () => {
  const { trial, still, findings, ...told } = await tried();
  expect(findings.every(({ verdict }) => verdict === 'ok')).toBe(true);
  expect(Buffer.from(desk.stillBytes(still!)!).subarray(0, 2).toString('hex')).toBe('ffd8');
  const added = await desk.add(trial, {});
  // The records of another one carry camera-1.
  expect(added).toMatchObject({ id: 'camera-2', name: 'camera-2', logIn: true });
  expect(JSON.stringify([told, findings, added])).not.toMatch(/hunter2|admin/);
  expect(inUse.config.secrets.camera('camera-2')).toEqual(LOGIN);
  expect(files()).toEqual(['camera-2.yaml', 'secrets.env']);
  // Somebody is at the box's own file just then: nothing of a camera that is not added stays.
  const own = join(folder.path, 'secrets.env');
  const before = readFileSync(file('secrets.env'));
  writeFileSync(own, 'half a line\n', { mode: 0o600 });
  await expect(desk.add(trial, { id: 'other' })).rejects.toThrow('line 1');
  expect(files()).toEqual(['camera-2.yaml', 'secrets.env']);
  expect(readFileSync(file('secrets.env'))).toEqual(before);
  rmSync(own);
  const { after } = (await desk.change('camera-2', { name: '<b>East</b>', masks: [MASK], station: 'mast' }))!;
  expect(after).toMatchObject({ name: '<b>East</b>', masks: [MASK], station: 'mast' });
  const again = readConfig(join(folder.path, 'roost.yaml'), {});
  expect(again.cameras).toEqual(inUse.config.cameras);
  expect(again.secrets.camera('camera-2')).toEqual(LOGIN);
  await expect(desk.change('camera-2', { masks: [{ name: 'x', polygon: [] }] })).rejects.toThrow('three corners');
  expect((await desk.remove('camera-2'))?.aside).toMatch(/^camera-2\.yaml\.\d/);
  expect(inUse.config.cameras).toEqual([]);
  expect(readFileSync(file('secrets.env'), 'utf8')).not.toContain('hunter2');
  expect(changed).toEqual(['camera-2', 'camera-2', 'camera-2']);
  expect([await desk.remove('camera-2'), await desk.change('none', {}), await desk.add('none', {})]).toEqual([
    undefined,
    undefined,
    undefined,
  ]);
});

it('sends no log-in that it knows to an address that somebody typed', async () => {
  const open = new RtspServer();
  open.mount('/cam', source);
  await open.start();
  try {
    writeFileSync(join(folder.path, 'secrets.env'), "ROOST_CAMERA_USER=roost\nROOST_CAMERA_PASSWORD='of all'\n", {
      mode: 0o600,
    });
    inUse.config.secrets.readAgain!();
    const wrong = desk.tryAddress({ address: server.url('/cam'), transport: 'tcp' }, signal);
    await expect(wrong).rejects.toThrow('rejects the user or password');
    const { trial } = await desk.tryAddress({ address: open.url('/cam'), transport: 'tcp' }, signal);
    await expect(desk.add(trial, {})).rejects.toThrow('knows a log-in that would be sent');
    expect(files()).toEqual([]);
    for (const address of ['rtsp://169.254.169.254/x', '[::ffff:169.254.169.254]', 'file:///etc/passwd'])
      await expect(desk.tryAddress({ address, transport: 'tcp' }, signal)).rejects.toThrow(/nothing is sent|is needed/);
  } finally {
    await open.stop();
  }
});

it('reaches what it has checked, and asks for a name once: a moment later it may lead elsewhere', async () => {
  const pictures = new HttpCamera();
  await pictures.start();
  let asked = 0;
  // No other way leads there: the system knows no such name.
  const resolve = async () => [{ address: asked++ === 0 ? '127.0.0.1' : '169.254.169.254', family: 4 }];
  try {
    for (const url of [server.url('/cam'), pictures.url('/still')]) {
      asked = 0;
      const address = url.replace('127.0.0.1', 'mast.invalid');
      const { site } = inUse.config;
      const { looked, ...found } = await tryAddress({ address, ...LOGIN, transport: 'tcp' }, { site }, signal, resolve);
      expect(looked.findings.filter(({ verdict }) => verdict === 'failure')).toEqual([]);
      expect([found.url, looked.still!.length > 0, asked]).toEqual([address, true, 1]);
    }
  } finally {
    await pictures.stop();
  }
});

it('tells what a mask takes away of the next seconds', async () => {
  const { trial } = await tried();
  await desk.add(trial, { id: 'east' });
  const tested = (await desk.test('east', { seconds: 3, zones: [], masks: [MASK] }, signal))!;
  expect(tested.moments.length).toBeGreaterThan(3);
  const found = tested.moments.flatMap((moment) => moment.found);
  expect(found.length).toBeGreaterThan(0);
  expect(found.every(({ masked }) => masked)).toBe(true);
  expect(desk.stillBytes(tested.still!)).toBeDefined();
});
