import { z } from 'zod';
import type { ReadDeps } from '../deps.ts';
import { jsonResource } from '../resource.ts';
import { idFilter, None } from '../shapes/common.ts';
import { TaughtPictureShape, TaughtTaxonShape, taughtPicture, taughtTaxon } from '../shapes/taught.ts';
import { TaxonShape, taxon } from '../shapes/taxon.ts';

/** What the box was taught, by taxon. */
export function taughtResource(deps: ReadDeps) {
  return jsonResource({
    path: '/api/v1/taught',
    role: 'viewer',
    scope: 'records',
    summary: 'What the box was taught by its people, by taxon',
    params: None,
    query: None,
    description: 'How much was taught of each taxon',
    body: z.object({
      version: z.int().meta({ description: 'Grows with each change of what is taught; 0 where nothing ever was' }),
      data: z.array(TaughtTaxonShape),
    }),
    answer: () => {
      const { revision, taxa } = deps.taught();
      return { version: revision, data: taxa.map((one) => taughtTaxon(one, deps)) };
    },
  });
}

/** The pictures that were taught. */
export function taughtPicturesResource(deps: ReadDeps) {
  return jsonResource({
    path: '/api/v1/taught/pictures',
    role: 'viewer',
    scope: 'records',
    summary: 'Pictures that the box was taught, by taxon',
    params: None,
    query: z.strictObject({
      taxon: idFilter('Only those of exactly the taxon of this id'),
      visit: idFilter('Only those of this visit'),
      set: idFilter('Only those of this labelled set'),
    }),
    description: 'The pictures that fit',
    body: z.object({ data: z.array(TaughtPictureShape) }),
    answer: ({ query }) => {
      const filter = Object.fromEntries(Object.entries(query).filter(([, value]) => value !== undefined));
      return { data: deps.lessons(filter).map((lesson) => taughtPicture(lesson, deps)) };
    },
  });
}

/** Pictures that look unlike their taxon. */
export function unlikeResource(deps: ReadDeps) {
  return jsonResource({
    path: '/api/v1/taught/unlike',
    role: 'viewer',
    scope: 'records',
    summary:
      'Taught pictures that look unlike their species, the most unlike first: where somebody erred it is among these',
    params: None,
    query: None,
    long: true,
    description: 'Pictures that look more like another taxon than like the others of their own',
    body: z.object({
      data: z.array(
        z.object({
          picture: TaughtPictureShape,
          own: z.number().meta({ description: 'How alike it is to the others of its taxon' }),
          other: TaxonShape.meta({ description: 'What it is more like' }),
          alike: z.number().meta({ description: 'How alike it is to that' }),
        }),
      ),
    }),
    answer: () => ({
      data: deps.unlike().map(({ lesson, than: { own, other, alike } }) => ({
        ...{ picture: taughtPicture(lesson, deps), own, other: taxon(other, deps), alike },
      })),
    }),
  });
}
