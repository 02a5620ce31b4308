/** `npx tsx scripts/figures.ts`: writes the figures of the newest run (`npm run bench -- --keep quiet memory`) into the documents. */
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { newest } from '../bench/newest.ts';
import { type Documents, documents, placed } from './figures/place.ts';

for (const [file, texts] of Object.entries<Documents[string]>(documents(newest()))) {
  const path = fileURLToPath(new URL(`../${file}`, import.meta.url));
  writeFileSync(path, placed(readFileSync(path, 'utf8'), texts));
}
