import { lineage } from './taxa.ts';

/** What a site makes of the list of taxa that live in groups: ids of taxa of any rank, each with all within it. */
export interface SocialTaxa {
  readonly add: readonly string[];
  readonly remove: readonly string[];
}

/**
 * Whose members feed, rest or travel in flocks, herds, troops or pods for most of the year, so that field reports count them by
 * groups seen (群次) with their sizes: waterfowl and coots, cranes, storks, ibises and spoonbills, pelicans, cormorants, gulls and
 * terns, waders, starlings, the yellow-breasted bunting, and among mammals monkeys, deer, cattle and goats, pigs, dolphins and
 * porpoises.
 */
const SOCIAL: ReadonlySet<string> = new Set([
  ...['Anatidae', 'Fulica', 'Gruidae', 'Ciconiidae', 'Threskiornithidae', 'Pelecanidae', 'Phalacrocoracidae'],
  ...['Laridae', 'Charadriidae', 'Scolopacidae', 'Recurvirostridae', 'Sturnidae', 'Emberiza aureola'],
  ...['Cercopithecidae', 'Cervidae', 'Bovidae', 'Suidae', 'Delphinidae', 'Phocoenidae'],
]);

/** Who among these lives alone: woodcocks, water deer (獐), muntjacs, the tufted deer, serows. */
const SOLITARY: ReadonlySet<string> = new Set(['Scolopax', 'Hydropotes', 'Muntiacus', 'Elaphodus', 'Capricornis']);

/**
 * True for a taxon that lives in groups: the narrowest taxon that holds it and of which anything is said decides, and of what the
 * site and this list say of one taxon, the site's word. A wider name than those says nothing of it.
 */
export function isSocial(taxon: string, { add, remove }: SocialTaxa = { add: [], remove: [] }): boolean {
  for (const { id, scientific } of lineage(taxon)) {
    if (remove.includes(id)) return false;
    if (add.includes(id)) return true;
    if (SOLITARY.has(scientific)) return false;
    if (SOCIAL.has(scientific)) return true;
  }
  return false;
}
