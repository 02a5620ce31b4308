import { z } from 'zod';
import type { Outcome, Review } from '../../../base/domain.ts';
import type { Names } from '../deps.ts';
import { Line, Text, Time, time } from './common.ts';
import { TaxonShape, taxon } from './taxon.ts';

const count = (most: number) => z.int().min(0).max(most).optional();

const Composition = {
  adults: count(100_000).meta({ description: 'How many of them are adult' }),
  juveniles: count(100_000).meta({ description: 'How many of them are juvenile' }),
  females: count(100_000).meta({ description: 'How many of them are female' }),
  males: count(100_000).meta({ description: 'How many of them are male' }),
};

const Action = z.enum(['confirm', 'correct', 'reject', 'uncertain', 'note', 'undo']).meta({
  description:
    'confirm: it is as it stands; correct: it is what is said here; reject: there was no such animal; uncertain: nobody can tell; ' +
    'note: only a remark; undo: takes an earlier decision back',
});

const Behaviour = Line.max(200).optional();
const Note = Text.max(2000).optional();

/** What a person sends. */
export const ReviewRequestShape = z
  .strictObject({
    by: Line.max(100).meta({ description: 'Who decides', example: 'Lin Yue' }),
    action: Action,
    taxon: Line.max(200)
      .optional()
      .meta({ description: 'What it is, at any rank: an id, a scientific, Chinese or English name' }),
    individuals: z.int().min(1).max(100_000).optional().meta({ description: 'How many there were at once' }),
    ...Composition,
    behaviour: Behaviour.meta({ description: 'What they did, in words' }),
    note: Note.meta({ description: 'A remark' }),
    undoes: z
      .string()
      .min(1)
      .max(200)
      .optional()
      .meta({ description: 'With undo: id of the review that it takes back' }),
  })
  .meta({ id: 'ReviewRequest' });

/** A person's decision. */
export const ReviewShape = z
  .object({
    id: z.string(),
    at: Time,
    by: z.string(),
    action: Action,
    taxon: TaxonShape.optional(),
    individuals: z.int().optional(),
    ...Composition,
    behaviour: z.string().optional(),
    note: z.string().optional(),
    undoes: z.string().optional(),
  })
  .meta({ id: 'Review' });

/** What reviews make of a visit. */
export const OutcomeShape = z
  .object({
    status: z
      .enum(['awaiting', 'confirmed', 'corrected', 'rejected', 'uncertain'])
      .meta({ description: 'awaiting: a first record for the site that a second, different person must confirm' }),
    taxon: TaxonShape,
    individuals: z.int(),
    ...Composition,
    behaviour: z.string().optional(),
    notes: z.array(z.string()),
    by: z.array(z.string()).meta({ description: 'Everybody whose decision holds' }),
    at: Time,
  })
  .meta({ id: 'Outcome' });

/** A review as answers write it. */
export function review({ visit: _, track: __, ...said }: Review, deps: Names): z.input<typeof ReviewShape> {
  const { taxon: named, ...rest } = said;
  return { ...rest, at: time(said.at), ...(named !== undefined && { taxon: taxon(named, deps) }) };
}

/** What reviews make of a visit, as answers write it. */
export function outcome(made: Outcome, deps: Names): z.input<typeof OutcomeShape> {
  return {
    ...made,
    taxon: taxon(made.taxon, deps),
    notes: [...made.notes],
    by: [...made.by],
    at: time(made.at),
  };
}
