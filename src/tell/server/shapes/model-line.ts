import { z } from 'zod';
import type { ModelLineFacts } from '../model-line-facts.ts';
import { Time, time } from './common.ts';

const Version = z.int().meta({ description: '0: what the catalog has of it, or nothing' });

export const ModelLineShape = z
  .object({
    id: z.string(),
    present: Version.meta({ description: 'Version in use; 0: what the catalog has of it, or nothing' }),
    previous: Version.optional().meta({ description: 'What can be gone back to' }),
    shadow: z
      .object({
        ...{ version: z.int(), since: Time, until: Time, most: z.int(), byRule: z.boolean() },
        ended: Time.optional(),
      })
      .optional()
      .meta({ description: 'The version that is, or was, compared with the one in use, and waits for a decision' }),
    watched: z.object({ since: Time, until: Time }).optional(),
    steps: z
      .array(
        z.object({
          ...{ at: Time, version: z.int(), why: z.string() },
          what: z.enum(['shadowed', 'compared', 'withdrawn', 'promoted', 'kept', 'rolled-back']),
        }),
      )
      .meta({ description: 'What became of its versions, the newest last' }),
  })
  .meta({ id: 'ModelLine' });

/** A line as answers write it. */
export function modelLine({ shadow, watched, steps, ...line }: ModelLineFacts): z.input<typeof ModelLineShape> {
  return {
    ...line,
    ...(shadow && {
      shadow: {
        ...{ version: shadow.version, since: time(shadow.since), until: time(shadow.until) },
        ...{ most: shadow.most, byRule: shadow.byRule },
        ...(shadow.ended !== undefined && { ended: time(shadow.ended) }),
      },
    }),
    ...(watched && { watched: { since: time(watched.since), until: time(watched.until) } }),
    steps: steps.map(({ at, ...step }) => ({ ...step, at: time(at) })),
  };
}
