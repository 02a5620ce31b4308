import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isAlive } from './cut-off.ts';

/** A folder of ours: `roost-clip-4711-aB3dE6`, with the process that made it; before that was so, `roost-clip-aB3dE6`. */
const NAME = /^roost-(?<kind>[a-z]+)-(?:(?<pid>\d+)-)?[a-zA-Z0-9]{6}$/;
/** What needed no folder for longer than this (ms), whoever made it. */
const SHORT: ReadonlySet<string> = new Set(['clip', 'capture', 'package']);
const OLD = 3_600_000;

/** Makes a folder in the system's temporary one, with mode 0700: nobody else can look into it. @param kind what it is for, one word */
export function tempFolder(kind: string): Promise<string> {
  return mkdtemp(join(tmpdir(), `roost-${kind}-${process.pid}-`));
}

/**
 * Removes such folders whose process was killed. Those of a process that runs, of this box or of another, stay.
 * Never rejects: what cannot be removed is in nobody's way. @returns how many went
 */
export async function removeAbandoned(now: number): Promise<number> {
  let gone = 0;
  for (const name of await readdir(tmpdir()).catch(() => [])) {
    const { kind, pid } = NAME.exec(name)?.groups ?? {};
    if (kind === undefined) continue;
    const folder = join(tmpdir(), name);
    const isAbandoned = pid === undefined ? SHORT.has(kind) && (await isOld(folder, now)) : !isAlive(Number(pid));
    if (!isAbandoned) continue;
    await rm(folder, { recursive: true, force: true }).then(
      () => gone++,
      () => undefined,
    );
  }
  return gone;
}

async function isOld(folder: string, now: number): Promise<boolean> {
  const found = await stat(folder).catch(() => undefined);
  return found !== undefined && found.mtimeMs < now - OLD;
}
