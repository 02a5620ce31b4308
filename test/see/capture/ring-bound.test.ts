import { mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { SegmentRing } from '../../../src/see/capture/segments.ts';

it('a camera that sends more than the ring holds takes no more than its bound: the newest stays, and it is said what to set', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'roost-ring-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const ring = new SegmentRing(folder, 150, 100_000);
  await ring.open();
  const now = 1_700_000_000_000;
  // 4 s of 4K at 60 frames a second each, as far as 150 s go: 40 kB stand for 40 MB.
  for (let age = 0; age < 10; age++) {
    const file = join(folder, `1-${10 - age}.mkv`);
    writeFileSync(file, Buffer.alloc(40_000));
    utimesSync(file, (now - age * 4000) / 1000, (now - age * 4000) / 1000);
  }
  await expect(ring.prune(now)).rejects.toThrow(/do not hold 150 s of this stream.* Raise budgets.ringMegabytes/);
  expect(readdirSync(folder).sort()).toEqual(['1-10.mkv', '1-9.mkv']);
  await expect(ring.prune(now)).resolves.toBeUndefined();
});
