import { accessSync, constants, existsSync, readdirSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { statfs } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { runTool } from '../../base/tool.ts';
import { type Finding, failure, ok, warning } from './finding.ts';

/** How much of a disk is free. */
export interface Room {
  /** Bytes that this user may write. */
  readonly free: number;
  readonly total: number;
  /** Files that may still be made, as a share of all, 0 to 1. */
  readonly names: number;
  readonly writable: boolean;
}

const SPACE =
  'Move old exports and backups away, shorten what is kept in roost.yaml, or put the data folder on a larger disk';

/** The disk of the data folder. */
export function roomFinding({ free, total, names, writable }: Room): Finding {
  const found = `${gb(free)} free of ${gb(total)}`;
  if (!writable)
    return failure(
      'disk',
      'the data folder cannot be written to',
      'Mount it for writing, and give it to the user that Roost runs as',
    );
  if (free < 300e6 || names < 0.01)
    return failure('disk', names < 0.01 ? 'no more files can be made on it' : found, SPACE);
  if (free < 2e9 || free < total * 0.05 || names < 0.05) return warning('disk', found, SPACE);
  return ok('disk', found);
}

const gb = (bytes: number) => `${(bytes / 1e9).toFixed(1)} GB`;

/** {@link roomFinding} of a folder, or of the nearest above it that is there. */
export async function readRoom(data: string): Promise<Finding> {
  const folder = existing(data);
  const { bavail, bsize, blocks, files, ffree } = await statfs(folder);
  const names = files > 0 ? ffree / files : 1;
  return roomFinding({ free: bavail * bsize, total: blocks * bsize, names, writable: mayWrite(folder) });
}

const existing = (path: string): string => (existsSync(path) ? path : existing(dirname(path)));

function mayWrite(folder: string): boolean {
  try {
    accessSync(folder, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

/** How worn a disk says it is. */
export interface Wear {
  /** Name in `/sys/block`, e.g. `mmcblk0`. */
  readonly device: string;
  /** Share of its life that is used, 0 to 1 and more, as the disk says itself. */
  readonly used?: number;
  /** True where the disk says that it fails. */
  readonly failing?: boolean;
}

const COPY = 'Back up now (roost backup), and put a new disk in its place';

/** The wear of a disk; `undefined` is one of which nobody can say. */
export function wearFinding(wear: Wear | undefined): Finding {
  if (!wear || (wear.used === undefined && !wear.failing))
    return ok(
      'wear',
      `${wear?.device ?? 'the disk'} does not say how worn it is${wear ? '; smartctl, as root, may know' : ''}`,
    );
  const { device, used = 0, failing } = wear;
  const found = `${device} has used ${Math.round(used * 100)} % of its life`;
  if (failing) return failure('wear', `${device} says that it fails`, COPY);
  if (used >= 1) return failure('wear', found, COPY);
  return used >= 0.8 ? warning('wear', found, COPY) : ok('wear', found);
}

/** What an eMMC says: two life times in steps of a tenth, 0x0b where more than all is used (JEDEC eMMC 5.0, EXT_CSD 267 to 269). */
export function emmcWear(device: string, lifeTime: string, preEol: string): Wear {
  const steps = (lifeTime.match(/0x[0-9a-f]+/gi) ?? []).map(Number).filter((step) => step > 0);
  const used = steps.length > 0 ? { used: Math.max(...steps) / 10 } : {};
  return { device, ...used, failing: Number(preEol.trim()) === 3 };
}

/** What `smartctl -j -H -A` says. */
export function smartWear(device: string, json: string): Wear {
  const told = JSON.parse(json) as {
    smart_status?: { passed?: boolean };
    nvme_smart_health_information_log?: { percentage_used?: number };
    endurance_used?: { current_percent?: number };
  };
  const percent = told.endurance_used?.current_percent ?? told.nvme_smart_health_information_log?.percentage_used;
  return {
    device,
    ...(percent !== undefined && { used: percent / 100 }),
    failing: told.smart_status?.passed === false,
  };
}

/** Asks kernel and smartctl about the disk that holds a folder. @param sys `/sys` */
export async function readWear(data: string, signal: AbortSignal, sys = '/sys'): Promise<Wear | undefined> {
  const device = diskOf(statSync(existing(data)).dev, sys);
  if (!device) return undefined;
  const told = (name: string) => join(sys, 'block', device, 'device', name);
  if (existsSync(told('life_time'))) {
    const preEol = existsSync(told('pre_eol_info')) ? readFileSync(told('pre_eol_info'), 'utf8') : '';
    return emmcWear(device, readFileSync(told('life_time'), 'utf8'), preEol);
  }
  try {
    const args = ['-j', '-H', '-A', `/dev/${device}`];
    return smartWear(device, (await runTool('smartctl', args, { timeout: 10_000, signal })).stdout.toString());
  } catch {
    signal.throwIfAborted();
    return { device };
  }
}

/** The whole disk of a device number: of a partition its disk, of a mapped one the first below it. */
export function diskOf(dev: number, sys: string): string | undefined {
  const place = join(sys, 'dev', 'block', `${major(dev)}:${minor(dev)}`);
  if (!existsSync(place)) return undefined;
  let folder = realpathSync(place);
  if (existsSync(join(folder, 'partition'))) folder = dirname(folder);
  const below = existsSync(join(folder, 'slaves')) ? readdirSync(join(folder, 'slaves')).sort()[0] : undefined;
  if (below === undefined) return basename(folder);
  const under = realpathSync(join(folder, 'slaves', below));
  return basename(existsSync(join(under, 'partition')) ? dirname(under) : under);
}

// As glibc packs them, for numbers within 32 bits (gnu_dev_major(3)).
const major = (dev: number) => (dev >>> 8) & 0xfff;
const minor = (dev: number) => (dev & 0xff) | ((dev >>> 12) & 0xfff00);
