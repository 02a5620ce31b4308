import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterEach, describe, expect, it } from 'vitest';
import { RtspServer } from '../../fixtures/rtsp/server.ts';
import { loadSource } from '../../fixtures/rtsp/source.ts';
import { Box, BoxFolder, type BoxPlan } from '../e2e/box.ts';
import { videoFolder } from '../see/capture/videos.ts';
import { weights } from '../shared.ts';

const cleanUps: (() => unknown)[] = [];
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp();
});

async function written(plan: BoxPlan): Promise<string> {
  const folder = await BoxFolder.write(plan);
  cleanUps.push(() => folder.remove());
  return folder.path;
}

/** A folder of weights in which the detector's are damaged. */
async function damagedWeights(): Promise<string> {
  const mirror = await mkdtemp(join(tmpdir(), 'roost-mirror-'));
  cleanUps.push(() => rm(mirror, { recursive: true }));
  await writeFile(join(mirror, 'yolox_nano.onnx'), 'no weights');
  return mirror;
}

/** Runs the command as a deployer does. @param mirror where weights are @returns its exit code and the lines that it printed */
async function check(folder: string, mirror: string) {
  const args = ['check', '-c', join(folder, 'roost.yaml'), '--stills', join(folder, 'stills')];
  const command = Box.run(args, { ROOST_MODEL_MIRROR: mirror });
  const code = await command.ended();
  return { code, lines: command.printed.trimEnd().split('\n') };
}

describe('roost check', () => {
  it.skipIf(!weights())('tells what a camera sends and keeps a still; what is dead, with why', async () => {
    const videos = await videoFolder();
    cleanUps.push(videos.remove);
    const server = new RtspServer({ auth: { scheme: 'digest', user: 'admin', password: 'hunter2' } });
    server.mount('/cam', await loadSource(await videos.video('h264')));
    await server.start();
    cleanUps.push(() => server.stop());
    const good = { id: 'east', url: server.url('/cam') };
    const dead = { id: 'west', url: 'rtsp://127.0.0.1:9/cam' };
    const off = { id: 'north', url: 'rtsp://127.0.0.1:9/cam', enabled: false };
    const secrets = 'ROOST_CAMERA_EAST_USER=admin\nROOST_CAMERA_EAST_PASSWORD=hunter2\n';

    const alone = await written({ cameras: [good, off], secrets });
    const still = join(alone, 'stills', 'east.jpg');
    expect(await check(alone, weights()!)).toEqual({
      code: 0,
      lines: [
        'Test site (Asia/Shanghai): 2 camera files are right.',
        'checklist none: no prior; every taxon weighs the same, all year',
        expect.stringMatching(/^ffmpeg: [^ ]+, decodes h264, hevc, mjpeg$/),
        expect.stringMatching(/^models: \S+@.*: they run$/),
        'east: h264 320x176 at 10 frames a second',
        'east: a key frame every 1 s',
        expect.stringMatching(/^east: decoded by \w+: ./),
        'east: looked at in 320x176 (analysis: at most 640x360)',
        `east: still in ${still}`,
      ],
    });
    expect(await sharp(await readFile(still)).metadata()).toMatchObject({ format: 'jpeg', width: 320, height: 176 });

    const { code, lines } = await check(await written({ cameras: [good, dead], secrets }), weights()!);
    expect(code).toBe(1);
    expect(lines).toContain('east: h264 320x176 at 10 frames a second');
    expect(lines.filter((line) => line.startsWith('west: '))).toHaveLength(1);
    expect(lines.at(-1)).toMatch(/^west: .*127\.0\.0\.1:9.*(refuse|nothing listens)/i);
    expect(lines.join('\n')).not.toContain('hunter2');
  });

  it('fails where the models or the table of tides cannot be used, and says why', async () => {
    const off = { id: 'north', url: 'rtsp://127.0.0.1:9/cam', enabled: false };
    const folder = await written({ cameras: [off] });
    const site = await readFile(join(folder, 'roost.yaml'), 'utf8');
    await writeFile(join(folder, 'roost.yaml'), site.replace('Shanghai }', 'Shanghai, tide: { table: tide.csv } }'));
    await writeFile(join(folder, 'tide.csv'), 'time,height\n2026-05-01 06:00,high\n');
    const { code, lines } = await check(folder, await damagedWeights());
    expect(code).toBe(1);
    const wrong =
      /^tide: .*tide\.csv: line 2: height "high" is no number.* It is the file of the key site\.tide\.table$/;
    expect(lines).toContainEqual(expect.stringMatching(wrong));
    expect(lines.at(-1)).toMatch(/^models: .*yolox_nano\.onnx/);
  });

  it('names file, line and the nearest key of a typo', async () => {
    const folder = await written({ cameras: [{ id: 'east', url: 'rtsp://127.0.0.1:9/cam' }] });
    const file = join(folder, 'cameras', 'east.yaml');
    await writeFile(file, (await readFile(file, 'utf8')).replace('sweepSeconds', 'sweepSecond'));
    const { code, lines } = await check(folder, '');
    expect(code).toBe(1);
    expect(lines).toEqual([
      expect.stringContaining(`unknown key sweepSecond in ${file}:6, did you mean sweepSeconds?`),
    ]);
  });
});
