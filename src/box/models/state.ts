import { z } from 'zod';
import { RoostError } from '../../base/errors.ts';

const version = z.int().positive();
const time = z.number();

/** How far a version is compared with what is in use, before anything is decided. */
const Shadow = z.strictObject({
  version,
  since: time,
  /** It ends after so many tracks (of a detector: looked-at frames), or at this time, whichever comes first. */
  most: z.int().positive(),
  until: time,
  /** True where it goes into use by itself when the rule of `roost.yaml` says so. */
  byRule: z.boolean(),
  /** Present once it is over, and nothing was decided. */
  ended: time.optional(),
});

/** What happened to a version, and who or what decided it. */
const Step = z.strictObject({
  at: time,
  what: z.enum(['shadowed', 'compared', 'withdrawn', 'promoted', 'kept', 'rolled-back']),
  version: z.int().min(0),
  why: z.string(),
});

const Line = z.strictObject({
  /** Version in use; 0 where it is what the catalog has, or nothing. */
  present: z.int().min(0),
  /** What was in use before, as long as it can be gone back to. */
  previous: z.int().min(0).optional(),
  shadow: Shadow.optional(),
  /** Present while the one in use is watched, up to this time. */
  watched: z.strictObject({ since: time, until: time }).optional(),
  /** The newest last. */
  steps: z.array(Step).max(20),
});

/** What `state.json` of a box's models folder says: of each id of a bundle, which version is in use, before it and beside it. */
export const stateSchema = z.strictObject({ format: z.literal(1), lines: z.record(z.string(), Line) });

export type ModelState = z.infer<typeof stateSchema>;
export type ModelLine = z.infer<typeof Line>;
export type ModelShadow = z.infer<typeof Shadow>;
export type ModelStep = z.infer<typeof Step>;

/** No bundle was ever used. */
export const NO_STATE: ModelState = { format: 1, lines: {} };

const MOST_STEPS = 20;
const FRESH: ModelLine = { present: 0, steps: [] };

/** A bundle, by id and version. */
interface Which {
  readonly id: string;
  readonly version: number;
}

/** When, and by whose word or for which reason. */
interface Because {
  readonly at: number;
  readonly why: string;
}

/** The line of an id; one without anything where it was never heard of. */
export function lineOf({ lines }: ModelState, id: string): ModelLine {
  return Object.hasOwn(lines, id) ? lines[id]! : FRESH;
}

/** What is compared now: at most one version on a box, since it has spare time only once. */
export function shadowOf({ lines }: ModelState): (ModelShadow & Which) | undefined {
  return Object.entries(lines).flatMap(([id, { shadow }]) => (shadow && !shadow.ended ? [{ id, ...shadow }] : []))[0];
}

/**
 * Begins to compare a version.
 * @throws RoostError where it is in use, or another one is compared
 */
export function begunShadow(
  state: ModelState,
  { id, version }: Which,
  shadow: Pick<ModelShadow, 'most' | 'until' | 'byRule'>,
  { at, why }: Because,
): ModelState {
  const line = lineOf(state, id);
  if (line.present === version) throw no(id, version, 'is in use already');
  const other = shadowOf(state);
  if (other) throw no(id, version, `cannot be compared while ${other.id}-${other.version} is`, 'End that one first');
  return put(state, id, { ...line, shadow: { version, since: at, ...shadow } }, { at, what: 'shadowed', version, why });
}

/** Ends a comparison that has seen enough; what it showed waits for a decision. @throws RoostError where none is under way */
export function endedShadow(state: ModelState, id: string, { at, why }: Because): ModelState {
  const line = lineOf(state, id);
  if (!line.shadow || line.shadow.ended !== undefined) throw nothing(id, 'is compared');
  const { version } = line.shadow;
  return put(state, id, { ...line, shadow: { ...line.shadow, ended: at } }, { at, what: 'compared', version, why });
}

/** Gives a version up that is or was compared. @throws RoostError where there is none */
export function withdrawn(state: ModelState, id: string, { at, why }: Because): ModelState {
  const { shadow, ...line } = lineOf(state, id);
  if (!shadow) throw nothing(id, 'is or was compared');
  return put(state, id, line, { at, what: 'withdrawn', version: shadow.version, why });
}

/**
 * Puts a version into use, and has it watched.
 * @throws RoostError where it is in use
 */
export function promoted(
  state: ModelState,
  { id, version }: Which,
  watchMs: number,
  { at, why }: Because,
): ModelState {
  const { shadow, watched: _, ...line } = lineOf(state, id);
  if (line.present === version) throw no(id, version, 'is in use already');
  const rest = shadow && shadow.version !== version ? { shadow } : {};
  const next = { ...line, ...rest, present: version, previous: line.present };
  const watched = watchMs > 0 ? { watched: { since: at, until: at + watchMs } } : {};
  return put(state, id, { ...next, ...watched }, { at, what: 'promoted', version, why });
}

/** Ends the watching of a version that did well. @throws RoostError where none is watched */
export function kept(state: ModelState, id: string, { at, why }: Because): ModelState {
  const { watched, ...line } = lineOf(state, id);
  if (!watched) throw nothing(id, 'is watched');
  return put(state, id, line, { at, what: 'kept', version: line.present, why });
}

/**
 * Goes back to what was in use before. One cannot go back twice: then it is that one which is put into use.
 * @throws RoostError where nothing was
 */
export function rolledBack(state: ModelState, id: string, { at, why }: Because): ModelState {
  const { previous, watched: _, shadow, ...line } = lineOf(state, id);
  if (previous === undefined) throw nothing(id, 'was in use before');
  const rest = shadow && shadow.version !== previous ? { shadow } : {};
  const step: ModelStep = { at, what: 'rolled-back', version: line.present, why };
  return put(state, id, { ...line, ...rest, present: previous }, step);
}

function put(state: ModelState, id: string, line: ModelLine, step: ModelStep): ModelState {
  const steps = [...line.steps, step].slice(-MOST_STEPS);
  return { ...state, lines: { ...state.lines, [id]: { ...line, steps } } };
}

function no(id: string, version: number, what: string, hint = ''): RoostError {
  return new RoostError('use model', `${id}-${version}`, what, hint);
}

function nothing(id: string, what: string): RoostError {
  return new RoostError('use model', id, `no version of it ${what}`, 'See: roost models status');
}
