import { z } from 'zod';
import type { Media, Outcome, Track, Visit } from '../../../base/domain.ts';
import { groupBy } from '../../../base/group-by.ts';
import { saidBeside } from '../../../base/said/said.ts';
import type { ToldVisit } from '../../../count/store/events.ts';
import type { VisitDetail } from '../../../count/store/tables.ts';
import type { Names, ReadDeps, VisitEntry } from '../deps.ts';
import { BoxShape, Time, time } from './common.ts';
import { MediaShape, media } from './media.ts';
import { OutcomeShape, outcome, ReviewShape, review } from './review.ts';
import { saidKey } from './said.ts';
import { TaxonShape, taxon } from './taxon.ts';
import { ReviewReasonShape, VerdictShape, verdict } from './verdict.ts';

/** Whether the times of a fact come from a clock that was not right. */
const ClockShape = z.literal('doubtful').optional().meta({
  description:
    "Present where the box's clock was not right then: it happened, but not for certain at that time, and counts in no tally, record or export",
});

const visitFields = {
  id: z.string(),
  camera: z.string(),
  taxon: TaxonShape,
  startAt: Time,
  endAt: Time,
  individuals: z.int().nonnegative().meta({ description: 'MaxN: the most seen at once' }),
  score: z.number(),
  closed: z.boolean().meta({ description: 'False while it may still grow' }),
  status: z.enum(['counted', 'set-aside']),
  reason: z.string().optional().meta({ description: 'Why it was set aside' }),
  review: z
    .array(ReviewReasonShape)
    .meta({ description: 'Why a person should look at it; empty where nothing asks for it' }),
  zone: z.string().optional().meta({ description: "The camera's zone in which it began" }),
  continues: z.string().optional().meta({
    description: 'The visit that this one goes on with over midnight: visits belong to one day of the site',
  }),
  clock: ClockShape,
  outcome: OutcomeShape.optional().meta({ description: 'What reviews make of it; absent where nobody decided' }),
};

/** A visit as events tell it: which tracks came and went, never the list of all of them, which a colony makes long. */
export const ToldVisitShape = z
  .object({
    ...visitFields,
    trackCount: z.int().nonnegative().meta({ description: 'How many tracks it has then' }),
    joined: z.array(z.string()).meta({ description: 'Tracks that came to it since the event before of this visit' }),
    left: z.array(z.string()).meta({ description: 'Tracks that went from it since then' }),
    crop: MediaShape.optional(),
  })
  .meta({ id: 'ToldVisit' });

/** A visit as lists show it. */
export const VisitShape = z
  .object({ ...visitFields, tracks: z.array(z.string()), crop: MediaShape.optional() })
  .meta({ id: 'Visit' });

/** A track with its verdict, and with its path where it was asked for. */
const TrackShape = z
  .object({
    id: z.string(),
    kind: z.enum(['bird', 'mammal', 'person', 'vehicle']),
    startAt: Time,
    endAt: Time,
    ended: z.enum(['lost', 'camera-down', 'shutdown', 'interrupted', 'double']).optional(),
    score: z.number(),
    hits: z.int(),
    looks: z.int(),
    moved: z.boolean(),
    clock: ClockShape,
    verdict: VerdictShape.optional().meta({ description: 'Absent where no classifier has seen it' }),
    again: z
      .array(
        z.object({
          model: z.string().meta({ description: 'The model that was asked for', example: 'delta-birds-3@e8af0749' }),
          at: Time.meta({ description: 'When it was named so' }),
          verdict: VerdictShape,
        }),
      )
      .optional()
      .meta({
        description:
          'What it was called when it was named again from its kept crops (`roost rederive --model`), the first time first. It counts nothing: what counts is `verdict`. Absent where it never was',
      }),
    path: z.array(z.object({ at: Time, box: BoxShape, score: z.number() })).optional(),
  })
  .meta({ id: 'Track' });

/** Another name, and why it is offered. */
const CandidateShape = z
  .object({
    taxon: TaxonShape,
    score: z.number().meta({ description: 'The surest word of any model on any of its tracks, before the prior' }),
    standing: z.enum(['expected', 'out-of-season', 'regional', 'off-list']).optional().meta({
      description:
        "How the site's checklist sees it in that month; regional: only the list of the region has it. Absent where the site has no prior",
    }),
    taught: z.literal(true).optional().meta({ description: 'Present where what people taught the box says so' }),
  })
  .meta({ id: 'Candidate' });

/** A visit with its tracks and media. */
export const VisitDetailShape = z
  .object({
    ...visitFields,
    candidates: z.array(CandidateShape).meta({
      description:
        'Other names that it may have, for whoever reviews it: by what the models said, weighed by the checklist, the likeliest first; five at most, and none that is unlikely',
    }),
    version: z
      .int()
      .meta({ description: 'Grows with each change; a review names it, so that nobody decides on another state' }),
    said: saidKey,
    reviews: z.array(ReviewShape).meta({ description: 'Every decision, the oldest first' }),
    tracks: z.array(TrackShape),
    media: z.array(MediaShape),
  })
  .meta({ id: 'VisitDetail' });

function fields(visit: Omit<Visit, 'tracks'>, made: Outcome | undefined, deps: Names) {
  return {
    id: visit.id,
    camera: visit.camera,
    taxon: taxon(visit.taxon, deps),
    startAt: time(visit.startAt),
    endAt: time(visit.endAt),
    individuals: visit.individuals,
    score: visit.score,
    closed: visit.closed,
    status: visit.status,
    ...(visit.reason !== undefined && { reason: visit.reason }),
    review: [...visit.review],
    ...(visit.zone !== undefined && { zone: visit.zone }),
    ...(visit.continues !== undefined && { continues: visit.continues }),
    ...(visit.clock && { clock: visit.clock }),
    ...(made && { outcome: outcome(made, deps) }),
  };
}

/** A visit as events write it; one that was told with the list of its tracks as if all of them had come then. */
export function toldVisit(told: ToldVisit, deps: Names, crop?: Media): z.input<typeof ToldVisitShape> {
  const news = 'joined' in told ? told : { trackCount: told.tracks.length, joined: told.tracks, left: [] };
  const { trackCount, joined, left } = news;
  const tracks = { trackCount, joined: [...joined], left: [...left] };
  return { ...fields(told, told.outcome, deps), ...tracks, ...(crop && { crop: media(crop, deps) }) };
}

/** A visit as lists write it. */
export function visit({ visit, crop, outcome }: VisitEntry, deps: Names): z.input<typeof VisitShape> {
  return { ...fields(visit, outcome, deps), tracks: [...visit.tracks], ...(crop && { crop: media(crop, deps) }) };
}

/** A visit with its tracks (with their paths on request) and media. */
export function visitDetail(
  detail: VisitDetail,
  path: boolean,
  deps: Names & Pick<ReadDeps, 'candidates'>,
): z.input<typeof VisitDetailShape> {
  const again = groupBy(detail.again, ({ track }) => track);
  return {
    ...fields(detail.visit, detail.outcome, deps),
    candidates: deps.candidates(detail).map(({ taxon: id, ...why }) => ({ taxon: taxon(id, deps), ...why })),
    version: detail.version,
    ...saidBeside(detail.visit.reason),
    reviews: detail.reviews.map((said) => review(said, deps)),
    tracks: detail.tracks.map((track) => trackOf(track, { ...detail, again: again.get(track.id) ?? [] }, path, deps)),
    media: detail.media.map((one) => media(one, deps)),
  };
}

function trackOf(
  track: Track,
  { media, again: named }: Pick<VisitDetail, 'media' | 'again'>,
  path: boolean,
  deps: Names,
): z.input<typeof TrackShape> {
  const crops = media.filter((media) => media.track === track.id && media.type === 'crop');
  const { id, kind, startAt, endAt, ended, score, hits, looks, moved, clock } = track;
  return {
    id,
    kind,
    startAt: time(startAt),
    endAt: time(endAt),
    ...(ended && { ended }),
    score,
    hits,
    looks,
    moved,
    ...(clock && { clock }),
    ...(track.verdict && { verdict: verdict(track.verdict, crops, deps) }),
    ...(named.length > 0 && {
      again: named.map((one) => ({
        ...{ model: one.setup.model, at: time(one.at), verdict: verdict(one.verdict, crops, deps) },
      })),
    }),
    ...(path && { path: track.path.map((seen) => ({ at: time(seen.at), box: { ...seen.box }, score: seen.score })) }),
  };
}
