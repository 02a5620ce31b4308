import { execFile } from 'node:child_process';
import { readdir } from 'node:fs/promises';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** A process as `ps` shows it. */
export interface Process {
  readonly pid: number;
  readonly parent: number;
  readonly command: string;
}

/** Every process of this machine. */
export async function processes(): Promise<Process[]> {
  const { stdout } = await run('ps', ['-eww', '-o', 'pid=,ppid=,args='], { maxBuffer: 1e8 });
  return stdout.split('\n').flatMap((line) => {
    const match = /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line);
    return match ? [{ pid: Number(match[1]), parent: Number(match[2]), command: match[3]! }] : [];
  });
}

/** The children of a process; those that have ended and were not yet waited for count as well. */
export async function childrenOf(pid: number): Promise<Process[]> {
  return (await processes()).filter(({ parent, command }) => parent === pid && !/^ps /.test(command));
}

/** Those of these processes that still run, under whichever parent. */
export async function alive(before: readonly Process[]): Promise<Process[]> {
  const now = await processes();
  return before.filter(({ pid, command }) => now.some((one) => one.pid === pid && one.command === command));
}

/** How many descriptors a process holds open. */
export async function descriptors(pid: number): Promise<number> {
  return (await readdir(`/proc/${pid}/fd`)).length;
}

export const isCamera = ({ command }: Process) => command.startsWith('ffmpeg ') && command.includes('pipe:3');
/** True for an inference process of a box. */
export const isInference = ({ command }: Process) => command.includes('inference/process');
