import { say } from '../../base/said/said.ts';
import { stationAt } from '../../count/tally/stations.ts';
import { lineage } from '../../know/taxonomy/taxa.ts';
import { boxInCrop } from './crop-box.ts';
import type { Format } from './format.ts';
import { stamp } from './stamp.ts';
import { visitsOf } from './visits.ts';

const CATEGORIES = { 1: 'animal', 2: 'person', 3: 'vehicle' };

/**
 * MegaDetector's batch output, version 1.6: each crop as an image with the animal's box in it, and the name of its track.
 * `location` of an image is the station where its camera was then; the format lets images say more than it knows.
 * What people decided takes the place of the machine's name where a basis asks for it; it then has the confidence 1.
 * @see https://lila.science/megadetector-output-format
 */
export const megaDetector: Format<string> = {
  name: 'megadetector',
  summary: say('export-megadetector', {}),
  mediaType: 'application/json',
  file: 'megadetector.json',
  write: async function* (source, query) {
    const numbers = new Map<string, string>();
    const numberOf = (taxon: string) => {
      if (!numbers.has(taxon)) numbers.set(taxon, String(numbers.size + 1));
      return numbers.get(taxon)!;
    };
    const info = { format_version: '1.6', detector: `Roost ${source.version}` };
    const time = stamp(source.now, source.timeZone).slice(0, 19).replace('T', ' ');
    yield `{\n "info": ${JSON.stringify({ ...info, detection_completion_time: time })},\n`;
    yield ` "detection_categories": ${JSON.stringify(CATEGORIES)},\n "images": [`;
    let first = true;
    for await (const { reviewed, counted } of visitsOf(source, query)) {
      if (!counted) continue;
      const { visit, outcome } = reviewed;
      const location = stationAt(source.stations, visit.camera, visit.startAt);
      const tracks = new Map(source.store.tracks.ofVisit(visit.id).map((track) => [track.id, track]));
      const byPerson =
        query.basis !== 'machine' && (outcome?.status === 'confirmed' || outcome?.status === 'corrected');
      for (const crop of source.store.media.ofVisit(visit.id)) {
        if (crop.type !== 'crop') continue;
        const box = boxInCrop(crop) ?? { x: 0, y: 0, w: 1, h: 1 };
        const verdict = tracks.get(crop.track ?? '')?.verdict;
        const named = byPerson
          ? { taxon: counted.taxon, score: 1 }
          : (verdict ?? { taxon: visit.taxon, score: visit.score });
        const bbox = [box.x, box.y, box.w, box.h].map(float).join(',');
        const sure = float(three(crop.score ?? visit.score));
        const classifications = `[["${numberOf(named.taxon)}",${float(three(named.score))}]]`;
        const gone = crop.gone && { gone: stamp(crop.gone.at, source.timeZone) };
        const facts = { file: crop.file, datetime: stamp(crop.at, source.timeZone), location, ...gone };
        const image = JSON.stringify(facts).slice(0, -1);
        const detection = `{"category":"1","conf":${sure},"bbox":[${bbox}],"classifications":${classifications}}`;
        yield `${first ? '' : ','}\n  ${image},"detections":[${detection}]}`;
        first = false;
      }
    }
    const names = [...numbers].map(([taxon, number]) => [number, source.scientific(taxon)]);
    const described = [...numbers].map(([taxon, number]) => {
      return [
        number,
        lineage(taxon)
          .toReversed()
          .map(({ scientific }) => scientific.toLowerCase())
          .join(';'),
      ];
    });
    yield `\n ],\n "classification_categories": ${JSON.stringify(Object.fromEntries(names))},\n`;
    yield ` "classification_category_descriptions": ${JSON.stringify(Object.fromEntries(described))}\n}\n`;
  },
};

/** A number as JSON that every reader takes for a float, also one that tells `1` from `1.0`. */
function float(value: number): string {
  return Number.isInteger(value) ? value.toFixed(1) : String(value);
}

function three(value: number): number {
  return Math.round(value * 1000) / 1000;
}
