import { shown } from '../../base/shown.ts';

/** A file that was left out, or of which only a part was read, and why. */
export interface LeftOut {
  readonly file: string;
  readonly reason: string;
}

/**
 * How many were left out, then a line each in order of name, whatever their names hold.
 * @param of how many files there were in all
 * @returns nothing where nothing was left out
 */
export function leftOutLines(files: readonly LeftOut[], of: number): string[] {
  if (files.length === 0) return [];
  const sorted = [...files].sort((a, b) => (a.file < b.file ? -1 : 1));
  return [
    `Left out, or not read to the end: ${files.length} of ${of} files.`,
    ...sorted.map(({ file, reason }) => `  ${shown(file)}: ${shown(reason)}`),
  ];
}
