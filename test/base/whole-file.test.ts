import { spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import {
  chmodSync,
  chownSync,
  existsSync,
  lstatSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makeFolder, newFile, putWhole, removeHalfWritten, replaceFile, writeAll } from '../../src/base/whole-file.ts';

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'roost-whole-'));
  file = join(folder, 'east.yaml');
});
afterEach(() => rmSync(folder, { recursive: true }));
const modeOf = (path: string) => statSync(path).mode & 0o777;

async function* cutOff() {
  yield 'half of ';
  throw new Error('the source broke');
}

describe('replaceFile', () => {
  it('takes a text, bytes, or pieces, and leaves nothing beside it', async () => {
    async function* pieces() {
      yield 'a';
      yield new Uint8Array([98]);
    }
    for (const content of ['ab', new Uint8Array([97, 98]), pieces()]) {
      await replaceFile(file, content);
      expect(readFileSync(file, 'utf8')).toBe('ab');
    }
    expect(readdirSync(folder)).toEqual(['east.yaml']);
  });

  it('leaves what was there where it is cut off', async () => {
    await expect(replaceFile(file, cutOff())).rejects.toThrow('the source broke');
    expect(readdirSync(folder)).toEqual([]);
    writeFileSync(file, 'before');
    await expect(replaceFile(file, cutOff())).rejects.toThrow('the source broke');
    expect(readFileSync(file, 'utf8')).toBe('before');
    expect(readdirSync(folder)).toEqual(['east.yaml']);
  });

  it('keeps a link, and the mode and the owner of what it leads to', async () => {
    const real = join(folder, 'real.yaml');
    writeFileSync(real, 'before');
    chmodSync(real, 0o640);
    if (process.getuid?.() === 0) chownSync(real, 1234, 1235);
    const { uid, gid } = statSync(real);
    symlinkSync(real, file);
    await replaceFile(file, 'now');
    expect(lstatSync(file).isSymbolicLink()).toBe(true);
    expect(readFileSync(real, 'utf8')).toBe('now');
    expect(statSync(real)).toMatchObject({ uid, gid });
    expect(modeOf(real)).toBe(0o640);
    await replaceFile(file, 'now', 0o600);
    expect(modeOf(real)).toBe(0o600);
  });

  it('is one of two writers at once, never some of each', async () => {
    const texts = ['a'.repeat(300_000), 'b'.repeat(200_000)];
    await Promise.all(texts.map((text) => replaceFile(file, text)));
    expect(texts).toContain(readFileSync(file, 'utf8'));
    expect(readdirSync(folder)).toEqual(['east.yaml']);
  });
});

it('putWhole makes the folder, and all of it for the owner alone', async () => {
  const deep = join(folder, 'models', 'state.json');
  await putWhole(deep, '{}');
  expect([modeOf(deep), modeOf(join(folder, 'models'))]).toEqual([0o600, 0o700]);
});

it('makeFolder leaves all that root makes to whom the folder above belongs', async () => {
  if (process.getuid?.() === 0) chownSync(folder, 1234, 1235);
  const { uid, gid } = statSync(folder);
  const deep = join(folder, 'data', 'again');
  await makeFolder(deep, 0o700);
  await makeFolder(deep);
  for (const made of [deep, join(folder, 'data')]) {
    expect(statSync(made)).toMatchObject({ uid, gid });
    expect(modeOf(made)).toBe(0o700);
  }
});

it('newFile writes over nothing, and leaves what root made to whom the folder belongs', async () => {
  if (process.getuid?.() === 0) chownSync(folder, 1234, 1235);
  await newFile(file, 'first', 0o600);
  const { uid, gid } = statSync(folder);
  expect(statSync(file)).toMatchObject({ uid, gid });
  expect(modeOf(file)).toBe(0o600);
  await expect(newFile(file, 'second')).rejects.toMatchObject({ code: 'EEXIST' });
  expect(readFileSync(file, 'utf8')).toBe('first');
});

it('writeAll goes on where a disk takes a part, to its end or to the error of the disk', async () => {
  const disk = Buffer.alloc(12);
  let room = 9;
  const write = async (bytes: Uint8Array, from: number, length: number, at: number) => {
    if (room === 0) throw Object.assign(new Error('no space'), { code: 'ENOSPC' });
    const bytesWritten = Math.min(length, room, 4);
    disk.set(bytes.subarray(from, from + bytesWritten), at);
    room -= bytesWritten;
    return { bytesWritten, buffer: bytes };
  };
  const handle = { write } as unknown as FileHandle;
  await writeAll(handle, Buffer.from('abcdef'), 2);
  expect(disk.toString('latin1', 2, 8)).toBe('abcdef');
  await expect(writeAll(handle, Buffer.from('ghij'), 8)).rejects.toMatchObject({ code: 'ENOSPC' });
});

describe('removeHalfWritten', () => {
  const HOUR = 3_600_000;
  const half = (pid: number | undefined) => {
    const path = join(folder, `${pid}.json.${pid}-${randomUUID()}.part`);
    writeFileSync(path, '{');
    return path;
  };

  it('takes what a process that was killed, or that had the number before, left half written, and nothing else', async () => {
    const { pid } = spawnSync('true');
    const [dead, ours, init] = [half(pid), half(process.pid), half(1)];
    for (const name of ['east.json', `east.${randomUUID()}.part`, 'weights.onnx.part'])
      writeFileSync(join(folder, name), '');
    const there = () => [dead, ours, init].map((path) => existsSync(path));
    await removeHalfWritten(folder, Date.now());
    expect(there()).toEqual([false, true, true]);
    await removeHalfWritten(folder, Date.now() + 9 * HOUR);
    expect(there()).toEqual([false, false, false]);
    expect(readdirSync(folder)).toHaveLength(3);
    await removeHalfWritten(join(folder, 'none'), Date.now());
  });

  it('knows what replaceFile leaves', async () => {
    async function* killed() {
      yield 'half';
      renameSync(
        join(folder, readdirSync(folder)[0]!),
        join(folder, readdirSync(folder)[0]!.replace(`${process.pid}-`, '999999999-')),
      );
      throw new Error('stands for a kill');
    }
    await replaceFile(file, killed()).catch(() => undefined);
    expect(readdirSync(folder)).toHaveLength(1);
    await removeHalfWritten(folder, Date.now());
    expect(readdirSync(folder)).toEqual([]);
  });
});
