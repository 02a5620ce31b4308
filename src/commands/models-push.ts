import { readFile, stat } from 'node:fs/promises';
import { messageOf, RoostError } from '../base/errors.ts';
import { sha256Of } from '../know/models/place.ts';
import { boxesOf, type RemoteBox, readTokens } from './boxes.ts';
import type { Out } from './out.ts';
import { PushBars } from './push-bars.ts';
import { type Outcome, type Parcel, pushToBox } from './push-box.ts';

/** The options of `roost models push` as typed. */
export interface PushCommand {
  readonly tokenFile?: string;
  readonly ca?: string;
  /** Boxes at once, after the first. */
  readonly wave: string;
  /** Minutes. */
  readonly patience: string;
  readonly keepGoing?: true;
}

/** Exit codes: every box has it; none has; some have. */
const [ALL, NONE, SOME] = [0, 1, 2];
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
  const [wave, patience] = [positive('--wave', options.wave), positive('--patience', options.patience)];
  const boxes = boxesOf(typed, await readTokens(options.tokenFile, environment));
  const ca = options.ca === undefined ? undefined : await readFile(options.ca, 'utf8');
  const parcel = await parcelOf(file);
  const bars = new PushBars(complain);
  const push = (box: RemoteBox) => {
    const onProgress = bars.add(box.name, parcel.bytes);
    return pushToBox(box, parcel, {
      ...{ signal, patienceMs: patience * 60_000, firstWaitMs, onProgress },
      ...(ca !== undefined && { ca }),
    });
  };
  try {
    const outcomes = await inWaves(boxes, wave, options.keepGoing === true, push);
    bars.stop();
    for (const line of table(outcomes)) print(line);
    const staged = outcomes.filter(({ came }) => came === 'staged').length;
    return staged === outcomes.length ? ALL! : staged === 0 ? NONE! : SOME!;
  } finally {
    bars.stop();
  }
}

/** The first box alone, then so many at once. */
async function inWaves(
  boxes: readonly RemoteBox[],
  size: number,
  keepGoing: boolean,
  push: (box: RemoteBox) => Promise<Outcome>,
): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  for (let at = 0; at < boxes.length; ) {
    const wave = boxes.slice(at, at === 0 ? 1 : at + size);
    const bad = outcomes.find(({ came }) => came !== 'staged');
    if (bad && !keepGoing)
      outcomes.push(
        ...wave.map(({ name }) => ({ box: name, came: 'untried', what: `as ${bad.box} did not take it` }) as const),
      );
    else outcomes.push(...(await Promise.all(wave.map(push))));
    at += wave.length;
  }
  return outcomes;
}

/** One line a box, its columns under each other. */
function table(outcomes: readonly Outcome[]): string[] {
  const width = Math.max(...outcomes.map(({ box }) => box.length));
  return outcomes.map(
    ({ box, came, what }) => `${box.padEnd(width)}  ${came.padEnd(9)}  ${what.replaceAll(/\s+/g, ' ')}`,
  );
}

async function parcelOf(file: string): Promise<Parcel> {
  const found = await stat(file).catch((cause: unknown) => {
    throw new RoostError('push bundle', file, messageOf(cause), 'Make one with scripts/make-bundle', { cause });
  });
  if (!found.isFile())
    throw new RoostError('push bundle', file, 'it is no file', 'Give the tar that scripts/make-bundle wrote');
  return { file, bytes: found.size, sha256: await sha256Of(file) };
}

function positive(option: string, text: string): number {
  const value = Number(text);
  if (Number.isFinite(value) && value > 0) return value;
  throw new RoostError('push bundle', `${option} ${text}`, 'is no number above 0');
}
