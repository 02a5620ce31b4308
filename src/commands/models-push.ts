import { readFile, stat } from 'node:fs/promises';
import { messageOf, RoostError } from '../base/errors.ts';
import { sha256Of } from '../know/models/place.ts';
import { exitCodeOf, inWaves, table, type Working } from './box-work.ts';
import { boxesOf, type RemoteBox, readTokens } from './boxes.ts';
import type { Out } from './out.ts';
import { PushBars } from './push-bars.ts';
import { type Parcel, pushToBox } from './push-box.ts';

/** How boxes are reached, as typed. */
export interface ReachCommand {
  readonly tokenFile?: string;
  readonly ca?: string;
  /** Boxes at once, after the first. */
  readonly wave: string;
  /** Minutes. */
  readonly patience: string;
  readonly keepGoing?: true;
}

/** The options of `roost models push` as typed. */
export interface PushCommand extends ReachCommand {
  readonly promote?: true;
  readonly shadow?: true;
}

/** First wait after something failed, ms. */
const FIRST_WAIT = 1_000;

/**
 * Sends a bundle to boxes: to the first alone, then to the others in waves. Where a box of a wave does not take it, the next
 * wave is not tried, unless that is asked for. Prints a table of what came of each.
 * @returns the exit code
 * @throws RoostError for a bundle, an address, a token or an option that is not right
 */
export async function pushCommand(
  file: string,
  typed: readonly string[],
  options: PushCommand,
  environment: NodeJS.ProcessEnv,
  signal: AbortSignal,
  { print, complain }: Out,
  firstWaitMs = FIRST_WAIT,
): Promise<number> {
  const { boxes, wave, working } = await reached(typed, options, environment, signal, firstWaitMs);
  if (options.promote && options.shadow)
    throw new RoostError('push bundle', '--promote --shadow', 'it can be one of them', 'Look at its shadow run first');
  const then = options.promote ? 'promote' : options.shadow ? 'shadow' : undefined;
  const parcel = await parcelOf(file);
  const bars = new PushBars(complain);
  const push = (box: RemoteBox) => {
    const onProgress = bars.add(box.name, parcel.bytes);
    return pushToBox(box, parcel, { ...working, ...(then && { then }), onProgress });
  };
  try {
    const outcomes = await inWaves(boxes, wave, options.keepGoing === true, push);
    bars.stop();
    for (const line of table(outcomes)) print(line);
    return exitCodeOf(outcomes);
  } finally {
    bars.stop();
  }
}

async function parcelOf(file: string): Promise<Parcel> {
  const found = await stat(file).catch((cause: unknown) => {
    throw new RoostError('push bundle', file, messageOf(cause), 'Make one with scripts/make-bundle', { cause });
  });
  if (!found.isFile())
    throw new RoostError('push bundle', file, 'it is no file', 'Give the tar that scripts/make-bundle wrote');
  return { file, bytes: found.size, sha256: await sha256Of(file) };
}

/**
 * Reads how boxes are reached.
 * @throws RoostError for an address, a token or an option that is not right
 */
export async function reached(
  typed: readonly string[],
  options: ReachCommand,
  environment: NodeJS.ProcessEnv,
  signal: AbortSignal,
  firstWaitMs = FIRST_WAIT,
): Promise<{ readonly boxes: readonly RemoteBox[]; readonly wave: number; readonly working: Working }> {
  const [wave, patience] = [positive('--wave', options.wave), positive('--patience', options.patience)];
  const boxes = boxesOf(typed, await readTokens(options.tokenFile, environment));
  const ca = options.ca === undefined ? undefined : await readFile(options.ca, 'utf8');
  const working = { signal, patienceMs: patience * 60_000, firstWaitMs, ...(ca !== undefined && { ca }) };
  return { boxes, wave, working };
}

function positive(option: string, text: string): number {
  const value = Number(text);
  if (Number.isFinite(value) && value > 0) return value;
  throw new RoostError('reach boxes', `${option} ${text}`, 'is no number above 0');
}
