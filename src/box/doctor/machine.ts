import { readFileSync } from 'node:fs';
import { RoostError } from '../../base/errors.ts';
import { BUILT_AT } from '../../base/package.ts';
import { runTool } from '../../base/tool.ts';
import { ffmpegVersion, NEWER_FFMPEG, tooOld } from '../../see/capture/ffmpeg-version.ts';
import { clockDoubt } from '../clock.ts';
import { type Finding, failure, ok, warning } from './finding.ts';

/** What the system says of its clock; undefined where nobody can say. */
export interface ClockFacts {
  readonly now: number;
  /** True where the kernel holds it for synchronised. */
  readonly synchronised?: boolean;
  /** True where a service that synchronises it is switched on. */
  readonly service?: boolean;
}

const NTP =
  'Run: timedatectl set-ntp true (or install chrony), and let the box reach a time server; a battery for its clock helps where it cannot';

/** The clock: every record hangs on it. */
export function clockFinding({ now, synchronised, service }: ClockFacts, built = BUILT_AT): Finding {
  const doubt = clockDoubt(now, { built });
  const shown = new Date(now).toISOString();
  if (doubt) return failure('clock', doubt, NTP);
  if (synchronised) return ok('clock', `${shown}, synchronised`);
  if (synchronised === undefined) return warning('clock', `${shown}; nobody can say whether it is synchronised`, NTP);
  const how = service ? 'not synchronised yet' : 'not synchronised, and no service does so';
  return warning('clock', `${shown}, ${how}`, NTP);
}

/** Asks systemd, which asks the kernel, whoever synchronises it. */
export async function readClock(now: number, signal: AbortSignal): Promise<ClockFacts> {
  const told = await runTool('timedatectl', ['show'], { timeout: 5_000, signal }).catch(() => undefined);
  signal.throwIfAborted();
  const text = told?.stdout.toString() ?? '';
  const said = (key: string) =>
    /=(yes|no)/.exec(text.split('\n').find((line) => line.startsWith(`${key}=`)) ?? '')?.[1];
  const [synchronised, service] = [said('NTPSynchronized'), said('NTP')];
  return {
    now,
    ...(synchronised && { synchronised: synchronised === 'yes' }),
    ...(service && { service: service === 'yes' }),
  };
}

/** Below it a box that runs is near its end, bytes. */
const LITTLE = 100e6;
/** A box with two cameras takes about half a gigabyte (docs/performance.md), bytes. */
const BOX = 500e6;

/** Memory. @param meminfo text of `/proc/meminfo` */
export function memoryFinding(meminfo: string): Finding {
  const bytes = (key: string) => Number(new RegExp(`^${key}:\\s+(\\d+) kB`, 'm').exec(meminfo)?.[1]) * 1024;
  const [total, available] = [bytes('MemTotal'), bytes('MemAvailable')];
  if (!(total > 0) || !(available >= 0)) return warning('memory', 'nobody can say', 'Look at the machine by hand');
  const found = `${mb(available)} available of ${mb(total)}`;
  const remedy = 'End other programs, set detector.processes to 1, or take a machine with more memory';
  if (available < LITTLE) return failure('memory', found, remedy);
  if (total < 2 * BOX) return warning('memory', `${found}: a box with two cameras takes about ${mb(BOX)}`, remedy);
  return ok('memory', found);
}

/** {@link memoryFinding} of this machine. */
export const readMemory = () => memoryFinding(readFileSync('/proc/meminfo', 'utf8'));

const mb = (bytes: number) => `${Math.round(bytes / 1e6)} MB`;

/** What cameras send. */
const DECODERS = ['h264', 'hevc', 'mjpeg'];

/** ffmpeg. @param version first line of `ffmpeg -version` @param decoders text of `ffmpeg -decoders` */
export function ffmpegFinding(version: string, decoders: string): Finding {
  const known = ffmpegVersion(version);
  const name = known?.name ?? 'of an unknown version';
  const old = known && tooOld(known);
  const lacking = DECODERS.filter((codec) => !new RegExp(`^ V\\S* ${codec} `, 'm').test(decoders));
  if (old) return failure('ffmpeg', old, NEWER_FFMPEG);
  if (lacking.length > 0) return failure('ffmpeg', `${name} cannot decode ${lacking.join(', ')}`, NEWER_FFMPEG);
  return ok('ffmpeg', `${name}, decodes ${DECODERS.join(', ')}`);
}

/** {@link ffmpegFinding} of this machine. */
export async function readFfmpeg(signal: AbortSignal): Promise<Finding> {
  try {
    return ffmpegFinding(await ffmpegSays('-version', signal), await ffmpegSays('-decoders', signal));
  } catch {
    signal.throwIfAborted();
    return failure('ffmpeg', 'is not installed', 'Run: apt-get install ffmpeg');
  }
}

/**
 * Refuses an ffmpeg that is too old for a box. One that is not there, or says nothing of itself, is each camera's cause.
 * @throws RoostError
 */
export async function requireFfmpeg(signal: AbortSignal): Promise<void> {
  const said = await ffmpegSays('-version', signal).catch(() => '');
  signal.throwIfAborted();
  const known = ffmpegVersion(said);
  const old = known && tooOld(known);
  if (old) throw new RoostError('use', 'ffmpeg', old, NEWER_FFMPEG);
}

const ffmpegSays = async (what: string, signal: AbortSignal) =>
  (await runTool('ffmpeg', ['-hide_banner', what], { timeout: 10_000, signal })).stdout.toString();
