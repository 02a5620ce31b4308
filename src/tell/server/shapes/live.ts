import { z } from 'zod';
import { LIVE_WIDTHS, type LiveMark, type LiveView, type LiveWidth } from '../../../base/domain.ts';
import type { Names } from '../deps.ts';
import { BoxShape, Time, time } from './common.ts';
import { TaxonShape, taxon } from './taxon.ts';

/** A width that may be asked for. */
const LiveWidthShape = z
  .union(LIVE_WIDTHS.map((width) => z.literal(width)))
  .meta({ type: 'integer', enum: [...LIVE_WIDTHS] });

/** What a viewer sends: one asking, answered by one frame. */
export const LiveAskShape = z
  .strictObject({
    camera: z.string().min(1).max(200).meta({ description: 'Id of the camera' }),
    width: LiveWidthShape.meta({ description: 'Most pixels across; 0: no picture, only what is followed' }),
  })
  .meta({ id: 'LiveAsk' });

const LiveMarkShape = z
  .object({
    track: z.string().meta({ description: 'Id of the track' }),
    kind: z.enum(['bird', 'mammal', 'person', 'vehicle']),
    box: BoxShape,
    seen: z.boolean().meta({ description: 'False: not seen in this frame, the box is where it is taken to be' }),
    score: z.number().meta({ description: "The detector's highest score so far" }),
    taxon: TaxonShape.optional().meta({ description: 'What it is called so far' }),
    taxonScore: z.number().optional().meta({ description: 'How likely the name is right, 0 to 1' }),
  })
  .meta({ id: 'LiveMark' });

/** What is told of a frame: tracks as they are followed in it, of the moment of its picture. */
export const LiveTracksShape = z
  .object({
    type: z.enum(['tracks', 'picture', 'withheld']).meta({
      description:
        '`picture`: a JPEG follows in the same message; `tracks`: none was asked for; `withheld`: people are in it',
    }),
    camera: z.string(),
    at: Time,
    asked: LiveWidthShape,
    width: z.int().optional().meta({ description: 'Of the picture, pixels' }),
    height: z.int().optional(),
    tracks: z.array(LiveMarkShape),
  })
  .meta({ id: 'LiveTracks' });

/** What the box cannot do of what was asked. */
export const LiveProblemShape = z
  .object({ type: z.literal('problem'), camera: z.string().optional(), detail: z.string() })
  .meta({ id: 'LiveProblem' });

/** A frame as a viewer is told of it, without its pixels. */
export function liveTracks({ camera, at, width: asked, marks, picture, withheld }: LiveView, deps: Names) {
  const told: z.input<typeof LiveTracksShape> = {
    type: picture ? 'picture' : withheld ? 'withheld' : 'tracks',
    ...{ camera, at: time(at), asked },
    ...(picture && { width: picture.width, height: picture.height }),
    tracks: marks.map((mark) => markOf(mark, deps)),
  };
  return told;
}

function markOf({ track, kind, box, seen, score, name }: LiveMark, deps: Names): z.input<typeof LiveMarkShape> {
  return {
    ...{ track, kind, box, seen, score },
    ...(name && { taxon: taxon(name.taxon, deps), taxonScore: name.score }),
  };
}

/** Widths of pictures, the narrowest first. */
export const PICTURE_WIDTHS = LIVE_WIDTHS.filter((width): width is Exclude<LiveWidth, 0> => width !== 0);
