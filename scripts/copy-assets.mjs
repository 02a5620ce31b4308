// What the compiler leaves behind: the page's files, the SQL migrations and the table of taxa go beside the modules that read them.
import { cpSync } from 'node:fs';

for (const folder of ['src/tell/server/page', 'src/count/store/migrations', 'src/know/taxonomy/data']) {
  cpSync(new URL(`../${folder}`, import.meta.url), new URL(`../dist/${folder}`, import.meta.url), { recursive: true });
}
