import { chmodSync, mkdirSync, mkdtempSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, expect, it, onTestFinished } from 'vitest';
import { makePrivate } from '../../src/box/private.ts';

const live = new AbortController().signal;
let data: string;
beforeEach(() => {
  const folder = mkdtempSync(join(tmpdir(), 'roost-private-'));
  data = join(folder, 'data');
  mkdirSync(data);
  onTestFinished(() => rmSync(folder, { recursive: true }));
});

function leave(path: string, mode: number): string {
  const file = join(data, path);
  mkdirSync(join(file, '..'), { recursive: true });
  writeFileSync(file, 'x');
  chmodSync(file, mode);
  return file;
}
const modeOf = (path: string) => statSync(path).mode & 0o777;

it('an open data folder is closed with all that is in it, once', async () => {
  const files = [leave('roost.db', 0o644), leave('media/east/2026-05-01/t.jpg', 0o664), leave('tmp/half', 0o600)];
  for (const folder of ['', 'media', 'media/east', 'tmp']) chmodSync(join(data, folder), 0o755);
  expect(await makePrivate(data, live)).toBeGreaterThan(5);
  expect(files.map(modeOf)).toEqual([0o600, 0o600, 0o600]);
  expect(['', 'media', 'media/east', 'media/east/2026-05-01', 'tmp'].map((name) => modeOf(join(data, name)))).toEqual(
    Array(5).fill(0o700),
  );
  expect(await makePrivate(data, live)).toBe(0);
});

it('a closed one is not looked through, but a file that came into it open is closed', async () => {
  chmodSync(data, 0o700);
  const [database, deep] = [leave('roost.db', 0o644), leave('media/t.jpg', 0o644)];
  expect(await makePrivate(data, live)).toBe(1);
  expect([modeOf(database), modeOf(deep)]).toEqual([0o600, 0o644]);
});

it('what a link leads to is left alone, and nothing is wrong where there is no folder', async () => {
  const outside = join(data, '..', 'outside');
  writeFileSync(outside, 'x', { mode: 0o644 });
  symlinkSync(outside, join(data, 'link'));
  chmodSync(data, 0o755);
  expect(await makePrivate(data, live)).toBe(1);
  expect(modeOf(outside)).toBe(0o644);
  expect(await makePrivate(join(data, 'none'), live)).toBe(0);
});
