import { lineage } from './taxa.ts';

/**
 * Families whose members feed, rest or travel in flocks, herds or troops for most of the year, so that field reports count
 * them by groups seen (群次) with their sizes: waterfowl, cranes, storks, ibises and spoonbills, pelicans, cormorants, gulls and
 * terns, waders, and among mammals monkeys, deer, cattle and goats, and pigs.
 */
const FAMILIES: ReadonlySet<string> = new Set(
  ['Anatidae', 'Gruidae', 'Ciconiidae', 'Threskiornithidae', 'Pelecanidae', 'Phalacrocoracidae', 'Laridae'].concat([
    'Charadriidae',
    'Scolopacidae',
    'Recurvirostridae',
    'Cercopithecidae',
    'Cervidae',
    'Bovidae',
    'Suidae',
  ]),
);

/** True for a taxon of a family that lives in groups. A wider name says nothing of it. */
export function isSocial(taxon: string): boolean {
  return lineage(taxon).some(({ scientific }) => FAMILIES.has(scientific));
}
