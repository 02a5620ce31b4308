import { spawn } from 'node:child_process';
import { chmod, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { RtspServer, type RtspServerOptions } from '../../fixtures/rtsp/server.ts';
import { loadSource, type Source } from '../../fixtures/rtsp/source.ts';
import { messageOf } from '../../src/base/errors.ts';
import { withAccess } from '../../src/commands/access.ts';
import { type CameraAddCommand, cameraAdd } from '../../src/commands/camera-add.ts';
import { askPassword } from '../../src/commands/password.ts';
import { readConfig, readSite } from '../../src/know/config/config.ts';
import { tryForms } from '../../src/see/capture/try-forms.ts';
import { BoxFolder } from '../e2e/box.ts';
import { videoFolder } from '../see/capture/videos.ts';

const LOGIN = { user: 'admin', password: 'it\'s "hunter2" #1 $x \\' };
const AUTH: RtspServerOptions = { auth: { scheme: 'digest', ...LOGIN } };
const { signal } = new AbortController();

let videos: Awaited<ReturnType<typeof videoFolder>>;
let main: Source;
let sub: Source;
beforeAll(async () => {
  videos = await videoFolder();
  main = await loadSource(await videos.video('h264', '640x352'));
  sub = await loadSource(await videos.video('h264'));
});
afterAll(() => videos.remove());

const ends: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

async function serve(paths: Readonly<Record<string, Source>>, options: RtspServerOptions = {}): Promise<RtspServer> {
  const server = new RtspServer(options);
  for (const [path, source] of Object.entries(paths)) server.mount(path, source);
  await server.start();
  ends.push(() => server.stop());
  return server;
}

async function box(secrets?: string): Promise<string> {
  const folder = await BoxFolder.write({ cameras: [], ...(secrets !== undefined && { secrets }) });
  ends.push(() => folder.remove());
  return folder.path;
}

/** `192.168.1.20:554` of a server. */
const hostOf = (server: RtspServer) => server.url('').replace('rtsp://', '');

async function add(folder: string, address: string, more: Partial<CameraAddCommand> = {}, password = LOGIN.password) {
  const lines: string[] = [];
  const options = {
    transport: 'tcp',
    stills: join(folder, 'stills'),
    config: join(folder, 'roost.yaml'),
    ...more,
  } as const;
  const print = (line: string) => void lines.push(line);
  const tools = { environment: {}, password: async () => password, signal, print, pause: 0 };
  const good = await cameraAdd(address, options, tools).catch((error: unknown) => messageOf(error));
  expect(`${lines.join('\n')} ${good}`).not.toMatch(/hunter2/);
  return { good, lines };
}

const written = (folder: string) => readConfig(join(folder, 'roost.yaml'), {});

describe('roost camera add, over real RTSP', () => {
  it('finds the two streams of a host, writes its file and secrets, and keeps a still', async () => {
    const server = await serve(
      { '/cam/realmonitor?channel=1&subtype=0': main, '/cam/realmonitor?channel=1&subtype=1': sub },
      AUTH,
    );
    const folder = await box('# of the site\nROOST_WEBHOOK_SECRET=w');
    const { data } = readSite(join(folder, 'roost.yaml'));
    await withAccess({ data }, ({ tokens }) => tokens.make({ name: 'Lin', role: 'viewer' }, 'test', 0));
    const { good, lines } = await add(folder, hostOf(server), { user: 'admin', name: 'East mud flat' });
    expect(good).toBe(true);
    const entries = await withAccess({ data }, ({ audit }) => audit.list(9, 9));
    const told = { what: 'roost camera add', subject: 'east-mud-flat', outcome: 'done' };
    expect(entries).toMatchObject([{ ...told, body: { name: 'East mud flat', user: 'admin' } }]);
    expect(lines[0]).toBe('Hikvision, /Streaming/Channels/101: not there');
    expect(lines).toContainEqual(expect.stringMatching(/^east-mud-flat: h264 640x352 at 10 frames a second/));
    expect(lines).toContainEqual(expect.stringMatching(/^east-mud-flat: h264 320x176 at 10 frames a second/));
    const { cameras, secrets } = written(folder);
    expect(cameras).toMatchObject([
      {
        id: 'east-mud-flat',
        name: 'East mud flat',
        url: server.url('/cam/realmonitor?channel=1&subtype=0'),
        analysisUrl: server.url('/cam/realmonitor?channel=1&subtype=1'),
      },
    ]);
    expect(secrets.camera('east-mud-flat')).toEqual(LOGIN);
    expect(secrets.channel('webhook').secret).toBe('w');
    expect((await stat(join(folder, 'secrets.env'))).mode & 0o777).toBe(0o600);
    const still = await sharp(await readFile(join(folder, 'stills', 'east-mud-flat.jpg'))).metadata();
    expect(still).toMatchObject({ format: 'jpeg', width: 640 });

    expect((await add(folder, hostOf(server), { user: 'admin', name: 'East mud flat' })).good).toMatch(
      /there is one with the id/,
    );
  });

  it('keeps the log-in out of the path of a camera that wants it there, and takes the one of all cameras', async () => {
    const password = encodeURIComponent(LOGIN.password).replaceAll("'", '%27');
    const path = (stream: number) => `/user=admin&password=${password}&channel=1&stream=${stream}.sdp`;
    const server = await serve({ [path(0)]: main, [path(1)]: main });
    const secrets = `ROOST_CAMERA_USER=admin\nROOST_CAMERA_PASSWORD="it's \\"hunter2\\" #1 $x \\\\"\n`;
    const folder = await box(secrets);
    const whole = server.url('/user={user}&password={password}&channel=1&stream=0.sdp');
    expect((await add(folder, whole, { name: '东滩' })).good).toBe(true);
    const [camera] = written(folder).cameras;
    expect(camera).toMatchObject({ id: 'camera-1', name: '东滩', url: whole });
    // Its second stream is no smaller one.
    expect(camera?.analysisUrl).toBeUndefined();
    expect(await readFile(join(folder, 'cameras', 'camera-1.yaml'), 'utf8')).not.toContain('hunter2');
    expect(await readFile(join(folder, 'secrets.env'), 'utf8')).toBe(secrets);
  });

  it('stops before a camera locks the door, and writes nothing', async () => {
    const server = await serve({ '/stream1': main }, AUTH);
    const folder = await box();
    const { good, lines } = await add(folder, hostOf(server), { user: 'admin' }, 'wrong');
    expect(good).toMatch(/Streaming.Channels.101: .* rejects the user or password/);
    expect(lines.filter((line) => line.endsWith('user or password rejected'))).toHaveLength(3);
    const nobody = await add(folder, hostOf(server));
    expect(nobody.lines).toHaveLength(1);
    expect(await readdir(folder)).not.toContain('secrets.env');
    expect(await readdir(join(folder, 'cameras'))).toEqual([]);
  });

  it('says why nothing is found: nobody there, nothing known, no answer', async () => {
    const folder = await box();
    expect(await add(folder, '127.0.0.1:9')).toMatchObject({
      good: expect.stringMatching(/127\.0\.0\.1:9/),
      lines: { length: 1 },
    });
    const server = await serve({ '/elsewhere': main });
    const forms = [
      { brand: 'A', main: '/a' },
      { brand: 'B', main: '/{user}' },
      { brand: 'C', main: '/c', sub: '/d' },
    ];
    const tried: string[] = [];
    const options = {
      credentials: undefined,
      transport: 'tcp',
      signal,
      tell: (line: string) => void tried.push(line),
      pause: 0,
    } as const;
    await expect(tryForms(server.url(''), forms, options)).rejects.toThrow(
      /to none of the known addresses. Give the whole address/,
    );
    expect(tried).toEqual(['A, /a: not there', 'C, /c: not there']);
  });

  it('refuses what is no address, what holds a password, and what would be written over', async () => {
    const folder = await box();
    expect((await add(folder, 'rtsp://admin:hunter2@10.0.0.2/')).good).toMatch(/holds a password.*--user/);
    expect((await add(folder, 'rtsp://10.0.0.2/password=hunter2')).good).toMatch(/write \{password\}/);
    for (const wrong of ['', '-', 'http//x', 'a b', '::1::', '10.0.0.2:99999', 'http://10.0.0.2'])
      expect((await add(folder, wrong)).good, wrong).toEqual(expect.any(String));
    expect((await add(folder, 'rtsp://%zz@127.0.0.1:9/')).good).toMatch(/127\.0\.0\.1:9 refuses/);
    expect((await add(folder, '10.0.0.2', { id: 'East!' })).good).toMatch(/--id: must be lower-case/);
    await writeFile(join(folder, 'cameras', 'camera-1.yaml.txt'), '');
    await writeFile(join(folder, 'secrets.env'), 'ROOST_CAMERA_CAMERA_1_USER=a\n');
    expect((await add(folder, '10.0.0.2')).good).toMatch(/secrets\.env: others can read it/);
    await chmod(join(folder, 'secrets.env'), 0o600);
    const server = await serve({ '/stream1': main });
    const taken = await add(folder, server.url('/stream1'), { user: 'b' });
    expect(taken.good).toMatch(/ROOST_CAMERA_CAMERA_1_USER stands there already/);
    expect(await readdir(join(folder, 'cameras'))).toEqual(['camera-1.yaml.txt']);
    await rm(join(folder, 'roost.yaml'));
    expect((await add(folder, '10.0.0.2')).good).toMatch(/roost init/);
  });

  it('asks for the password at the terminal, and shows nothing of it', async () => {
    const folder = await box();
    const module = fileURLToPath(new URL('../../src/commands/password.ts', import.meta.url));
    const file = join(folder, 'ask.ts');
    await writeFile(
      file,
      `import { askPassword } from ${JSON.stringify(module)};
askPassword('Password of admin', {}).then((password) => console.log('got', Buffer.from(password).toString('base64')));`,
    );
    const child = spawn('script', ['-qec', `"${process.execPath}" --import tsx "${file}"`, '/dev/null']);
    let shown = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      const asked = shown.includes('Password of admin: ');
      shown += text;
      if (!asked && shown.includes('Password of admin: ')) child.stdin.write(`${LOGIN.password}\r`);
    });
    await new Promise((resolve) => child.once('exit', resolve));
    expect(shown).toContain(`got ${Buffer.from(LOGIN.password).toString('base64')}`);
    expect(shown).not.toContain('hunter2');
  });

  it('takes the password from the environment, and asks nobody where there is no terminal', async () => {
    expect(await askPassword('Password', { ROOST_ADD_PASSWORD: '#x' })).toBe('#x');
    await expect(askPassword('Password', {})).rejects.toThrow(/no terminal. Set ROOST_ADD_PASSWORD/);
  });
});
