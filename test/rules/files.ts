import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../../src/base/package.ts';

/** Paths of all files of the project that match, relative to its top: what git knows and does not ignore. */
export function projectFiles(pattern: RegExp): string[] {
  const listed = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], { cwd: ROOT });
  const deleted = new Set(lines(execFileSync('git', ['ls-files', '--deleted'], { cwd: ROOT })));
  return lines(listed).filter((path) => pattern.test(path) && !deleted.has(path));
}

/** Text of a file of the project. */
export function textOf(path: string): string {
  return readFileSync(join(ROOT, path), 'utf8');
}

function lines(bytes: Buffer): string[] {
  return bytes.toString().split('\n').filter(Boolean);
}
