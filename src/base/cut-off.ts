import { stat } from 'node:fs/promises';

/** No process works at one file or folder for longer than this, ms. */
const LONGEST = 3_600_000;

/** Whether a process is there, of whatever user. */
export function isAlive(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    return process.kill(pid, 0);
  } catch (error) {
    // Another user's process lives as well.
    return (error as NodeJS.ErrnoException).code !== 'ESRCH';
  }
}

/**
 * Whether what a process began was cut off: it is there no more, or its number is another's by now.
 * @param path what it began @param now ms
 */
export async function isCutOff(path: string, pid: number, now: number): Promise<boolean> {
  if (!isAlive(pid)) return true;
  const { mtimeMs = 0 } = (await stat(path).catch(() => undefined)) ?? {};
  // In a container the process before had the same number.
  const began = pid === process.pid ? now - process.uptime() * 1000 : now - LONGEST;
  return mtimeMs <= began;
}
