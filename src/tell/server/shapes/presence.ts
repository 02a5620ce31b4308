import { z } from 'zod';
import { meanOf, NEAR, type Rate, type TideCounts, type TideRow } from '../../../count/tally/tide-counts.ts';
import { Time, time } from './common.ts';

const HOUR = 3_600_000;

const Hours = z.number().nonnegative();
const Mean = z.number().nonnegative().nullable();
const Share = z.number().min(0).max(1).nullable();

/** Ten minutes of presence. */
export const PresenceShape = z.object({
  startAt: Time,
  individuals: z.int().nonnegative().nullable().meta({
    description:
      'The most seen at once by each camera, in each of its zones and of each taxon, added up; null where nobody looked and nothing was seen',
  }),
  animalSeconds: z.number().meta({
    description:
      'How long animals were there: of each visit the seconds, times the most of them at once in these ten minutes',
  }),
  lookedSeconds: z.number().meta({ description: 'How long cameras could see, that of several added' }),
  height: z
    .number()
    .optional()
    .meta({ description: 'Of the tide in the middle of the ten minutes, m; left out where it is not known' }),
  highWaterAt: Time.optional().meta({
    description: 'The high water nearest to the middle; left out where the time is not between two known ones',
  }),
});

/** What was counted, against the tide. */
export const TideShape = z
  .object({
    highWaters: z.array(
      z.object({
        at: Time,
        height: z.number().meta({ description: 'Metres' }),
        individuals: z.int().nonnegative().nullable().meta({
          description:
            'The most in any of the ten minutes that are nearest to this high water; null where nobody looked and nothing was seen',
        }),
        peakAt: Time.optional().meta({ description: 'Start of the first ten minutes with so many' }),
        lookedHours: Hours,
      }),
    ),
    near: z
      .object({
        hours: z.number(),
        animalHours: Hours,
        lookedHours: Hours,
        shareOfAnimals: Share.meta({
          description: 'Of the animal hours of all ten minutes that have a high water; null where there are none',
        }),
        shareOfLooked: Share.meta({
          description:
            'Of the hours in which cameras could see, in the same ten minutes: were animals there whatever the tide, both shares would be alike',
        }),
        mean: Mean.meta({ description: 'Animals in the view of one camera on average: animal hours / hours looked' }),
        meanElsewhere: Mean.meta({ description: 'The same farther from high water' }),
      })
      .meta({ description: 'Ten minutes whose middle is so many hours or less from a high water' }),
    steps: z
      .array(z.object({ fromHours: z.number(), animalHours: Hours, lookedHours: Hours, mean: Mean }))
      .meta({ description: 'The same by half hours from high water, below 0 before it' }),
  })
  .meta({ id: 'TideCounts' });

/** Ten minutes as answers write them. */
export function presenceRow({ at, height, highWater, ...row }: TideRow) {
  return {
    startAt: time(at),
    ...row,
    ...(height !== undefined && { height: metres(height) }),
    ...(highWater && { highWaterAt: time(highWater.at) }),
  };
}

/** Counts against the tide as answers write them. */
export function tideCounts({ highWaters, all, near, far, steps }: TideCounts) {
  const share = (part: number, whole: number) => (whole > 0 ? part / whole : null);
  return {
    highWaters: highWaters.map(({ at, height, individuals, peakAt, lookedSeconds }) => ({
      ...{ at: time(at), height: metres(height), individuals, lookedHours: lookedSeconds / 3600 },
      ...(peakAt !== undefined && { peakAt: time(peakAt) }),
    })),
    near: {
      hours: NEAR / HOUR,
      ...hoursOf(near),
      shareOfAnimals: share(near.animalSeconds, all.animalSeconds),
      shareOfLooked: share(near.lookedSeconds, all.lookedSeconds),
      mean: meanOf(near),
      meanElsewhere: meanOf(far),
    },
    steps: steps.map(({ from, ...rate }) => ({ fromHours: from / HOUR, ...hoursOf(rate), mean: meanOf(rate) })),
  };
}

function hoursOf({ animalSeconds, lookedSeconds }: Rate) {
  return { animalHours: animalSeconds / 3600, lookedHours: lookedSeconds / 3600 };
}

/** To the millimetre: no table and no constants say more. */
function metres(height: number): number {
  return Math.round(height * 1000) / 1000;
}
