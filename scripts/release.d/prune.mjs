// prune.mjs TREE ARCH: takes out of a release's node_modules what no box of this architecture reads, and says how much that was.
import { globSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';

const [tree, arch] = process.argv.slice(2);
const modules = join(tree, 'node_modules');
const native = join(modules, 'onnxruntime-node/bin');

/** Paths below node_modules that match, or none. */
const find = (pattern) => globSync(pattern, { cwd: modules }).map((path) => join(modules, path));

const foreign = globSync('*/*/*', { cwd: native })
  .filter((path) => !path.endsWith(`linux/${arch}`))
  .map((path) => join(native, path));
const gone = [
  ...foreign,
  // The NVIDIA provider is no part of a box.
  ...find('onnxruntime-node/bin/**/libonnxruntime_providers_{cuda,tensorrt}.so'),
  // Sources of SQLite, and what its compilation left beside the module.
  ...find('better-sqlite3/{deps,src}'),
  ...find('better-sqlite3/build/*').filter((path) => !path.endsWith('Release')),
  ...find('better-sqlite3/build/Release/*').filter((path) => !path.endsWith('better_sqlite3.node')),
  // For debuggers and compilers only.
  ...find('**/*.{map,d.ts,d.mts,d.cts}'),
  ...find('.package-lock.json'),
];
const bytes = (path) => {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (!stat?.isDirectory()) return stat?.size ?? 0;
  return globSync('**', { cwd: path }).reduce((sum, name) => sum + bytesOfFile(join(path, name)), 0);
};
const bytesOfFile = (path) => {
  const stat = statSync(path, { throwIfNoEntry: false });
  return stat?.isFile() ? stat.size : 0;
};
let sum = 0;
for (const path of gone) {
  sum += bytes(path);
  rmSync(path, { recursive: true, force: true });
}
console.error(`Left out ${Math.round(sum / 1e6)} MB of other platforms, sources and maps`);
