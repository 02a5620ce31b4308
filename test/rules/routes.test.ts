import { expect, it } from 'vitest';
import type { Resource } from '../../src/tell/server/resource.ts';
import { createResources } from '../../src/tell/server/resources.ts';
import { textOf } from './files.ts';

/** Every address of the API; what it would be answered by is not asked for. */
function routes(): readonly Resource[] {
  const nothing = { sample: () => ({ share: 0.02, seed: '' }) } as never;
  const surroundings = { dataFolder: '', now: Date.now, basePath: '' };
  return createResources(nothing, {
    ...surroundings,
    streams: nothing,
    viewers: nothing,
    metrics: nothing,
    reading: nothing,
    access: nothing,
    door: nothing,
  });
}

it('docs/security.md lists every address of the API with its role and scope', () => {
  const rows = routes().map(
    ({ method, path, role, scope }) => `| ${method.toUpperCase()} | \`${path}\` | ${role} | ${scope} |`,
  );
  const listed = textOf('docs/security.md')
    .split('\n')
    .filter((line) => /^\| (GET|POST|PUT|DELETE) /.test(line));
  expect(listed.sort()).toEqual(rows.sort());
});
