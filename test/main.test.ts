import { execFileSync } from 'node:child_process';
import { mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { Box } from './e2e/box.ts';

it('a command that has nothing to end in order is ended by TERM and Ctrl-C like any program', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'roost-main-'));
  try {
    for (const signal of ['SIGTERM', 'SIGINT'] as const) {
      // It waits for a table that nobody writes.
      const pipe = join(folder, `${signal}.csv`);
      execFileSync('mkfifo', [pipe]);
      const run = Box.run(['checklist', '--csv', pipe]);
      const writer = await open(pipe, 'w');
      expect((await run.end(signal)).how).toBe(signal);
      await writer.close();
    }
  } finally {
    await rm(folder, { recursive: true });
  }
});
