import { z } from 'zod';
import { RoostError } from '../../base/errors.ts';
import { say } from '../../base/said/said.ts';

/** What happened to a version, and who or what decided it. */
const Step = z.strictObject({
  at: z.number(),
  what: z.enum(['promoted', 'rolled-back', 'kept']),
  version: z.int().min(0),
  why: z.string(),
  /** True where the box decided it by itself. */
  alone: z.literal(true).optional(),
});

const Line = z.strictObject({
  /** Version in use; 0 where it is what the catalog has, or nothing. */
  present: z.int().min(0),
  /** What was in use before, as long as it can be gone back to. */
  previous: z.int().min(0).optional(),
  /** While what was put into use is watched: since when. */
  watch: z.strictObject({ at: z.number() }).optional(),
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
  readonly alone?: boolean;
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
  if (line.present === version) throw new RoostError('use model', `${id}-${version}`, say('in-use-already', {}));
  const next = { ...line, present: version, previous: line.present, watch: { at } };
  return put(state, id, next, { at, what: 'promoted', version, why });
}

/**
 * Goes back to what was in use before, once: after that, a version is put into use by its name.
 * @throws RoostError where nothing was
 */
export function rolledBack(state: ModelState, id: string, { at, why, alone }: Because): ModelState {
  const { previous, watch: _, ...line } = lineOf(state, id);
  if (previous === undefined) throw new RoostError('use model', id, say('none-before', {}));
  const step = { at, what: 'rolled-back', version: line.present, why, ...(alone && { alone: true as const }) } as const;
  return put(state, id, { ...line, present: previous }, step);
}

/** Watches a version no longer: it is kept. The same where it is not watched. */
export function keptOn(state: ModelState, id: string, { at, why }: Because): ModelState {
  const { watch, ...line } = lineOf(state, id);
  if (!watch) return state;
  return put(state, id, line, { at, what: 'kept', version: line.present, why, alone: true });
}

/** Which model the box took back by itself within a time (ms) until now, and why, in words; undefined where it took back none. */
export function takenBackLately({ lines }: ModelState, now: number, within: number): string | undefined {
  const words = Object.entries(lines).flatMap(([id, { steps }]) => {
    const last = steps.at(-1);
    const lately = last?.alone && last.what === 'rolled-back' && now - last.at < within;
    return lately ? [say('about', { what: `${id}-${last.version}`, why: last.why })] : [];
  });
  return words.join('; ') || undefined;
}

function put(state: ModelState, id: string, line: ModelLine, step: ModelStep): ModelState {
  const steps = [...line.steps, step].slice(-MOST_STEPS);
  return { ...state, lines: { ...state.lines, [id]: { ...line, steps } } };
}
