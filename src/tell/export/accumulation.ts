import { csvLine } from '../../base/csv.ts';
import { say } from '../../base/said/said.ts';
import { chao2, rarefied } from '../../count/tally/richness.ts';
import { isWildSpecies } from '../../know/taxonomy/wild.ts';
import type { Format } from './format.ts';
import { cameraDays, detections, occasionsOf } from './occasions.ts';
import { Stands } from './stands.ts';

const COLUMNS = [
  'occasion',
  'from',
  'camera_days',
  'species',
  'new_species',
  'expected',
  'chao2',
  'chao2_lower',
  'chao2_upper',
];

/**
 * Species accumulation: a line a sampling occasion in which the site was looked at or a species was found, with all species so far,
 * what as many occasions hold on average whatever their order (sample-based rarefaction), and Chao2 with its 95 % interval from the
 * occasions so far. Wild animals named to species.
 */
export const speciesAccumulation: Format<string> = {
  name: 'species-accumulation',
  summary: say('export-species-accumulation', {}),
  mediaType: 'text/csv; charset=utf-8',
  file: 'species-accumulation.csv',
  write: async function* (source, query) {
    const occasions = occasionsOf(source, query);
    const site = { name: 'site', stands: new Stands(source).all() };
    const found = await detections(source, query, occasions, () => site.name);
    const species = [...found].flatMap(([taxon, rows]) => (isWildSpecies(taxon) ? [rows.get(site.name)!] : []));
    const sampled = occasions.flatMap((occasion, index) => {
      const days = cameraDays(source, site, occasion) ?? 0;
      return days > 0 || species.some((each) => each.has(index)) ? [{ occasion, index, days }] : [];
    });
    const incidences = species.map((each) => each.size);
    yield csvLine(COLUMNS);
    let [known, effort] = [0, 0];
    for (const [i, { occasion, index, days }] of sampled.entries()) {
      const soFar = species.map((each) => [...each].filter((at) => at <= index).length).filter((times) => times > 0);
      const { observed, chao2: estimate, lower, upper } = chao2(soFar, i + 1);
      effort += days;
      const expected = rarefied(incidences, sampled.length, i + 1);
      yield csvLine([
        i + 1,
        occasion.name,
        rounded(effort),
        observed,
        observed - known,
        ...[expected, estimate, lower, upper].map(rounded),
      ]);
      known = observed;
    }
  },
};

function rounded(value: number): number {
  return Math.round(value * 100) / 100;
}
