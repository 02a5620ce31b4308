import { z } from 'zod';
import { saidBeside } from '../../../base/said/said.ts';
import type { ModelLineFacts } from '../model-line-facts.ts';
import { Time, time } from './common.ts';
import { saidKey } from './said.ts';

const Version = z.int().meta({ description: '0: what the catalog has of it, or nothing' });

export const ModelLineShape = z
  .object({
    id: z.string(),
    present: Version.meta({ description: 'Version in use; 0: what the catalog has of it, or nothing' }),
    previous: Version.optional().meta({ description: 'What can be gone back to' }),
    watchedSince: Time.optional().meta({
      description: 'Since when what was put into use is watched; absent once it is kept',
    }),
    steps: z
      .array(
        z.object({
          ...{ at: Time, version: z.int(), why: z.string(), said: saidKey },
          what: z.enum(['promoted', 'rolled-back', 'kept']),
          alone: z.literal(true).optional().meta({ description: 'The box decided it by itself' }),
        }),
      )
      .meta({ description: 'What became of its versions, the newest last' }),
  })
  .meta({ id: 'ModelLine' });

/** A line as answers write it. */
export function modelLine({ steps, watchedSince, ...line }: ModelLineFacts): z.input<typeof ModelLineShape> {
  return {
    ...line,
    ...(watchedSince !== undefined && { watchedSince: time(watchedSince) }),
    steps: steps.map(({ at, alone, ...step }) => ({
      ...step,
      ...saidBeside(step.why),
      at: time(at),
      ...(alone && { alone }),
    })),
  };
}
