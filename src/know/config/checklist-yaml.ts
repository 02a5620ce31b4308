import { isDeepStrictEqual } from 'node:util';
import { DEFAULT_WEIGHTS, type Listing, type PriorWeights } from '../taxonomy/checklist.ts';
import { formatMonths } from '../taxonomy/months.ts';
import { namesOf } from '../taxonomy/names.ts';
import { taxonById } from '../taxonomy/taxa.ts';

/** What `site.yaml` is written from. */
export interface ChecklistText {
  readonly name: string;
  readonly region?: string;
  /** As they are without it. */
  readonly weights?: PriorWeights;
  readonly taxa: readonly Listing[];
  /** Lines of the comment at its head: from what and when it was made. */
  readonly header: readonly string[];
  /** A remark beside a taxon's names, by id. */
  readonly remarks?: ReadonlyMap<string, string>;
}

/** The text of a `site.yaml` that `readChecklist` reads back: ids as values, names as comments. */
export function checklistYaml({ name, region, weights, taxa, header, remarks }: ChecklistText): string {
  const lines = header.map((line) => `# ${oneLine(line)}`);
  lines.push(`name: ${name}`);
  if (region) lines.push(`region: ${region}`);
  if (weights && !isDeepStrictEqual(weights, DEFAULT_WEIGHTS)) {
    lines.push('weights:');
    for (const [key, weight] of Object.entries(weights)) lines.push(`  ${key}: ${weight}`);
  }
  if (taxa.length > 0) lines.push('taxa:');
  for (const { taxon, months } of taxa) {
    const known = taxonById(taxon);
    const comment = [known && namesOf(known), remarks?.get(taxon)].filter(Boolean).join('; ');
    lines.push(`  - taxon: ${taxon}${comment && ` # ${oneLine(comment)}`}`);
    if (months) lines.push(`    months: ${formatMonths(months)}`);
  }
  return `${lines.join('\n')}\n`;
}

/** A comment ends with its line, so what comes from outside must not break it. */
const oneLine = (text: string) => text.replace(/[\r\n\u0085\u2028\u2029]+/g, ' ');
