import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

/** A disk of its own, in memory, of so many megabytes, until the test is over; it may be made read-only. Needs root, as CI is. */
export function smallDisk(megabytes: number): { readonly folder: string; remount(how: 'ro' | 'rw'): void } {
  const folder = mkdtempSync(join(tmpdir(), 'roost-disk-'));
  execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m,mode=700`, 'roost-test', folder]);
  onTestFinished(() => {
    execFileSync('umount', ['-l', folder]);
    rmSync(folder, { recursive: true });
  });
  return { folder, remount: (how) => void execFileSync('mount', ['-o', `remount,${how}`, folder]) };
}
