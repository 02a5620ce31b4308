import { DateTime } from 'luxon';
import type { LeftOut } from '../try/again/history.ts';
import { changedCounts, changedVisits } from './counts-lines.ts';
import type { AgainTold } from './naming-history.ts';

const WHY: Readonly<Record<LeftOut, string>> = {
  gone: 'their crops went, to make room or with their time',
  'never-kept': 'no crop of them was ever kept',
  people: 'people were wiped out of their crops, which do not show what the box saw',
  unreadable: 'their crops are missing or cannot be read',
  kind: 'no model here names their kind',
};

/** What was named, what was left out and why, and what counts would be, line by line. */
export function againLines({ setup, tracks, diff, taken, timeZone }: AgainTold): string[] {
  const { now, before, otherwise, left } = tracks;
  const named = now + before;
  const leftOut = [...left.values()].reduce((sum, count) => sum + count, 0);
  const time = (at: number) => DateTime.fromMillis(at, { zone: timeZone }).toFormat('yyyy-MM-dd HH:mm');
  return [
    `By ${setup.model}, of ${setup.models.join(' ')}; checklist ${setup.prior}`,
    `Tracks: ${named + leftOut} that ended; ${named} named from their kept crops (${now} now, ${before} before), ${leftOut} left out.`,
    ...[...left].sort(([, a], [, b]) => b - a).map(([why, count]) => `  ${count} left out: ${WHY[why]}`),
    ...(named === 0
      ? []
      : [
          `Of these ${otherwise} are called otherwise than when they were seen, ${named - otherwise} the same.`,
          `Visits: ${diff.visits.present} as they were named, ${diff.visits.candidate} by these names; ${diff.changed} would be otherwise.`,
          ...changedCounts(diff.taxa),
          ...changedVisits(
            diff.otherwise.map((one) => ({ ...one, startAt: time(one.startAt), pictures: [] })),
            diff.more,
          ),
        ]),
    'No verdict and no count was changed.',
    ...(taken || now === 0 ? [] : ['The box that runs stores what was named within seconds.']),
  ];
}
