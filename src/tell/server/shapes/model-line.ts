import { z } from 'zod';
import type { ModelLineFacts } from '../model-line-facts.ts';
import { Time, time } from './common.ts';

const Version = z.int().meta({ description: '0: what the catalog has of it, or nothing' });

export const ModelLineShape = z
  .object({
    id: z.string(),
    present: Version.meta({ description: 'Version in use; 0: what the catalog has of it, or nothing' }),
    previous: Version.optional().meta({ description: 'What can be gone back to' }),
    steps: z
      .array(
        z.object({
          ...{ at: Time, version: z.int(), why: z.string() },
          what: z.enum(['promoted', 'rolled-back']),
        }),
      )
      .meta({ description: 'What became of its versions, the newest last' }),
  })
  .meta({ id: 'ModelLine' });

/** A line as answers write it. */
export function modelLine({ steps, ...line }: ModelLineFacts): z.input<typeof ModelLineShape> {
  return { ...line, steps: steps.map(({ at, ...step }) => ({ ...step, at: time(at) })) };
}
