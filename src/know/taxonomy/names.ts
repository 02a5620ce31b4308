import { distance } from 'fastest-levenshtein';
import { say } from '../../base/said/said.ts';
import { findTaxon, type Taxon, taxa } from './taxa.ts';
import { bredFrom } from './wild.ts';

/**
 * The taxon that a name means as people and tables write it: an id, a 中文名, an English or a scientific name, the last
 * also with an author, a subspecies, or `sp.` behind it.
 * @example taxonNamed('Anas platyrhynchos Linnaeus, 1758') // Mallard; 'Anas sp.' is the genus
 */
export function taxonNamed(name: string): Taxon | undefined {
  const plain = name.normalize('NFKC').trim().replace(/\s+/g, ' ');
  return findTaxon(plain) ?? shortened(plain);
}

/**
 * The name without what may follow a binomial; a species is never taken for its genus unless the name says `sp.`, nor a
 * domestic form for the wild one.
 */
function shortened(name: string): Taxon | undefined {
  const [, genus, epithet, rest = ''] = /^([A-Z][a-z]+) (?:\([A-Z][a-z]+\) )?([a-z-]+)(?:[ .]+(.*))?$/.exec(name) ?? [];
  if (!genus || !epithet) return undefined;
  if (/^spp?$/.test(epithet)) return findTaxon(genus);
  const species = findTaxon(`${genus} ${epithet}`);
  // A hen is no junglefowl, however its form is written.
  if (!/^(?:(?:f|var|forma)\b\.? ?)?domestic(?:a|us|um)\b/.test(rest)) return species;
  const written = ['domesticus', 'domestica'].map((form) => findTaxon(`${genus} ${epithet} ${form}`));
  return written.find((found) => found) ?? (species && bredFrom(species.id)[0]);
}

/** What is wrong with a name that means no taxon, with the nearest one that does. */
export function unknownName(name: string): string {
  const near = nearestTaxon(name);
  return near
    ? say('list-near', { name: name.trim(), id: near.id, names: namesOf(near) })
    : say('list-unknown', { name: name.trim() });
}

/** The names of a taxon beside its id, as far as they are known, for a reader: 中文名, scientific, English. */
export function namesOf({ chinese, scientific, english }: Taxon): string {
  return [chinese, scientific, english].filter(Boolean).join(', ');
}

/** The taxon with the name that is nearest in spelling: at most one letter in four is another. */
function nearestTaxon(name: string): Taxon | undefined {
  const wanted = fold(name);
  if (wanted.length < 2) return undefined;
  let best: Taxon | undefined;
  let least = Math.max(1, Math.floor(wanted.length / 4)) + 1;
  for (const taxon of taxa()) {
    for (const known of [taxon.id, taxon.scientific, taxon.chinese, taxon.english]) {
      // Two names differ by no less than their lengths do; comparing only near lengths saves most of the work.
      if (!known || Math.abs(known.length - wanted.length) >= least) continue;
      const apart = distance(wanted, fold(known));
      if (apart >= least) continue;
      best = taxon;
      least = apart;
    }
  }
  return best;
}

const fold = (name: string) => name.normalize('NFKC').trim().toLowerCase();
