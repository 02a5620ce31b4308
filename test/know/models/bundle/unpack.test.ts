import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, symlink, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { Header } from 'tar';
import { expect, it } from 'vitest';
import { BUNDLE_PATH } from '../../../../src/know/models/bundle/manifest.ts';
import { unpack } from '../../../../src/know/models/bundle/unpack.ts';
import { packBundle } from '../../../../src/know/models/bundle/write.ts';
import { makeBundle } from './make.ts';

const MUCH = 10_000_000;
const scratch = () => mkdtemp(join(tmpdir(), 'roost-unpack-'));

/** A tar of these entries, as its headers say; the content is as long as `size` says, unless it is cut. */
function tarOf(...entries: { path: string; type?: string; size?: number; linkpath?: string }[]): Buffer {
  const blocks = entries.flatMap(({ path, type = 'File', size = 0, linkpath }) => {
    const header = new Header({ path, type: type as 'File', size, mode: 0o644, ...(linkpath ? { linkpath } : {}) });
    const block = Buffer.alloc(512);
    header.encode(block, 0);
    return [block, Buffer.alloc(Math.ceil(size / 512) * 512, 7)];
  });
  return Buffer.concat([...blocks, Buffer.alloc(1024)]);
}

async function unpacked(tar: Buffer, most = MUCH): Promise<string> {
  const folder = await scratch();
  await writeFile(join(folder, 'bundle.tar'), tar);
  await unpack(join(folder, 'bundle.tar'), join(folder, 'out'), most);
  return join(folder, 'out');
}

const refusal = (reason: string) => expect.objectContaining({ reason });

it('unpacks what was packed, and copies a folder, alike', async () => {
  const folder = await makeBundle();
  const to = await scratch();
  await packBundle(folder, join(to, 'a.tar'));
  await unpack(join(to, 'a.tar'), join(to, 'a'), MUCH);
  await unpack(folder, join(to, 'b'), MUCH);
  for (const name of await readdir(folder, { recursive: true }))
    if (name !== 'golden')
      for (const copy of ['a', 'b'])
        expect(await readFile(join(to, copy, name)), name).toEqual(await readFile(join(folder, name)));
  await packBundle(join(to, 'b'), join(to, 'again.tar'));
  expect(await readFile(join(to, 'again.tar'))).toEqual(await readFile(join(to, 'a.tar')));
});

it('unpacks what tar of the system packs', async () => {
  const folder = await makeBundle();
  const to = await scratch();
  execFileSync('tar', ['-C', folder, '-cf', join(to, 'a.tar'), '.']);
  await unpack(join(to, 'a.tar'), join(to, 'a'), MUCH);
  expect((await readdir(join(to, 'a'))).sort()).toEqual((await readdir(folder)).sort());
});

it.each([
  ['../outside.json'],
  ['/etc/outside.json'],
  ['golden/../../outside.json'],
  ['golden/deep/outside.json'],
  ['.hidden'],
  ['--option'],
  ['a\\b'],
  ['other/model.onnx'],
])('refuses the path %s, and writes nothing outside', async (path) => {
  const folder = await scratch();
  await mkdir(join(folder, 'within'));
  const tar = join(folder, 'within', 'bundle.tar');
  await writeFile(tar, tarOf({ path, size: 3 }));
  await expect(unpack(tar, join(folder, 'within', 'out'), MUCH)).rejects.toEqual(refusal('path'));
  expect(await readdir(folder)).toEqual(['within']);
  expect(existsSync('/etc/outside.json')).toBe(false);
});

it.each([
  ['SymbolicLink', '/etc/passwd'],
  ['Link', '/etc/passwd'],
  ['CharacterDevice', ''],
  ['BlockDevice', ''],
  ['FIFO', ''],
  ['ContiguousFile', ''],
])('refuses an entry that is a %s', async (type, linkpath) => {
  const entry = { path: 'model.onnx', type, ...(linkpath ? { linkpath } : {}) };
  await expect(unpacked(tarOf(entry))).rejects.toEqual(refusal('path'));
});

it('refuses a sparse file, which holds more than the tar has', async () => {
  const folder = await scratch();
  await writeFile(join(folder, 'model.onnx'), 'x');
  await truncate(join(folder, 'model.onnx'), 1 << 30);
  for (const format of [['--format=gnu'], ['--format=posix']]) {
    execFileSync('tar', ['-C', folder, '--sparse', ...format, '-cf', join(folder, 'a.tar'), 'model.onnx']);
    const out = join(folder, `out${format}`);
    await expect(unpack(join(folder, 'a.tar'), out, 1 << 20)).rejects.toMatchObject({ operation: 'take bundle' });
    expect(await readdir(out)).toEqual(['golden']);
  }
});

it('refuses more files, and more bytes, than a bundle has, before they are written', async () => {
  const many = Array.from({ length: 201 }, (_, i) => ({ path: `file${i}` }));
  await expect(unpacked(tarOf(...many))).rejects.toEqual(refusal('bomb'));
  const folders = Array.from({ length: 9 }, () => ({ path: 'golden/', type: 'Directory' }));
  await expect(unpacked(tarOf(...folders))).rejects.toEqual(refusal('bomb'));
  await expect(unpacked(tarOf({ path: 'model.onnx', size: 5000 }), 4999)).rejects.toEqual(refusal('too-large'));
  await expect(unpacked(tarOf({ path: 'model.onnx', size: 5000 }), 5000)).resolves.toBeDefined();
});

it('refuses a name that stands there twice', async () => {
  await expect(unpacked(tarOf({ path: 'model.onnx', size: 1 }, { path: './model.onnx', size: 1 }))).rejects.toEqual(
    refusal('path'),
  );
});

it('refuses what is no plain tar, or is cut off, or damaged', async () => {
  const whole = tarOf({ path: 'model.onnx', size: 5000 });
  await expect(unpacked(gzipSync(whole))).rejects.toEqual(refusal('no-bundle'));
  await expect(unpacked(Buffer.from('hello'))).rejects.toEqual(refusal('no-bundle'));
  await expect(unpacked(Buffer.alloc(0))).rejects.toEqual(refusal('no-bundle'));
  for (const end of [2000, 2048, 512])
    await expect(unpacked(whole.subarray(0, end))).rejects.toEqual(refusal('no-bundle'));
  const damaged = Buffer.from(whole);
  damaged[10] = 1;
  await expect(unpacked(damaged)).rejects.toEqual(refusal('no-bundle'));
  await expect(unpack('/nowhere.tar', join(await scratch(), 'out'), MUCH)).rejects.toEqual(refusal('no-bundle'));
});

it('refuses links and other folders in a folder', async () => {
  const linked = await makeBundle();
  await symlink('/etc/passwd', join(linked, 'passwd'));
  await expect(unpack(linked, join(await scratch(), 'out'), MUCH)).rejects.toEqual(refusal('path'));
  const deep = await makeBundle();
  await mkdir(join(deep, 'more'));
  await expect(unpack(deep, join(await scratch(), 'out'), MUCH)).rejects.toEqual(refusal('path'));
});

it('survives any bytes', async () => {
  const whole = tarOf({ path: 'model.onnx', size: 700 }, { path: 'golden/', type: 'Directory' }, { path: 'golden/a' });
  const change = fc.tuple(fc.nat(whole.length - 1), fc.nat(255));
  await fc.assert(
    fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 4 }), async (changes) => {
      const bytes = Buffer.from(whole);
      for (const [at, value] of changes) bytes[at] = value;
      const names = await unpacked(bytes).then(
        (out) => readdir(out),
        (error: { operation?: string }) => {
          expect(error.operation).toBe('take bundle');
          return [];
        },
      );
      for (const name of names) expect(name).toMatch(BUNDLE_PATH);
    }),
    { numRuns: 60 },
  );
});
