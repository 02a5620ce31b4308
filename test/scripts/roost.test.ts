import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ROOT } from '../../src/base/package.ts';

// A release whose Node only tells what it was given.
let tree: string;

beforeAll(() => {
  tree = realpathSync(mkdtempSync(join(tmpdir(), 'roost-command-')));
  mkdirSync(join(tree, 'bin'));
  copyFileSync(join(ROOT, 'scripts/roost'), join(tree, 'bin/roost'));
  writeFileSync(join(tree, 'bin/node'), '#!/bin/sh\necho "own:" "$@"; env | grep ^MALLOC_ | sort\n');
  chmodSync(join(tree, 'bin/node'), 0o755);
  symlinkSync(join(tree, 'bin/roost'), join(tree, 'roost'));
});
afterAll(() => rmSync(tree, { recursive: true }));

describe('the command line', () => {
  const run = (args: readonly string[], env: NodeJS.ProcessEnv = {}) =>
    spawnSync(join(tree, 'roost'), args, { encoding: 'utf8', env: { PATH: process.env.PATH, ...env } }).stdout;
  const main = () => `${tree}/bin/../dist/src/main.js`;

  it('is run by the Node that came with it, whatever leads to it', () => {
    expect(run(['export', 'a b'])).toBe(`own: ${main()} export a b\n`);
  });

  it('starts a box so that it holds little memory, also behind options', () => {
    const lean = 'MALLOC_ARENA_MAX=1\nMALLOC_MMAP_THRESHOLD_=1048576\nMALLOC_TRIM_THRESHOLD_=1048576\n';
    for (const args of [['start'], ['--log', 'debug', 'start', '-c', 'x.yaml']])
      expect(run(args)).toBe(`own: --max-semi-space-size=1 ${main()} ${args.join(' ')}\n${lean}`);
  });

  it('leaves what a user has set for malloc', () => {
    expect(run(['start'], { MALLOC_ARENA_MAX: '7' })).toContain('MALLOC_ARENA_MAX=7\n');
  });

  it('is run by the Node of the machine in a checkout', () => {
    const env = { PATH: `${tree}/bin:${process.env.PATH}` };
    const { stdout } = spawnSync(join(ROOT, 'scripts/roost'), ['--version'], { encoding: 'utf8', env });
    expect(stdout).toBe(`own: ${join(ROOT, 'scripts')}/../dist/src/main.js --version\n`);
  });
});
