import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, statSync, utimesSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { removeAbandoned, tempFolder } from '../../src/base/temp-folder.ts';

const HOUR = 3_600_000;

describe('temporary folders', () => {
  let shared: string;
  beforeEach(() => {
    shared = mkdtempSync(join(tmpdir(), 'shared-'));
    vi.stubEnv('TMPDIR', shared);
  });
  afterEach(() => {
    vi.unstubAllEnvs();
    rmSync(shared, { recursive: true });
  });

  function left(name: string, age = 0): string {
    const folder = join(shared, name);
    mkdirSync(folder);
    const at = (Date.now() - age) / 1000;
    utimesSync(folder, at, at);
    return folder;
  }

  it('are closed to others and say whose they are', async () => {
    const folder = await tempFolder('capture');
    expect(basename(folder)).toMatch(new RegExp(`^roost-capture-${process.pid}-`));
    expect(statSync(folder).mode & 0o777).toBe(0o700);
  });

  it('go where their process was killed, and stay where it runs', async () => {
    const { pid } = spawnSync('true');
    const ours = await tempFolder('inference');
    const [dead, init] = [left(`roost-inference-${pid}-aB3dE6`, 0), left('roost-inference-1-aB3dE6', 9 * HOUR)];
    expect(await removeAbandoned(Date.now())).toBe(1);
    expect([ours, dead, init].map((folder) => existsSync(folder))).toEqual([true, false, true]);
  });

  it('of earlier versions go when nothing can be at work in them any more', async () => {
    const [old, fresh] = [left('roost-clip-aB3dE6', 2 * HOUR), left('roost-clip-xY9zW1')];
    const sockets = left('roost-inference-aB3dE6', 2 * HOUR);
    const foreign = [left('roosters-clip-aB3dE6', 2 * HOUR), left("roost-clip's-aB3dE6", 2 * HOUR)];
    expect(await removeAbandoned(Date.now())).toBe(1);
    const stay = [fresh, sockets, ...foreign].map((folder) => existsSync(folder));
    expect([existsSync(old), ...stay]).toEqual([false, true, true, true, true]);
  });
});
