import { z } from 'zod';
import type { Lesson, TaughtTaxon } from '../../../know/lessons/lesson.ts';
import type { TaughtWhy } from '../../../know/lessons/why.ts';
import type { Names } from '../deps.ts';
import { Time, time } from './common.ts';
import { TaxonShape, taxon } from './taxon.ts';

/** How much was taught of a taxon. */
export const TaughtTaxonShape = z
  .object({
    taxon: TaxonShape,
    pictures: z.int(),
    visits: z.int().meta({ description: 'Visits that they come from' }),
    sets: z.int().meta({ description: 'Labelled sets that they come from' }),
    people: z.array(z.string()).meta({ description: 'Whose word it is' }),
    lastAt: Time.meta({ description: 'When the last one was taught' }),
  })
  .meta({ id: 'TaughtTaxon' });

/** A picture that was taught. */
export const TaughtPictureShape = z
  .object({
    id: z.string().meta({ example: 't-1f0c2a93b7d4e650' }),
    taxon: TaxonShape,
    people: z.array(z.string()).meta({ description: 'Whose word it is' }),
    weight: z.number().meta({ description: 'How much it counts: what the words of these people count together' }),
    visit: z.string().optional().meta({ description: 'Id of the visit that it is of; absent for one of a set' }),
    set: z.string().optional().meta({ description: 'Name of the labelled set that it is of' }),
    file: z.string().meta({ description: 'In the data folder, or in its set' }),
    sha256: z.string().meta({ description: 'Of the crop' }),
    taughtAt: Time,
    taughtBy: z.string().meta({ description: 'Who had the box learn it' }),
  })
  .meta({ id: 'TaughtPicture' });

/** What was taught that lies behind a visit's name. */
export const TaughtWhyShape = z
  .object({
    taught: z.array(TaughtPictureShape).meta({ description: 'What was taught by this very visit' }),
    opinions: z
      .array(
        z.object({
          model: z.string().meta({ description: 'The version of what was taught', example: 'taught-7@350fcd8c' }),
          taxon: TaxonShape,
          score: z.number(),
          pictures: z.int(),
          visits: z.int(),
        }),
      )
      .meta({ description: 'What it was held for when it was named, and how many taught pictures show that' }),
    crops: z
      .array(
        z.object({
          file: z.string(),
          alike: z.array(
            z.object({
              picture: z.string().meta({ description: 'Id of a taught picture' }),
              taxon: TaxonShape,
              alike: z.number().meta({ description: '1 is the same, 0 has nothing in common' }),
              model: z.string().meta({ description: 'Whose features were compared' }),
            }),
          ),
        }),
      )
      .meta({ description: 'Its kept crops with the taught pictures that are most alike, as it is taught now' }),
  })
  .meta({ id: 'TaughtWhy' });

/** How much was taught of a taxon, as answers write it. */
export function taughtTaxon(of: TaughtTaxon, deps: Names): z.input<typeof TaughtTaxonShape> {
  return { ...of, taxon: taxon(of.taxon, deps), people: [...of.people], lastAt: time(of.lastAt) };
}

/** A picture that was taught, as answers write it. */
export function taughtPicture(of: Lesson, deps: Names): z.input<typeof TaughtPictureShape> {
  const { id, source, people, weight, sha256, taughtAt, taughtBy } = of;
  return {
    ...{ id, taxon: taxon(of.taxon, deps), people: [...people], weight },
    ...(source.of === 'visit' ? { visit: source.id } : { set: source.id }),
    ...{ file: source.file, sha256, taughtAt: time(taughtAt), taughtBy },
  };
}

/** What lies behind a visit's name, as answers write it. */
export function taughtWhy({ taught, opinions, crops }: TaughtWhy, deps: Names): z.input<typeof TaughtWhyShape> {
  return {
    taught: taught.map((lesson) => taughtPicture(lesson, deps)),
    opinions: opinions.flatMap(({ model, top: [best], taught: from }) =>
      best && from ? [{ model, taxon: taxon(best.taxon, deps), score: best.score, ...from }] : [],
    ),
    crops: crops.map(({ file, alike }) => ({
      file,
      alike: alike.map(({ id, taxon: of, alike, model }) => ({ picture: id, taxon: taxon(of, deps), alike, model })),
    })),
  };
}
