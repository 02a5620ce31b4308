import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { RANKS } from '../../../base/domain.ts';
import { say } from '../../../base/said/said.ts';
import { taxonNamed } from '../names.ts';
import { findTaxon, lineage, type Taxon, taxa, taxonById } from '../taxa.ts';
import { bredFrom } from '../wild.ts';

/**
 * What a line of a list of birds or mammals names: taxa; nothing that a list can hold, and why; or undefined where it is not known.
 */
export type Listed =
  | { readonly taxa: readonly Taxon[] /** What of it is not certain. */; readonly note?: string }
  | { readonly leftOut: string }
  | undefined;

/** Names by which lists of different years and makers mean different species. */
const UNSURE = new Map(
  parse(readFileSync(new URL('../data/unsure.csv', import.meta.url), 'utf8'), { from: 2 }).map(
    ([name, ids]: string[]) => [name!, ids!.split(';').map((id) => taxonById(id)!)] as const,
  ),
);

const TAME =
  /\((?:domestic type|feral pigeon|feral|家养(?:型|种|品种)?|驯养)[^)]*\)|\b(?:f|var|forma)\.?\s+domestic(?:a|us|um)\b|\bdomestic(?:a|us|um)$/i;
const HYBRID = /\s[x×]\s|×|\(hybrid\)|杂交/i;
const BRACKETS = /\s*(?:\([^)]*\)|\[[^\]]*\])/g;

/**
 * The taxa of a name as eBird and people write it. `Aythya marila/affinis` and `Greater/Lesser Scaup` are the narrowest taxon
 * that holds both; a hybrid is none of its parents, nor evidence of their relatives; `(Domestic type)` is the domestic animal and never
 * its wild form; `sp.` behind a genus or family is that, and behind anything wider nothing. What stands in brackets (subspecies, groups)
 * is left away. A name that lists use for different species is all of them.
 */
export function listedAs(name: string): Listed {
  const plain = name.normalize('NFKC').trim().replace(/\s+/g, ' ');
  const either = UNSURE.get(plain);
  if (either)
    return {
      taxa: either,
      note: say('list-either', { names: either.map(({ scientific }) => scientific).join(' or ') }),
    };
  const known = findTaxon(plain);
  if (known) return { taxa: [known] };
  if (/^未识别|未定种/.test(plain)) return { leftOut: say('list-no-narrower', {}) };
  if (TAME.test(plain)) return tame(plain.replace(TAME, '').trim());
  if (HYBRID.test(plain)) return hybrid(plain);
  if (plain.includes('/')) return slash(plain.replace(BRACKETS, ''));
  const whole = taxonNamed(plain);
  if (whole) return wideEnough(whole);
  const bare = plain.replace(BRACKETS, '').trim();
  const group = /^([A-Z][a-z]+)(?: spp?\.?)?$/.exec(bare)?.[1];
  const taxon = taxonNamed(bare) ?? (group === undefined ? undefined : findTaxon(group));
  return taxon && wideEnough(taxon);
}

/** A list that holds a whole order or class for one that nobody could name would say nothing any more. */
function wideEnough(taxon: Taxon): Listed {
  if (RANKS.indexOf(taxon.rank) >= RANKS.indexOf('family')) return { taxa: [taxon] };
  return { leftOut: say('list-too-wide', { rank: taxon.rank, name: taxon.scientific }) };
}

/** Domestic animals that people bred from a wild one, or from any of its genus. */
function tame(wild: string): Listed {
  const [first = ''] = wild.split(/\s[x×]\s|\//);
  const ancestor = taxonNamed(first) ?? taxonNamed(wild);
  const genus = findTaxon(first.split(' ')[0] ?? '');
  const bred = ancestor ? bredFrom(ancestor.id) : [];
  const ofGenus = taxa().filter(({ domestic, parent }) => domestic && genus && parent === genus.id);
  const found = ancestor?.domestic ? [ancestor] : bred.length > 0 ? bred : ofGenus;
  return found.length > 0 ? { taxa: found } : { leftOut: say('list-domestic', {}) };
}

function hybrid(name: string): Listed {
  const parents = name.replace(BRACKETS, '').split(/\s+[x×]\s+|\s*×\s*/);
  const found = parents.length > 1 ? parts(parents) : [];
  const both = found.every((taxon) => taxon !== undefined) ? common(found as Taxon[]) : undefined;
  return both?.rank === 'species' ? { taxa: [both] } : { leftOut: say('list-hybrid', {}) };
}

function slash(name: string): Listed {
  const found = parts(name.replace(/ spp?\.?$/, '').split(/\s*\/\s*/)).filter((taxon) => taxon !== undefined);
  const genus = findTaxon(/^[A-Z][a-z]+(?= )/.exec(name)?.[0] ?? '');
  const held =
    found.length > 0 ? common([...found, ...(genus && found.length < name.split('/').length ? [genus] : [])]) : genus;
  return held && wideEnough(held);
}

/** The taxon of each part, where a part may leave away what it shares: `Aythya marila`, `affinis`; `Greater`, `Lesser Scaup`. */
function parts(texts: readonly string[]): (Taxon | undefined)[] {
  const words = texts[0]!.split(' ');
  const tail = texts.at(-1)!;
  return texts.map((text, index) => {
    const short = text.split(' ').length;
    const behind = [...words.slice(0, -short), text].join(' ');
    const first = index === 0 || /^[A-Z]/.test(text) ? text : behind;
    return taxonNamed(first) ?? completed(text, tail);
  });
}

/** The text with as much of the end of another behind it as makes a name: `Greater` of `Lesser Scaup`, `大` of `中白鹭`. */
function completed(text: string, tail: string): Taxon | undefined {
  for (let cut = 1; cut < tail.length; cut++) {
    const rest = tail.slice(cut);
    if (/^[\w'-]/.test(rest) && /[\w'-]$/.test(tail.slice(0, cut))) continue;
    const found = findTaxon(`${text}${/^[\w']/.test(rest) ? ' ' : ''}${rest}`);
    if (found) return found;
  }
  return undefined;
}

/** The narrowest taxon that holds all. */
function common([first, ...others]: readonly Taxon[]): Taxon | undefined {
  return (
    first &&
    lineage(first.id).find(({ id }) => others.every((other) => lineage(other.id).some((above) => above.id === id)))
  );
}
