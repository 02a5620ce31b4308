import { setTimeout as sleep } from 'node:timers/promises';
import { type Answered, type Asking, NoAnswer } from './box-client.ts';
import type { RemoteBox } from './boxes.ts';

/** What came of one box. */
export interface Outcome {
  readonly box: string;
  /** `done`; `refused`: it does not want it; `unreached`: nobody answered; `untried`: another one did not want it before. */
  readonly came: 'done' | 'refused' | 'unreached' | 'untried';
  /** In words; of a refusal with its reason. */
  readonly what: string;
}

/** How a box is treated. */
export interface Working extends Asking {
  /** Where nothing came through for so long, the box is given up, ms. */
  readonly patienceMs: number;
  /** First wait after something failed, ms, doubling up to thirty seconds. */
  readonly firstWaitMs: number;
}

const LONGEST_WAIT = 30_000;
/** Exit codes: of every box it came true; of none; of some. */
const [ALL, NONE, SOME] = [0, 1, 2] as const;

/** The box has said no: to be asked again would change nothing. */
export class Refused extends Error {}

/**
 * Works on a box, and goes on with it where nothing came through, for as long as there is patience.
 * @param work is begun anew each time; calls what it is given when something came through. @returns what came of it, in words
 * @throws what the signal was aborted with (rejects); all else is told in the outcome
 */
export async function workOn(
  { name: box }: RemoteBox,
  { signal, patienceMs, firstWaitMs }: Working,
  work: (moved: () => void) => Promise<string>,
): Promise<Outcome> {
  let movedAt = performance.now();
  let wait = firstWaitMs;
  const moved = () => {
    movedAt = performance.now();
    wait = firstWaitMs;
  };
  for (;;) {
    try {
      return { box, came: 'done', what: await work(moved) };
    } catch (error) {
      signal.throwIfAborted();
      if (error instanceof Refused) return { box, came: 'refused', what: error.message };
      if (!(error instanceof NoAnswer)) throw error;
      if (performance.now() - movedAt > patienceMs) return { box, came: 'unreached', what: error.message };
      await sleep(wait, undefined, { signal });
      wait = Math.min(LONGEST_WAIT, 2 * wait);
    }
  }
}

/**
 * The body of a good answer.
 * @throws Refused where the box says no, NoAnswer where it may say yes later
 */
export function answered({ status, body }: Answered): Answered['body'] {
  if (status >= 200 && status < 300) return body;
  const { reason, detail } = body;
  const words = typeof detail === 'string' ? detail : `it answered ${status}`;
  if (status === 429 || status >= 500) throw new NoAnswer(words);
  if (status === 405 || (status === 404 && !words.startsWith('No ')))
    throw new Refused('this box takes no bundles: its Roost is older');
  throw new Refused(typeof reason === 'string' ? `${reason}: ${words}` : words);
}

/**
 * Works on the first box alone, then on so many at once. Where one does not do it, the next wave is not tried, unless that is
 * asked for.
 */
export async function inWaves(
  boxes: readonly RemoteBox[],
  size: number,
  keepGoing: boolean,
  work: (box: RemoteBox) => Promise<Outcome>,
): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  for (let at = 0; at < boxes.length; ) {
    const wave = boxes.slice(at, at === 0 ? 1 : at + size);
    const bad = outcomes.find(({ came }) => came !== 'done');
    const untried = ({ name }: RemoteBox): Outcome => ({
      box: name,
      came: 'untried',
      what: `as ${bad?.box} was not done`,
    });
    outcomes.push(...(bad && !keepGoing ? wave.map(untried) : await Promise.all(wave.map(work))));
    at += wave.length;
  }
  return outcomes;
}

/** One line a box, its columns under each other. */
export function table(outcomes: readonly Outcome[]): string[] {
  const width = Math.max(...outcomes.map(({ box }) => box.length));
  return outcomes.map(
    ({ box, came, what }) => `${box.padEnd(width)}  ${came.padEnd(9)}  ${what.replaceAll(/\s+/g, ' ')}`,
  );
}

/** What a command exits with. */
export function exitCodeOf(outcomes: readonly Outcome[]): number {
  const done = outcomes.filter(({ came }) => came === 'done').length;
  if (done === outcomes.length) return ALL;
  return done === 0 ? NONE : SOME;
}
