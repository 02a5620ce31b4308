import type { Report } from './report.ts';
import type { Share } from './summary.ts';

/** An evaluation in lines for a terminal. */
export function evalWords({ summary, models, prior, leftOut }: Report): string[] {
  const { known, unknown, all, blanks, frigate, kinds } = summary;
  return [
    `Models: ${models.join(', ')}. Prior: ${prior}.`,
    line('species that a model knows', known),
    line('species that no model knows', unknown),
    ...summary.byKind.flatMap(({ kind, known, unknown }) => [
      line(`${kind}s that a model knows`, known),
      line(`${kind}s that no model knows`, unknown),
    ]),
    line('all animals', all),
    ...(kinds.found > 0
      ? [
          `bird or mammal: of ${kinds.found} that the detector found it had ${kinds.detectorRight} right; classifiers overruled it ${kinds.overruled}x, rightly ${kinds.overruledRight}x`,
        ]
      : []),
    `blanks: ${blanks.pictures}, of which ${blanks.false} were taken for an animal`,
    ...(leftOut.length > 0 ? [`left out, since they could not be understood or read: ${leftOut.length}`] : []),
    `Frigate's rule on the same crops: known species ${percent(frigate.known.named)} named, ${percent(frigate.known.namedRight)} of these right; unknown species ${percent(frigate.unknown.named)} named`,
    ...summary.confusions.slice(0, 10).map(({ truth, called, times }) => `  ${truth} was called ${called} ${times}x`),
    `${Math.round(summary.millisecondsMedian)} ms a picture (median)`,
  ];
}

function line(name: string, { pictures, results, named, namedRight, anyRankRight }: Share): string {
  const counts = `${results['species-right']} species right, ${results['species-wrong']} wrong, ${results['rolled-up-right']} rolled up and right, ${results['rolled-up-wrong']} wrong, ${results.unidentified} unidentified, ${results.missed} not found`;
  return `${name}: ${pictures}; ${percent(named)} named, ${percent(namedRight)} of these right; right at any rank ${percent(anyRankRight)} (${counts})`;
}

const percent = (share: number | null) => (share === null ? '–' : `${(100 * share).toFixed(1)} %`);
