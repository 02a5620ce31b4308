import { fork } from 'node:child_process';
import { once } from 'node:events';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { messageOf, RoostError } from '../../src/base/errors.ts';
import { nativeTrouble, signalTrouble } from '../../src/base/native.ts';
import { Box } from '../e2e/box.ts';

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '../..');
const FOREIGN = join(ROOT, 'test/fixtures/foreign.cjs');
const machine = { arch: 'x64', node: 'v24.22.3' };
const SQLITE = '/opt/roost/node_modules/better-sqlite3/build/Release/better_sqlite3.node';
const ONNX = '/opt/roost/node_modules/onnxruntime-node/bin/napi-v6/linux/x64/onnxruntime_binding.node';
const sharp = (why: string) =>
  `Could not load the "sharp" module using the linux-x64 runtime\n${why}\nPossible solutions:\n- Ensure optional dependencies can be installed:\n    npm install --include=optional sharp`;

/** What Node, glibc and sharp really say. */
const SAID: readonly (readonly [message: string, start: string])[] = [
  [
    `The module '${SQLITE}'\nwas compiled against a different Node.js version using\nNODE_MODULE_VERSION 115. This version of Node.js requires\nNODE_MODULE_VERSION 137. Please try re-compiling or re-installing\nthe module (for instance, using \`npm rebuild\` or \`npm install\`).`,
    'better-sqlite3 cannot be loaded: it was made for another version of Node than this v24.22.3. ',
  ],
  [
    `${ONNX}: cannot open shared object file: No such file or directory`,
    'onnxruntime-node cannot be loaded: it was made for another kind of machine than this one (x64). ',
  ],
  [
    `${SQLITE}: wrong ELF class: ELFCLASS32`,
    'better-sqlite3 cannot be loaded: it was made for another kind of machine',
  ],
  [`${SQLITE}: invalid ELF header`, 'better-sqlite3 cannot be loaded: it was made for another kind of machine'],
  [`${SQLITE}: file too short`, 'better-sqlite3 cannot be loaded: its file is damaged. '],
  [
    'libonnxruntime.so.1: cannot open shared object file: No such file or directory',
    'onnxruntime-node cannot be loaded: libonnxruntime.so.1 is missing, or made for another kind',
  ],
  [
    `/lib/x86_64-linux-gnu/libc.so.6: version \`GLIBC_2.34' not found (required by ${SQLITE})`,
    'better-sqlite3 cannot be loaded: it needs GLIBC_2.34, which this system is too old for. Take Debian 12',
  ],
  [
    `/lib/x86_64-linux-gnu/libstdc++.so.6: version \`GLIBCXX_3.4.29' not found (required by ${dirname(ONNX)}/libonnxruntime.so.1)`,
    'onnxruntime-node cannot be loaded: it needs GLIBCXX_3.4.29, ',
  ],
  [
    "Cannot find module '../bin/napi-v6/linux/arm/onnxruntime_binding.node'\nRequire stack:\n- /opt/roost/node_modules/onnxruntime-node/dist/binding.js",
    'onnxruntime-node cannot be loaded: it has no file for this kind of machine (x64); Roost runs on 64-bit Linux',
  ],
  [
    `Could not locate the bindings file. Tried:\n → ${SQLITE}`,
    'better-sqlite3 cannot be loaded: it has no file for this kind of machine',
  ],
  [
    sharp('Unsupported CPU: Prebuilt binaries for Linux x64 require v2 microarchitecture'),
    'sharp cannot be loaded: the processor of this machine lacks SSE4.2',
  ],
  [
    sharp('ERR_DLOPEN_FAILED: libvips-cpp.so.8.18.7: cannot open shared object file: No such file or directory'),
    'sharp cannot be loaded: libvips-cpp.so.8.18.7 is missing',
  ],
  [sharp(''), 'sharp cannot be loaded: it has no file for this kind of machine'],
];

describe('what a loader says of compiled code', () => {
  it.each(SAID)('%s', (message, start) => {
    const told = nativeTrouble(message, machine)!;
    expect(told.slice(0, start.length)).toBe(start);
    expect(told).not.toContain('\n');
    expect(nativeTrouble(`Error: ${message}`, machine)).toBe(told);
    // What was told once is told no other way by those who pass it on.
    expect(nativeTrouble(told, machine)).toBeUndefined();
  });

  it('is told by whoever tells of errors, and other errors are as they are', () => {
    expect(messageOf(new Error(`${SQLITE}: invalid ELF header`))).toMatch(/^better-sqlite3 cannot be loaded/);
    for (const other of ["Cannot find module './x.js'", 'SQLITE_FULL: disk is full', 'x.mp4: file too short'])
      expect(messageOf(new Error(other))).toBe(other);
    const known = new RoostError('read config', 'x.node', 'wrong ELF class');
    expect(messageOf(known)).toBe(known.message);
  });

  it('of a processor that lacks instructions is the word of the system', () => {
    expect(signalTrouble('SIGILL')).toMatch(/^ended by SIGILL: the processor of this machine lacks/);
    expect(signalTrouble('SIGKILL')).toBeUndefined();
  });
});

describe('compiled code for another kind of machine', () => {
  it('ends a command with one line', async () => {
    const run = Box.run(['replay', ROOT], { NODE_OPTIONS: `--require ${FOREIGN}`, FOREIGN: 'sharp' });
    expect(await run.ended()).toBe(1);
    const line = `sharp cannot be loaded: it was made for another kind of machine than this one (${process.arch}). `;
    expect(run.printed.trim().split('\n')).toEqual([expect.stringContaining(line)]);
  });

  it('is why an inference process does not start', async () => {
    const entry = join(ROOT, 'src/see/inference/process.ts');
    const env = { PATH: process.env.PATH, FOREIGN: 'onnxruntime' };
    const child = fork(entry, [], { execArgv: ['--import', 'tsx', '--require', FOREIGN], env });
    child.send({ type: 'start', models: {}, socket: '' });
    const [report] = await once(child, 'message');
    const message = expect.stringMatching(
      /^onnxruntime-node cannot be loaded: it was made for another kind of machine/,
    );
    expect(report).toEqual({ type: 'failed', message });
    child.disconnect();
    await once(child, 'exit');
  });
});
