import { z } from 'zod';
import type { Media } from '../../../base/domain.ts';
import type { Names } from '../deps.ts';
import { BoxShape, Time, time } from './common.ts';

/** A kept picture or clip. */
export const MediaShape = z
  .object({
    id: z.string(),
    type: z.enum(['crop', 'clip']),
    at: Time,
    url: z.string().meta({ description: 'Path of its bytes on this server', example: '/api/v1/media/0197' }),
    track: z.string().optional(),
    sha256: z.string(),
    bytes: z.int().nonnegative(),
    region: BoxShape.optional().meta({ description: 'For a crop: where in the frame it was cut' }),
    box: BoxShape.optional().meta({ description: 'For a crop: the animal in the frame' }),
    score: z.number().optional(),
    blurred: z.boolean().meta({ description: 'True where people were blurred' }),
    gone: z.object({ at: Time, why: z.string() }).optional().meta({
      description:
        'Present where the file went, to make room or for people on it: when, and why; what is said of it stays',
    }),
  })
  .meta({ id: 'Media' });

/** A picture or clip as answers write it: its address here, never its place on the disk. */
export function media(
  { id, type, at, track, sha256, bytes, region, box, score, blurred, gone }: Media,
  { basePath = '' }: Pick<Names, 'basePath'>,
) {
  return {
    id,
    type,
    at: time(at),
    url: `${basePath}/api/v1/media/${encodeURIComponent(id)}`,
    ...(track !== undefined && { track }),
    sha256,
    bytes,
    ...(region && { region: { ...region } }),
    ...(box && { box: { ...box } }),
    ...(score !== undefined && { score }),
    blurred,
    ...(gone && { gone: { at: time(gone.at), why: gone.why } }),
  } satisfies z.input<typeof MediaShape>;
}
