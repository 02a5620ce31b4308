/**
 * Rules of what no box reads, for paths below node_modules.
 * - onnxruntime brings its libraries for every platform, and for NVIDIA cards.
 * - better-sqlite3 keeps SQLite's sources, and what its compilation left beside the module.
 * - Maps and declarations are for debuggers and compilers.
 */
const RULES: readonly RegExp[] = [
  /^onnxruntime-node\/bin\/.*providers_(cuda|tensorrt)/,
  /^better-sqlite3\/(deps|src)\//,
  /^better-sqlite3\/build\/(?!Release\/better_sqlite3\.node$)/,
  /\.(map|d\.[mc]?ts)$/,
  /^\.package-lock\.json$/,
];

/**
 * True for a file of a release that no box of this architecture reads.
 * @param path below node_modules @param arch `x64` or `arm64`, as Node names them
 */
export function needless(path: string, arch: string): boolean {
  const platform = /^onnxruntime-node\/bin\/[^/]+\/([^/]+\/[^/]+)\//.exec(path)?.[1];
  return (platform !== undefined && platform !== `linux/${arch}`) || RULES.some((rule) => rule.test(path));
}
