import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { readFfmpeg, requireFfmpeg } from '../../../src/box/doctor/machine.ts';
import { ffmpegVersion, tooOld } from '../../../src/see/capture/ffmpeg-version.ts';

const never = new AbortController().signal;

describe('the version of an ffmpeg', () => {
  it.each([
    ['5.1.6-0+deb12u1 Copyright (c) 2000-2024 the FFmpeg developers', [5, 1]],
    ['7.1.5-0+deb13u1 Copyright (c) 2000-2026 the FFmpeg developers', [7, 1]],
    ['6.1.1-3ubuntu5 Copyright (c) 2000-2023 the FFmpeg developers', [6, 1]],
    ['4.4.2-0ubuntu0.22.04.1 Copyright (c) 2000-2021 the FFmpeg developers', [4, 4]],
    ['7.0.2-static https://johnvansickle.com/ffmpeg/  Copyright (c) 2000-2024', [7, 0]],
    ['n7.1-153-gaeb8631048-20241008 Copyright', [7, 1]],
    ['8 Copyright', [8, 0]],
    ['10.0 Copyright', [10, 0]],
    ['N-12345-gabcdef Copyright', undefined],
    ['git-2020-01-02-abcdef Copyright', undefined],
    ['2024-05-27-git-01c7f68f7a-full_build-www.gyan.dev Copyright', undefined],
  ])('%s', (text, release) => {
    const version = ffmpegVersion(`ffmpeg version ${text}\nbuilt with gcc 12`)!;
    expect(version.name).toBe(text.split(' ')[0]);
    expect(version.release).toEqual(release);
  });

  it('is refused below 5.1, and let through where only its commit is known', () => {
    const refused = (text: string) => tooOld(ffmpegVersion(`ffmpeg version ${text} Copyright`)!);
    expect(refused('4.4.2-0ubuntu0.22.04.1')).toBe('4.4.2-0ubuntu0.22.04.1 is older than 5.1');
    expect(refused('5.0.1')).toBe('5.0.1 is older than 5.1');
    for (const good of ['5.1', '5.10', '6.0', '10.0', 'n7.1', 'N-1-g2']) expect(refused(good)).toBeUndefined();
    expect(ffmpegVersion('sh: 1: ffmpeg: not found')).toBeUndefined();
  });
});

describe('a machine with another ffmpeg in its PATH', () => {
  let folder: string;
  afterEach(async () => {
    vi.unstubAllEnvs();
    await rm(folder, { recursive: true });
  });

  async function installed(version: string): Promise<void> {
    folder = await mkdtemp(join(tmpdir(), 'roost-ffmpeg-'));
    await writeFile(join(folder, 'ffmpeg'), `#!/bin/sh\necho 'ffmpeg version ${version} Copyright'\n`);
    await chmod(join(folder, 'ffmpeg'), 0o755);
    vi.stubEnv('PATH', `${folder}:${process.env.PATH}`);
  }

  it('starts no box where it is too old, and is told what to install', async () => {
    await installed('4.4.2-0ubuntu0.22.04.1');
    await expect(requireFfmpeg(never)).rejects.toThrow(
      'use ffmpeg: 4.4.2-0ubuntu0.22.04.1 is older than 5.1. Install the package ffmpeg of Debian 12',
    );
    expect(await readFfmpeg(never)).toMatchObject({ verdict: 'failure', found: expect.stringContaining('older') });
  });

  it('starts one where it is new enough or built from git', async () => {
    await installed('N-12345-gabcdef');
    await requireFfmpeg(never);
  });

  it('leaves it to the cameras to say that there is none', async () => {
    folder = await mkdtemp(join(tmpdir(), 'roost-ffmpeg-'));
    vi.stubEnv('PATH', folder);
    await requireFfmpeg(never);
  });
});
