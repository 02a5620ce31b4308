import { z } from 'zod';
import { RoostError } from '../../../base/errors.ts';
import type { EffortRow } from '../../../count/tally/effort-rows.ts';
import { DOMESTIC_COUNTS, type TallyKey, type TallyRow } from '../../../count/tally/tally.ts';
import type { ReadDeps } from '../deps.ts';
import { Problem } from '../problem.ts';
import { jsonResource } from '../resource.ts';
import { idFilter, None, requireOrder, Time, time, timeKey } from '../shapes/common.ts';
import { TaxonShape, taxon } from '../shapes/taxon.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** Shortest length of each period: what bounds how many rows an answer can have. */
const SHORTEST = {
  ...{ hour: HOUR, day: 23 * HOUR, week: 7 * DAY - HOUR, month: 28 * DAY - HOUR },
  ...{ 'half-year': 181 * DAY - HOUR, year: 365 * DAY - HOUR },
};

const KEYS: readonly TallyKey[] = ['taxon', 'camera', 'zone', 'hour'];

/** Most periods in one answer: more than a year of hours. */
const MOST_PERIODS = 10_000;

const Query = z.strictObject({
  by: z
    .string()
    .default('taxon,camera')
    .transform((text) => text.split(','))
    .refine((keys) => keys.every((key) => KEYS.includes(key as TallyKey)) && new Set(keys).size === keys.length)
    .meta({ description: 'What to split by: any of taxon, camera, zone, hour (of the day), with commas between' }),
  period: z.enum(['hour', 'day', 'week', 'month', 'half-year', 'year']).default('day').meta({
    description: "hour, day, week, month, half-year or year, of the site's calendar; weeks begin on Monday",
  }),
  basis: z
    .enum(['best', 'machine', 'reviewed'])
    .default('best')
    .meta({ description: 'best: reviewed where somebody decided, else as the machine says; machine; or reviewed' }),
  rank: z
    .enum(['species', 'genus', 'family', 'order', 'class'])
    .optional()
    .meta({ description: 'species, genus, family, order or class: sum taxa up to it; wider names stay by themselves' }),
  domestic: z.enum(DOMESTIC_COUNTS).default('apart').meta({
    description:
      'apart: domestic animals have rows of their own where taxa are split, and are in no sum over taxa; only: nothing else; without: not at all; with: they count like wild ones',
  }),
  from: timeKey('Only visits that start at this time or later; 30 days before `to` when left out'),
  to: timeKey('Only visits that start before this time; now when left out'),
  camera: idFilter('Only the camera of this id'),
  taxon: idFilter('Only the taxon of this id, of any rank, and all within it'),
});

const Span = { startAt: Time, endAt: Time };
const Count = z.int().nonnegative().nullable();

const Body = z
  .object({
    from: Time,
    to: Time,
    data: z
      .array(
        z.object({
          ...Span,
          taxon: TaxonShape.optional(),
          camera: z.string().optional(),
          zone: z.string().optional().meta({ description: 'Zone of the camera; empty outside of every one' }),
          hour: z.int().min(0).max(23).optional().meta({ description: "Hour of the day on the site's clock" }),
          visits: Count,
          records: Count.meta({
            description: 'Independent records, judged over all that was ever recorded; null unless basis is best',
          }),
          individuals: Count.meta({ description: "Sum of the visits' individuals (MaxN each)" }),
          maxIndividuals: Count.meta({ description: 'Most at once in one visit, in the time of this row' }),
          daysPresent: Count.meta({ description: 'Days on which it was there' }),
          presentHours: z
            .number()
            .nonnegative()
            .nullable()
            .meta({ description: 'How long it was there, by slots of ten minutes; several visits and taxa added' }),
          activity: z
            .number()
            .nonnegative()
            .nullable()
            .meta({ description: 'presentHours / clear hours of effort; null without effort' }),
          reviewed: Count.meta({ description: 'Visits that somebody decided on' }),
          shareReviewed: z.number().min(0).max(1).nullable().meta({ description: 'reviewed / visits' }),
          adults: Count.meta({ description: 'As reviewers said, as are the next three' }),
          juveniles: Count,
          females: Count,
          males: Count,
          firstAt: Time.optional(),
          lastAt: Time.optional(),
          groups: z
            .object({ count: z.int(), smallest: z.int(), largest: z.int() })
            .optional()
            .meta({ description: 'Groups seen (群次) of a taxon that lives in groups, with their sizes' }),
          effortHours: z.number().meta({ description: 'Hours watched by the cameras of this row, together' }),
          effortDays: z.number().meta({ description: 'Camera-days in which they could see' }),
          rai: z.number().nullable().meta({ description: '100 x independent records / camera-days' }),
        }),
      )
      .meta({
        description:
          'Counts of 0: watched, none seen. Counts of null: nobody looked, and nothing is known. Periods before anything was recorded are left out',
      }),
    effort: z
      .array(
        z.object({
          ...Span,
          camera: z.string(),
          watchedSeconds: z.number(),
          lookedSeconds: z.number(),
          frames: z.int(),
          dropped: z.int(),
        }),
      )
      .meta({ description: 'The time in which each camera was watching' }),
  })
  .meta({ id: 'Tallies' });

/** Counted visits by taxon, camera and period, with the effort that they rest on. */
export function talliesResource(deps: ReadDeps, now: () => number) {
  return jsonResource({
    path: '/api/v1/tallies',
    role: 'viewer',
    scope: 'records',
    long: true,
    summary: 'Counted visits and individuals by taxon, camera and period, with effort',
    params: None,
    query: Query,
    description:
      'Tallies, oldest first. Visits that were set aside are not in them, nor are those of a time when the clock was not right (`/api/v1/visits?clock=doubtful`)',
    body: Body,
    answer: ({ query }) => {
      const { from, to } = spanOf(query, now());
      const camera = query.camera === undefined ? {} : { camera: query.camera };
      const only = { ...camera, ...(query.taxon !== undefined && { taxon: query.taxon }) };
      const by = query.by as TallyKey[];
      const { period, basis, rank, domestic } = query;
      const asked = { by, period, from, to, basis, domestic, ...(rank && { rank }), ...only };
      return withinBounds(() => ({
        from: time(from),
        to: time(to),
        data: deps.tallies(asked).map((row) => tallyRow(row, deps)),
        effort: deps.effort({ period, from, to, ...camera }).map(effortRow),
      }));
    },
  });
}

function tallyRow({ startAt, endAt, firstAt, lastAt, taxon: id, ...row }: TallyRow, deps: ReadDeps) {
  const { visits, reviewed } = row;
  return {
    startAt: time(startAt),
    endAt: time(endAt),
    ...(id !== undefined && { taxon: taxon(id, deps) }),
    ...row,
    shareReviewed: visits ? (reviewed ?? 0) / visits : null,
    ...(firstAt !== undefined && { firstAt: time(firstAt) }),
    ...(lastAt !== undefined && { lastAt: time(lastAt) }),
  };
}

function effortRow({ startAt, endAt, ...row }: EffortRow) {
  return { startAt: time(startAt), endAt: time(endAt), ...row };
}

/** What tallies refuse (more rows than one answer holds) is for the client to change. */
function withinBounds<T>(answer: () => T): T {
  try {
    return answer();
  } catch (error) {
    if (error instanceof RoostError) throw new Problem(400, `${error.message}; a shorter span has fewer rows`);
    throw error;
  }
}

/** The span asked for, in milliseconds. Refuses one that is empty, or too long for its period. */
function spanOf(query: z.output<typeof Query>, now: number): { from: number; to: number } {
  const to = query.to ?? now;
  const from = query.from ?? to - 30 * DAY;
  requireOrder({ from, to });
  if ((to - from) / SHORTEST[query.period] > MOST_PERIODS) {
    const days = Math.floor((MOST_PERIODS * SHORTEST[query.period]) / DAY);
    throw wrong('from', `the span is too long for period ${query.period}`, `at most ${days} days before \`to\``);
  }
  return { from, to };
}

function wrong(key: string, detail: string, allowed: string): Problem {
  return new Problem(400, `The query is not understood: ${detail}`, { errors: [{ key, detail, allowed }] });
}
