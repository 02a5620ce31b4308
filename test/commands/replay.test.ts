import { copyFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { replay } from '../../src/commands/replay.ts';
import type { ReplayCommand } from '../../src/commands/replay-options.ts';
import { Box } from '../e2e/box.ts';
import { alive, childrenOf } from '../e2e/processes.ts';
import { eventually } from '../patience.ts';
import { video } from '../try/replay/media.ts';

let folder: string;
const at = (...names: string[]) => join(folder, ...names);

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'roost-replay-'));
  await mkdir(at('empty'));
  await mkdir(at('bad'));
  await writeFile(at('bad', 'zero.mp4'), '');
  await writeFile(at('bad', 'two\nlines.txt'), 'a gull');
  await mkdir(at('红外相机'));
  video(1, '-c:v', 'libx264', '-preset', 'ultrafast', at('clip.mp4'));
  for (let index = 0; index < 400; index++) await copyFile(at('clip.mp4'), at('红外相机', `${index}.mp4`));
});
afterAll(() => rm(folder, { recursive: true }));

/** In this process, for what is refused before any model is asked for. @returns why, and what was told on stderr */
async function refused(path: string, options: Partial<ReplayCommand> = {}) {
  const told: string[] = [];
  const out = { print: () => {}, complain: (line: string) => told.push(line) };
  const command = { gap: '60', zone: 'Asia/Shanghai', models: at('models'), ...options };
  const why = await replay([at(path)], command, new AbortController().signal, out).catch(
    (error: Error) => error.message,
  );
  return { why, told };
}

describe('roost replay refuses', () => {
  it.each([
    [{ zone: 'Mars/Olympus' }, /read zone Mars\/Olympus: is not a known time zone.*Asia\/Shanghai/],
    [{ zone: '' }, /read zone : is not a known time zone/],
    [{ zone: '8' }, /is not a known time zone/],
    [{ start: 'at dawn' }, /read time at dawn: is no ISO 8601 time/],
    [{ gap: '-1' }, /read gap -1/],
  ])('%j', async (options, why) => {
    expect(await refused('empty', options)).toEqual({ why: expect.stringMatching(why), told: [] });
  });

  it('a folder in which there is nothing, and one in which nothing is right, each file with why', async () => {
    expect((await refused('empty')).why).toMatch(/empty: no video and no picture in it. Known endings: .*\.dav/);
    const { why, told } = await refused('bad');
    expect(why).toMatch(/no video and no picture in it/);
    expect(told).toEqual([
      'Left out, or not read to the end: 2 of 2 files.',
      expect.stringMatching(/^ {2}.*two\\nlines\.txt: its ending/),
      expect.stringMatching(/^ {2}.*zero\.mp4: it is empty/),
    ]);
  });
});

it.each([
  ['SIGTERM', 143],
  ['SIGINT', 130],
] as const)(
  'a replay that still looks for the times of its files ends at once on %s, and leaves nobody behind',
  async (signal, code) => {
    const run = Box.run(['replay', at('红外相机'), '--models', at('models'), '--json']);
    // From the first moment on it says what it does, and never asks for more than a few files at once.
    await eventually(async () => {
      expect(run.printed).toMatch(/replay: looking for files/);
      const asking = (await childrenOf(run.pid)).filter(({ command }) => command.startsWith('ffprobe'));
      expect(asking.length).toBeGreaterThan(0);
      expect(asking.length).toBeLessThanOrEqual(4);
    });
    const before = await childrenOf(run.pid);
    const { how } = await run.end(signal);
    expect(how).toBe(code);
    expect(run.printed).toMatch(/Stopped before any file was looked at/);
    expect(run.printed).not.toMatch(/^\s+at /m);
    expect(await alive(before)).toEqual([]);
  },
);
