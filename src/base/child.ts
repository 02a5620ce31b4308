import type { ChildProcess } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

/** How long each step of `endChild` may take, in milliseconds. */
const STEPS: readonly (readonly [signals: readonly NodeJS.Signals[], wait: number])[] = [
  // The first TERM is ffmpeg's own `q`: it sends TEARDOWN and finishes the segment.
  [['SIGTERM'], 600],
  // The second breaks a read that hangs in the network; CONT wakes a stopped process so that it sees both.
  [['SIGCONT', 'SIGTERM'], 400],
  [['SIGKILL'], 400],
];

/** What a child needs of the environment: nothing that is Roost's own, nor what would have ffmpeg write reports or ask proxies. */
const KEPT = [
  ...['PATH', 'HOME', 'TMPDIR', 'TZ', 'LANG', 'LC_ALL', 'LD_LIBRARY_PATH', 'NODE_V8_COVERAGE'],
  // How glibc keeps memory that was given back (`scripts/roost`).
  ...['MALLOC_ARENA_MAX', 'MALLOC_MMAP_THRESHOLD_', 'MALLOC_TRIM_THRESHOLD_'],
];

/** The environment of a child: passwords and tokens live in that of the box, and no child needs them. */
export function childEnvironment(environment: NodeJS.ProcessEnv = process.env): NodeJS.ProcessEnv {
  return Object.fromEntries(
    KEPT.flatMap((name) => (environment[name] === undefined ? [] : [[name, environment[name]]])),
  );
}

/** Resolves when the child has ended, or could not be started. */
export function ended(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) resolve();
    else child.once('exit', () => resolve());
  });
}

/**
 * Ends a child of ours in steps, each bounded: ask, ask again, kill. Done within 1.5 s.
 * `q` on stdin would do the same as the first TERM, but ffmpeg does not listen there while it reads a script from a pipe.
 */
export async function endChild(child: ChildProcess): Promise<void> {
  const gone = ended(child).then(() => true);
  for (const [signals, wait] of STEPS) {
    if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
    for (const signal of signals) child.kill(signal);
    const timer = new AbortController();
    const inTime = await Promise.race([gone, sleep(wait, false, { signal: timer.signal }).catch(() => false)]);
    timer.abort();
    if (inTime) return;
  }
}

/**
 * Ends a process of ours at once whose parent thread is gone: nobody reads its pipes, and one that was stopped would never
 * notice. Where the system cannot say that it is still ours, it is left to its broken pipes.
 */
export function endOrphan(pid: number): void {
  try {
    if (parentIn(readFileSync(`/proc/${pid}/stat`, 'utf8')) === process.pid) process.kill(pid, 'SIGKILL');
  } catch {
    // It is gone, or there is no `/proc`.
  }
}

/** Reads the parent's number out of the text of `/proc/<pid>/stat`. */
export function parentIn(stat: string): number {
  return Number(/^ \S (\d+) /.exec(stat.slice(stat.lastIndexOf(')') + 1))?.[1]);
}

/**
 * True if the system says that a child cannot run: stopped by a signal, or waiting for a disk that does not answer. Where
 * there is no `/proc`, nobody knows, and it is false.
 */
export function cannotRun(child: ChildProcess): boolean {
  try {
    return standsStill(readFileSync(`/proc/${child.pid}/stat`, 'utf8'));
  } catch {
    return false;
  }
}

/** Reads the state out of the text of `/proc/<pid>/stat`, e.g. `812 (a name) S 1 812 ...`; the name may hold anything. */
export function standsStill(stat: string): boolean {
  return /^ [TD] /.test(stat.slice(stat.lastIndexOf(')') + 1));
}

/** Clock ticks a second in which the system tells times of processes: 100 on every Linux that Node runs on. */
const TICKS = 100;

/**
 * Reads out of the text of `/proc/<pid>/stat` whether a process works or waits for a core, and how long it had one (ms), that of its ended
 * children not counted.
 */
export function workIn(stat: string): { readonly runs: boolean; readonly coreMs: number } {
  const [state, ...numbers] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const [user, system] = numbers.slice(10, 12).map(Number);
  return { runs: state === 'R', coreMs: ((user! + system!) * 1000) / TICKS };
}

/** The same of a process that lives; undefined where the system does not say. */
export function workOf(pid: number): ReturnType<typeof workIn> | undefined {
  try {
    return workIn(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return undefined;
  }
}

/** Closes our ends of all pipes of a child, so that no descriptor outlives it. */
export function closePipes(child: ChildProcess): void {
  for (const pipe of child.stdio) pipe?.destroy();
}
