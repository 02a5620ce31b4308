import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { ROOT } from '../../src/base/package.ts';
import { textOf } from './files.ts';

it('each fault of docs/faults.md names a test that is there', () => {
  const rows = textOf('docs/faults.md')
    .split('\n')
    .filter((line) => line.startsWith('| ') && !line.startsWith('| fault') && !line.startsWith('| ---'));
  expect(rows.length).toBeGreaterThan(10);
  const wrong = rows.flatMap((row) => {
    const named = [...row.matchAll(/`(test\/[^`]+)`: (.+?)(?=, `test\/| \|$)/g)];
    if (named.length === 0) return [row];
    return named.flatMap(([, file, title]) =>
      existsSync(join(ROOT, file!)) && textOf(file!).includes(title!) ? [] : [`${file}: ${title}`],
    );
  });
  expect(wrong).toEqual([]);
});
