import { setImmediate as yieldToOthers } from 'node:timers/promises';
import type { Cause, CauseCode, Deployment, EffortMinute, Sight } from '../../base/domain.ts';
import type { CameraChange } from '../store/events.ts';
import type { Store } from '../store/store.ts';

/**
 * Why nothing was watched: what the camera did then, that nobody ran the box (`not-running`), or that the pictures
 * allowed to see nothing: too dark, something before the lens, fogged or out of focus; or that the box's clock was not right then.
 * What was the box's own doing and not the camera's: no inference process answered (`no-inference`), no thread watched the
 * camera (`no-watcher`), or Roost itself failed at it (`fault`).
 */
export type GapReason =
  | 'starting'
  | 'frozen'
  | 'down'
  | 'stopped'
  | 'not-running'
  | 'no-inference'
  | 'no-watcher'
  | 'fault'
  | 'clock'
  | Exclude<Sight, 'clear'>;

/** What is no fault of the camera's, by the code of the cause. */
const OWN: Partial<Record<CauseCode, GapReason>> = {
  'no-inference': 'no-inference',
  'watcher-hung': 'no-watcher',
  'watcher-ended': 'no-watcher',
  fault: 'fault',
};

/** A time in which a camera stood at the site and nothing of it was watched: no count of it means that nothing was there. */
export interface Gap {
  readonly camera: string;
  /** Start of its first minute. */
  readonly startAt: number;
  /** End of its last minute. */
  readonly endAt: number;
  readonly why: GapReason;
  readonly cause?: Cause;
}

/** What gaps are told from. */
export interface GapSource {
  readonly effort: Pick<Store['effort'], 'between'>;
  readonly cameras: Pick<Store['cameras'], 'states'>;
  readonly deployments: Pick<Store['deployments'], 'all'>;
}

const MINUTE = 60_000;
const DAY = 86_400_000;

/**
 * The gaps of a camera, oldest first: whole minutes in which it was deployed and not a second of it was watched, or in which it
 * could not see. One
 * that is watched in part is none: its seconds are in the effort.
 * @param from, to the range, ms; minutes that start in it
 */
export async function gaps(
  source: GapSource,
  camera: string,
  from: number,
  to: number,
  signal?: AbortSignal,
): Promise<Gap[]> {
  const found: Gap[] = [];
  for (const { startAt, endAt = Number.POSITIVE_INFINITY } of deployed(source, camera)) {
    const end = Math.min(to, endAt);
    for (let day = up(Math.max(from, startAt)); day < end; day += DAY, await yieldToOthers()) {
      signal?.throwIfAborted();
      const until = Math.min(end, day + DAY);
      const minutes = new Map(
        source.effort
          .between(day, until, camera)
          .flatMap((one) => (one.watchedSeconds > 0 ? [[one.minute, blindOf(one)] as const] : [])),
      );
      const states = source.cameras.states(camera, day, until);
      for (let minute = day; minute < until; minute += MINUTE) {
        const blind = minutes.get(minute);
        if (minutes.has(minute) && blind === undefined) continue;
        const why = blind ? { why: blind } : whyOf(states, minute);
        append(found, { camera, startAt: minute, endAt: minute + MINUTE, ...why });
      }
    }
  }
  return found;
}

function deployed({ deployments }: GapSource, camera: string): Deployment[] {
  return deployments.all().filter((deployment) => deployment.camera === camera);
}

/** Why a minute that was watched tells nothing; undefined where it does. */
function blindOf({ sight, clock }: EffortMinute): GapReason | undefined {
  if (clock) return 'clock';
  return sight === undefined || sight === 'clear' ? undefined : sight;
}

/** The first start of a minute at or after a time. */
function up(at: number): number {
  return Math.ceil(at / MINUTE) * MINUTE;
}

/**
 * Which states of a camera its gaps in a range of time need, as indices: for each minute that was not watched the one that tells why,
 * and the last of all, which is in force afterwards. With these alone the gaps are the same.
 */
export function neededStates(
  states: readonly CameraChange[],
  minutes: readonly Pick<EffortMinute, 'minute' | 'watchedSeconds'>[],
  from: number,
  to: number,
): Set<number> {
  const watched = new Set(minutes.flatMap(({ minute, watchedSeconds }) => (watchedSeconds > 0 ? [minute] : [])));
  const needed = new Set([states.length - 1]);
  let until = 0;
  for (let minute = from; minute < to; minute += MINUTE) {
    let blind: number | undefined;
    for (; until < states.length && states[until]!.at < minute + MINUTE; until++)
      if (states[until]!.at >= minute && states[until]!.state !== 'watching') blind = until;
    if (!watched.has(minute)) needed.add(blind ?? until - 1);
  }
  return needed;
}

/** What was in force in a minute: of changes within it, the one that kept it from being watched. */
function whyOf(states: readonly CameraChange[], minute: number): Pick<Gap, 'why' | 'cause'> {
  const until = states.filter(({ at }) => at < minute + MINUTE);
  const blind = until.filter(({ at, state }) => at >= minute && state !== 'watching').at(-1) ?? until.at(-1);
  // A box that was killed could not say so: it watched, as far as anybody knows, and yet there was no minute of it.
  if (!blind || blind.state === 'watching') return { why: 'not-running' };
  const own = blind.cause && OWN[blind.cause.code];
  return { why: own ?? blind.state, ...(blind.cause && { cause: blind.cause }) };
}

function append(found: Gap[], gap: Gap): void {
  const last = found.at(-1);
  if (last && last.endAt === gap.startAt && last.why === gap.why && last.cause?.code === gap.cause?.code)
    found[found.length - 1] = { ...last, endAt: gap.endAt };
  else found.push(gap);
}
