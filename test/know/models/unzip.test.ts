import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { unzip } from '../../../src/know/models/unzip.ts';
import { zipOf } from './file-server.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'roost-unzip-'));
});
afterEach(() => rm(folder, { recursive: true }));

/** Unpacks one file of a zip. @returns its text */
async function take(zip: Uint8Array, path: string): Promise<string> {
  const file = join(folder, 'a.zip');
  await writeFile(file, zip);
  await unzip(file, 'a.zip', [{ path, to: join(folder, 'out') }]);
  return readFile(join(folder, 'out'), 'utf8');
}

const text = (words: string) => Buffer.from(words);

describe('unzip', () => {
  it('finds a file by its place, or by what is known of it', async () => {
    const zip = await zipOf({
      'm/1/model.onnx': text('deep'),
      'm/labels.txt': text('labels'),
      'n/model.onnx': text('n'),
    });
    expect(await take(zip, 'm/1/model.onnx')).toBe('deep');
    expect(await take(zip, 'm/**/model.onnx')).toBe('deep');
    expect(await take(zip, 'm/**/*labels.txt')).toBe('labels');
    expect(await take(zip, 'm/*/model.onnx')).toBe('deep');
    expect(await take(zip, 'n/**/model.onnx')).toBe('n');
  });

  it('says what there is where a file is missing or may be one of several', async () => {
    const zip = await zipOf({ 'm/a.onnx': text('a'), 'm/b.onnx': text('b') });
    await expect(take(zip, 'm/model.onnx')).rejects.toThrow('it holds no m/model.onnx, but m/a.onnx, m/b.onnx');
    await expect(take(zip, 'm/*.onnx')).rejects.toThrow('m/*.onnx may be m/a.onnx or m/b.onnx');
    await expect(take(zip, 'm/*?onnx')).rejects.toThrow('it holds no');
  });

  it('refuses an archive with an entry that leads out of it, whatever is asked for', async () => {
    const good = await zipOf({ 'm/xx/evil': text('evil'), 'm/model.onnx': text('good') });
    for (const path of ['../../evil'.slice(0, 9), '/etc/evil', 'm\\..\\evil', 'C:/m/evil']) {
      // The name stands in the local header and in the directory; the same length keeps both whole.
      const name = path.padEnd(9, 'x');
      const evil = Buffer.from(good.toString('latin1').replaceAll('m/xx/evil', name), 'latin1');
      await expect(take(evil, 'm/model.onnx')).rejects.toThrow(/unpack a\.zip: .*(path|name|character)/i);
    }
    expect(await readdir(folder)).toEqual(['a.zip']);
  });

  it('refuses a file that is said to grow beyond all measure, and one that grows beyond what is said', async () => {
    const bomb = await zipOf({ 'm/model.onnx': Buffer.alloc(30_000_000) });
    await expect(take(bomb, 'm/model.onnx')).rejects.toThrow(/m\/model\.onnx unpacks from \d+ to 30000000 bytes/);
    // Its directory says 1,000 bytes.
    const at = bomb.lastIndexOf(Buffer.from('PK\x01\x02', 'latin1'));
    bomb.writeUInt32LE(1000, at + 24);
    await expect(take(bomb, 'm/model.onnx')).rejects.toThrow(/m\/model\.onnx is damaged: .*1000/);
  });

  it('refuses what is no zip, and a zip that was cut', async () => {
    await expect(take(text('<html>moved</html>'), 'a')).rejects.toThrow('unpack a.zip: it is no zip');
    const zip = await zipOf({ 'm/model.onnx': text('whole') });
    await expect(take(zip.subarray(0, -10), 'm/model.onnx')).rejects.toThrow('it is no zip');
  });
});
