import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { tempFile, tempStore } from './temp.ts';
import { aTrack, live } from './values.ts';

const WRITER = fileURLToPath(new URL('./writer.ts', import.meta.url));

/** Runs the writer until it has acknowledged `enough` visits, kills it with SIGKILL, and returns what it acknowledged. */
async function killAfter(file: string, enough: number): Promise<number> {
  const child = spawn(process.execPath, ['--import', 'tsx', WRITER, file], { stdio: ['ignore', 'pipe', 'inherit'] });
  const exited = once(child, 'exit');
  let acknowledged = -1;
  for await (const line of createInterface({ input: child.stdout })) {
    acknowledged = Math.max(acknowledged, Number(line));
    if (acknowledged >= enough) child.kill('SIGKILL');
  }
  expect((await exited)[1]).toBe('SIGKILL');
  return acknowledged;
}

describe('after SIGKILL', () => {
  it('everything that was acknowledged is there, once, with its event', async () => {
    const file = await tempFile();
    const last = await killAfter(file, 300);
    const store = await tempStore(file);
    const visits = store.visits.list({ limit: 1_000_000 }).reverse();
    expect(visits.length).toBeGreaterThan(last);
    const names = visits.map((_, index) => `v${index}`);
    expect(visits.map((visit) => visit.id)).toEqual(names);
    const events = store.events.after(0, 1_000_000);
    expect(events.map((event) => (event.body as { id: string }).id)).toEqual(names);
    for (const [index, visit] of visits.entries()) expect(store.tracks.ofVisit(visit.id)[0]?.id).toBe(`t${index}`);
    expect(store.tracks.live()).toEqual([live(aTrack('live'))]);
  });
});
