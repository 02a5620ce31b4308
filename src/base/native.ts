/** The machine on which Roost runs. */
export interface Machine {
  /** As Node calls it, e.g. `x64` or `arm64`. */
  readonly arch: string;
  /** Of Node, e.g. `v20.20.0`. */
  readonly node: string;
}

const HERE: Machine = { arch: process.arch, node: process.version };
const AGAIN = 'Install Roost again on this machine (scripts/install; in a checkout: npm ci)';

/** What loaders say, in the order in which it is looked for, and what it means, with what to do. */
const TABLE: readonly (readonly [RegExp, (found: readonly string[], machine: Machine) => string])[] = [
  [
    /Unsupported CPU|require v2 microarchitecture/,
    () => lacksInstructions('SSE4.2, as every 64-bit Intel and AMD processor since 2011 has it'),
  ],
  [
    /NODE_MODULE_VERSION \d+/,
    (_, { node }) =>
      `it was made for another version of Node than this ${node}. Run Roost with the Node that it was installed with, or install it again with this one (scripts/install; in a checkout: npm ci)`,
  ],
  [
    /version [`'"]((?:GLIBC|GLIBCXX|CXXABI)_[\d.]+)' not found/,
    ([, needed]) =>
      `it needs ${needed}, which this system is too old for. Take Debian 12 or newer, or Ubuntu 24.04 or newer`,
  ],
  // Of a library for another processor glibc says that there is none; Node has looked that the .node file itself is there.
  [
    /\.node: cannot open shared object file|wrong ELF class|invalid ELF header|Exec format error/,
    (_, { arch }) => `it was made for another kind of machine than this one (${arch}). ${AGAIN}`,
  ],
  [/file too short|cannot read file data/, () => `its file is damaged. ${AGAIN}`],
  [
    /(?:^|[\s/])([^\s/]+): cannot open shared object file/,
    ([, library], { arch }) =>
      `${library} is missing, or made for another kind of machine than this one (${arch}). ${AGAIN}`,
  ],
  [
    /Cannot find module|Could not locate the bindings file|Could not load the "sharp" module/,
    (_, { arch }) =>
      `it has no file for this kind of machine (${arch}); Roost runs on 64-bit Linux, x64 and arm64. ${AGAIN}`,
  ],
];

/**
 * What is wrong where a package with compiled code cannot be loaded: which, why, and what to do, in one sentence and its remedy.
 * @param message of what was thrown @returns undefined for any other error
 */
export function nativeTrouble(message: string, machine = HERE): string | undefined {
  const name = packageIn(message);
  if (name === undefined) return undefined;
  for (const [pattern, words] of TABLE) {
    const found = pattern.exec(message);
    if (found) return `${name} cannot be loaded: ${words(found, machine)}`;
  }
  return undefined;
}

/**
 * What is wrong where a process of compiled code was ended by the system for an instruction that the processor does not know.
 * @returns undefined for any other signal
 */
export function signalTrouble(signal: string): string | undefined {
  if (signal !== 'SIGILL') return undefined;
  return `ended by SIGILL: ${lacksInstructions('the instructions of onnxruntime')}`;
}

const lacksInstructions = (what: string) =>
  `the processor of this machine lacks ${what}. Take a newer machine, or let a virtual one have the processor of its host`;

/** The package whose compiled code a message of a loader is about. */
function packageIn(message: string): string | undefined {
  if (message.includes('Could not load the "sharp" module')) return 'sharp';
  if (message.includes('Could not locate the bindings file')) return 'better-sqlite3';
  const file = /[^\s'"`()]*(?:\.node\b|lib(?:onnxruntime|vips)[^\s/:)]*)/.exec(message)?.[0];
  if (file === undefined) return undefined;
  const within = /.*node_modules\/(?:@img\/)?((?:@[^/]+\/)?[^/]+)\//.exec(file)?.[1] ?? file.split('/').at(-1)!;
  if (/^(sharp|libvips)/.test(within)) return 'sharp';
  return /^(lib)?onnxruntime/.test(within) ? 'onnxruntime-node' : within;
}
