// Builds the table of taxa, its synonyms, the list of China and the bird model's labels from the shared facts and
// the files in src/know/taxonomy/by-hand: npx tsx scripts/build-taxonomy.ts
import { writeFileSync } from 'node:fs';
import { buildTaxonomy } from './taxonomy/build.ts';

const root = new URL('../', import.meta.url);
for (const { path, text } of buildTaxonomy(root, new URL('../shared/', root))) {
  writeFileSync(new URL(path, root), text);
  console.log(`${path}: ${text.split('\n').length - 2} rows`);
}
