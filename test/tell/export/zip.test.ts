import { readdirSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ZipEntry, zipped } from '../../../src/tell/export/zip.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'roost-zip-'));
  await writeFile(join(folder, 'clip.mp4'), Buffer.alloc(4_000_000, 7));
});
afterAll(() => rm(folder, { recursive: true }));

/** Text without end, as an export of years would be, and how many of such were made and came to an end. */
function endless() {
  const count = { begun: 0, ended: 0 };
  async function* text() {
    count.begun += 1;
    try {
      for (let line = 0; ; line++) yield `${line},${Math.random()}\r\n`.repeat(1000);
    } finally {
      count.ended += 1;
    }
  }
  return { count, text };
}

const files = () => readdirSync('/proc/self/fd').length;

describe('a zip that is not read to its end', () => {
  it('ends the text that was being made, and asks for no further entry', async () => {
    const { count, text } = endless();
    const asked = { entries: 0, ended: false };
    async function* entries(): AsyncGenerator<ZipEntry> {
      try {
        for (asked.entries = 1; ; asked.entries++) yield { name: `${asked.entries}.csv`, text };
      } finally {
        asked.ended = true;
      }
    }
    const zip = zipped(entries());
    await zip.next();
    await zip.return(undefined);
    expect(count).toEqual({ begun: 1, ended: 1 });
    expect(asked).toEqual({ entries: 1, ended: true });
  });

  it('leaves no file open', async () => {
    const before = files();
    for (let time = 0; time < 30; time++) {
      const zip = zipped([{ name: 'clip.mp4', file: join(folder, 'clip.mp4') }]);
      await zip.next();
      await zip.next();
      await zip.return(undefined);
    }
    expect(files()).toBe(before);
  });

  it('fails as what it is made of fails, and is over then', async () => {
    const { count, text } = endless();
    async function* failing() {
      yield 'a\r\n';
      throw new Error('the disk is gone');
    }
    const zip = zipped([
      { name: 'a.csv', text: failing },
      { name: 'b.csv', text },
    ]);
    const read = async () => {
      for await (const piece of zip) expect(piece.length).toBeGreaterThan(0);
    };
    await expect(read()).rejects.toThrow('the disk is gone');
    expect(count.begun).toBe(count.ended);
  });
});
