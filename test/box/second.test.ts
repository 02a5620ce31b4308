import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { secondWords, spareCores, startSecond } from '../../src/box/second.ts';
import type { Config } from '../../src/know/config/config.ts';

const EMPTY = join(tmpdir(), 'roost-no-such-folder');
const main = { id: 'east', enabled: true, sweepSeconds: 4 } as Config['cameras'][number];
const box = (sweep: string | undefined, count = 1) => ({
  site: { detector: { model: 'yolox-nano', processes: 2, ...(sweep && { sweep }) } } as Config['site'],
  cameras: Array(count).fill(main) as Config['cameras'],
});

it('a box has no second detector unless it is told to', async () => {
  expect(await startSecond(EMPTY, box(undefined), 4)).toBeUndefined();
});

it('a second detector that cannot be used is done without, and it is said why', async () => {
  const why = async (name: string, count: number, cores: number) => startSecond(EMPTY, box(name, count), cores);
  expect(await why('yolox-s', 1, 4)).toEqual({
    why: expect.stringMatching(/^yolox-s looks at no sweeps: .*yolox_s\.onnx.*pull yolox-s/),
  });
  expect(await why('yolox', 1, 4)).toEqual({ why: expect.stringMatching(/not in the catalog.*yolox-s/) });
  expect(await why('yolox-s', 15, 2)).toEqual({
    why: expect.stringMatching(/the cameras leave 0\.0\d of 2 cores.*analysisUrl/),
  });
});

it('it is told how many sweeps a second detector would see', () => {
  const cameras = box(undefined, 4).cameras;
  expect(spareCores(cameras, 2)).toBeCloseTo(2 - 4 * 0.129, 6);
  expect(secondWords('s@1', 300, cameras, 1.5)).toMatch(/^sweeps: s@1 .*300 ms a look here, every sweep/);
  expect(secondWords('s@1', 2_000, cameras, 1.5)).toContain('about 50 % of sweeps');
  expect(secondWords('s@1', 2_000, [], 1.5)).toContain('every sweep');
});
