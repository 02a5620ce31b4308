// Taxa as the page writes them: the name, how deep it goes, and the protection.
import { el } from './dom.js';
import { language, words } from './words.js';

/** The name of a taxon in the page's language. */
export function nameOf(taxon) {
  return (language === 'zh' ? (taxon.chinese ?? taxon.english) : taxon.english) ?? taxon.scientific;
}

/** The other name of a taxon: English on a Chinese page, and the reverse. Undefined where there is none. */
export function otherName(taxon) {
  const other = language === 'zh' ? taxon.english : taxon.chinese;
  return other === nameOf(taxon) ? undefined : other;
}

/** The rank in words where it is not a species: `(family)`. Undefined for species, and where it is not known. */
function rankMark({ rank }) {
  return rank === undefined || rank === 'species' ? undefined : words.inBrackets(words.ranks[rank]);
}

/** The name with its rank, for text that has no room for more: `Anatidae (family)`. */
export function fullName(taxon) {
  const mark = rankMark(taxon);
  return mark === undefined ? nameOf(taxon) : `${nameOf(taxon)}${language === 'zh' ? '' : ' '}${mark}`;
}

/** What a heading says of a taxon: name, rank, protection, and whether it is domestic. */
export function heading(taxon) {
  const mark = rankMark(taxon);
  const { protection } = taxon;
  return [
    nameOf(taxon),
    mark !== undefined && el('small.rank', {}, mark),
    taxon.domestic && el('small.rank', {}, words.domestic),
    protection !== undefined &&
      el(`span.level.level-${protection}`, { title: words.protectedAt(protection) }, words.levels[protection]),
  ].filter(Boolean);
}
