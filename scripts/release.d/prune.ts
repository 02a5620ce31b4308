/** `prune.ts TREE ARCH`: takes out of a release's node_modules what no box of this architecture reads, and says how much that was. */
import { lstatSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { needless } from './needless.ts';

const [tree, arch] = process.argv.slice(2);
if (!tree || !arch) throw new Error('Usage: prune.ts TREE ARCH');
const modules = join(tree, 'node_modules');
let bytes = 0;
for (const path of readdirSync(modules, { recursive: true, encoding: 'utf8' })) {
  const file = join(modules, path);
  const stat = lstatSync(file);
  if (stat.isDirectory() || !needless(path, arch)) continue;
  bytes += stat.size;
  rmSync(file);
}
console.error(`Left out ${Math.round(bytes / 1e6)} MB of other platforms, sources, maps and declarations`);
