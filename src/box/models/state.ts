import { z } from 'zod';
import { RoostError } from '../../base/errors.ts';

/** What happened to a version, and who or what decided it. */
const Step = z.strictObject({
  at: z.number(),
  what: z.enum(['promoted', 'rolled-back']),
  version: z.int().min(0),
  why: z.string(),
});

const Line = z.strictObject({
  /** Version in use; 0 where it is what the catalog has, or nothing. */
  present: z.int().min(0),
  /** What was in use before, as long as it can be gone back to. */
  previous: z.int().min(0).optional(),
  /** The newest last. */
  steps: z.array(Step).max(20),
});

/** What `state.json` of a box's models folder says: of each id of a bundle, which version is in use, and which was before it. */
export const stateSchema = z.strictObject({ format: z.literal(1), lines: z.record(z.string(), Line) });

export type ModelState = z.infer<typeof stateSchema>;
type ModelLine = z.infer<typeof Line>;
type ModelStep = z.infer<typeof Step>;

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

/**
 * Puts a version into use.
 * @throws RoostError where it is in use
 */
export function promoted(state: ModelState, { id, version }: Which, { at, why }: Because): ModelState {
  const line = lineOf(state, id);
  if (line.present === version)
    throw new RoostError('use model', `${id}-${version}`, 'is in use already', 'See: roost models status');
  const next = { ...line, present: version, previous: line.present };
  return put(state, id, next, { at, what: 'promoted', version, why });
}

/**
 * Goes back to what was in use before, once: after that, a version is put into use by its name.
 * @throws RoostError where nothing was
 */
export function rolledBack(state: ModelState, id: string, { at, why }: Because): ModelState {
  const { previous, ...line } = lineOf(state, id);
  if (previous === undefined)
    throw new RoostError('use model', id, 'no version of it was in use before', 'See: roost models status');
  return put(state, id, { ...line, present: previous }, { at, what: 'rolled-back', version: line.present, why });
}

function put(state: ModelState, id: string, line: ModelLine, step: ModelStep): ModelState {
  const steps = [...line.steps, step].slice(-MOST_STEPS);
  return { ...state, lines: { ...state.lines, [id]: { ...line, steps } } };
}
