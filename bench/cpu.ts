import { readdirSync, readFileSync } from 'node:fs';

/** Clock ticks a second in /proc; 100 on every Linux that Node runs on. */
const TICKS = 100;

/** A process as /proc tells of it. */
export interface Process {
  readonly pid: number;
  /** Name of the program, e.g. `ffmpeg`. */
  readonly name: string;
  readonly parent: number;
  /** When it began, in clock ticks since the machine did: with its id, what no other process has. */
  readonly began: number;
  /** True where it has ended and was not yet waited for. */
  readonly ended: boolean;
  /** CPU seconds of its own and of its children that have ended. */
  readonly seconds: number;
}

/** CPU seconds, user and system, that a process and all its descendants have used. */
export function cpuSeconds(root: number): number {
  return family(root).reduce((sum, { seconds }) => sum + seconds, 0);
}

/** CPU seconds, or megabytes, of a box by what uses them: the process that watches and stores, its ffmpegs, its inference processes. */
export interface ByPart {
  readonly watching: number;
  readonly ffmpeg: number;
  readonly inference: number;
}

/** @param root the box's first process */
export function boxSeconds(root: number): ByPart {
  const sum = { watching: 0, ffmpeg: 0, inference: 0 };
  for (const { pid, name, seconds } of family(root))
    sum[pid === root ? 'watching' : name === 'ffmpeg' ? 'ffmpeg' : 'inference'] += seconds;
  return sum;
}

/** CPU seconds, user and system, of this process alone, finer than the clock ticks of `cpuSeconds`. */
export function ownCpuSeconds(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}

/** Memory of a process and all its descendants in MB: proportional set size, so that shared pages count once. */
export function memoryMegabytes(root: number): number {
  return family(root).reduce((sum, { pid }) => sum + kilobytes(pid), 0) / 1000;
}

/** Memory of a box by what holds it, as `ByPart`, in MB. @param root the box's first process */
export function boxMegabytes(root: number): ByPart {
  const sum = { watching: 0, ffmpeg: 0, inference: 0 };
  for (const { pid, name } of family(root))
    sum[pid === root ? 'watching' : name === 'ffmpeg' ? 'ffmpeg' : 'inference'] += kilobytes(pid) / 1000;
  return sum;
}

/** Ids of a process and of all its descendants. */
export function pidsOf(root: number): number[] {
  return family(root).map(({ pid }) => pid);
}

/** 0 for a process that ended in between. */
function kilobytes(pid: number): number {
  try {
    const rollup = readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8');
    return Number(/^Pss:\s+(\d+) kB$/m.exec(rollup)?.[1] ?? 0);
  } catch {
    return 0;
  }
}

/** Every process of this machine. */
export function everyProcess(): Process[] {
  return readdirSync('/proc').flatMap((name) => (/^\d+$/.test(name) ? processOf(Number(name)) : []));
}

/** A process and all its descendants. */
export function family(root: number): Process[] {
  const all = everyProcess();
  const ours = new Set([root]);
  // A child may have a smaller id than its parent once ids have wrapped: look until nothing is found any more.
  for (let before = 0; before !== ours.size; ) {
    before = ours.size;
    for (const { pid, parent } of all) if (ours.has(parent)) ours.add(pid);
  }
  return all.filter(({ pid }) => ours.has(pid));
}

/** Nothing for a process that ended in between. */
function processOf(pid: number): Process[] {
  let stat: string;
  try {
    stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  } catch {
    return [];
  }
  // The name stands in brackets and may hold blanks; what follows it is proc(5)'s third field.
  const end = stat.lastIndexOf(')');
  const fields = stat.slice(end + 2).split(' ');
  const [user, system, childUser, childSystem] = fields.slice(11, 15).map(Number) as [number, number, number, number];
  const name = stat.slice(stat.indexOf('(') + 1, end);
  const seconds = (user + system + childUser + childSystem) / TICKS;
  return [{ pid, name, parent: Number(fields[1]), began: Number(fields[19]), ended: fields[0] === 'Z', seconds }];
}
