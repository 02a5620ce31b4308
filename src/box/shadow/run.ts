import { z } from 'zod';

/**
 * A run of a candidate beside the present models, as `run.json` keeps it. How far it has come is in its journal.
 * Times in ms since the epoch.
 */
export const runSchema = z.strictObject({
  format: z.literal(1),
  bundle: z.string(),
  /** SHA-256 of its manifest: another bundle under its name has another run. */
  digest: z.string(),
  kind: z.enum(['detector', 'classifier', 'taught']),
  state: z.enum(['running', 'done', 'stopped', 'failed']),
  beganAt: z.number(),
  endedAt: z.number().optional(),
  why: z.string().optional(),
  by: z.string(),
  until: z.strictObject({ tracks: z.int().positive(), at: z.number() }),
  present: z.array(z.string()),
  candidate: z.array(z.string()),
  /** What became of its tracks, once it has ended: nobody reads all that it has seen to tell that. */
  tracks: z.strictObject({ looked: z.number(), waiting: z.number(), shed: z.number(), without: z.number() }).optional(),
});

export type ShadowRun = z.infer<typeof runSchema>;

/** A run that has ended. */
export function endedRun(
  run: ShadowRun,
  state: 'done' | 'stopped' | 'failed',
  endedAt: number,
  why?: string,
): ShadowRun {
  const { why: _, ...rest } = run;
  return { ...rest, state, endedAt, ...(why !== undefined && { why }) };
}
