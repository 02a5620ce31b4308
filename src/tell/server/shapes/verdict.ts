import { z } from 'zod';
import type { Media, Scored, Verdict } from '../../../base/domain.ts';
import type { Names } from '../deps.ts';
import { BoxShape, Time, time } from './common.ts';
import { TaxonShape, taxon } from './taxon.ts';

/** Why a person should look at a visit. */
export const ReviewReasonShape = z
  .enum(['kind-conflict', 'taught-conflict', 'off-list', 'out-of-season', 'protected-1', 'first-record'])
  .meta({
    id: 'ReviewReason',
    description:
      "Why a person should look: detector and classifier disagree on the kind; a model is sure of another name than what the box was taught; the taxon is not on the site's checklist, or " +
      'not in this month; it is protected at level I; no visit of the species was counted at the site before',
  });

const ScoredShape = z.object({ taxon: TaxonShape, score: z.number() });

/** What a track is called and why. */
export const VerdictShape = z
  .object({
    taxon: TaxonShape,
    score: z.number().meta({ description: 'How likely it is right, 0 to 1' }),
    opinions: z
      .array(
        z.object({
          model: z.string().meta({ example: 'mobilenet-v2-inat-bird@350fcd8c' }),
          known: z
            .number()
            .meta({ description: 'How likely the animal is of a taxon that the model was taught, 0 to 1' }),
          top: z.array(ScoredShape).meta({ description: 'The five likeliest of this model, before the prior' }),
          taught: z.object({ pictures: z.int(), visits: z.int() }).optional().meta({
            description:
              'Only where it is what the box was taught by its people: so many pictures of so many visits show what it holds for likeliest',
          }),
        }),
      )
      .meta({ description: 'What each classifier says' }),
    prior: z
      .object({
        id: z.string().meta({ description: 'The checklist with its version; none where the site chose none' }),
        month: z.int().min(1).max(12),
        without: ScoredShape.meta({ description: 'What the verdict would be without it' }),
        changed: z.boolean().meta({ description: 'True where it would be another taxon' }),
      })
      .meta({ description: "The site's checklist, which weighed the scores" }),
    crops: z
      .array(
        z.object({
          at: Time,
          box: BoxShape,
          media: z
            .string()
            .optional()
            .meta({ description: 'Id of the kept crop of this track that is nearest in time' }),
        }),
      )
      .meta({ description: 'The crops that it rests on, best first' }),
    models: z.array(z.string()).meta({ description: 'Every model that took part, with its hash, the detector first' }),
    code: z.string().meta({ description: 'Version of Roost' }),
    review: z.array(ReviewReasonShape),
  })
  .meta({ id: 'Verdict' });

/** A verdict as answers write it. @param kept the kept crops of its track */
export function verdict(of: Verdict, kept: readonly Media[], deps: Names): z.input<typeof VerdictShape> {
  const scored = ({ taxon: id, score }: Scored) => ({ taxon: taxon(id, deps), score });
  const { id, month, without } = of.prior;
  return {
    ...scored(of),
    opinions: of.opinions.map(({ model, known, top, taught }) => ({
      ...{ model, known, top: top.map(scored) },
      ...(taught && { taught: { ...taught } }),
    })),
    prior: { id, month, without: scored(without), changed: without.taxon !== of.taxon },
    crops: of.crops.map(({ at, box }) => {
      const media = nearest(kept, at);
      return { at: time(at), box: { ...box }, ...(media && { media: media.id }) };
    }),
    models: [...of.models],
    code: of.code,
    review: [...of.review],
  };
}

function nearest(kept: readonly Media[], at: number): Media | undefined {
  const away = (media: Media) => Math.abs(media.at - at);
  return kept.reduce<Media | undefined>((best, media) => (best && away(best) <= away(media) ? best : media), undefined);
}
