import { afterAll, beforeAll, expect, it } from 'vitest';
import { textOf } from '../../rules/files.ts';
import { type Running, startFake } from './fake.ts';

let running: Running;
beforeAll(async () => {
  running = await startFake();
});
afterAll(() => running.stop());

it('docs/security.md lists every address with its role and scope', async () => {
  interface Told {
    readonly 'x-roost-role': string;
    readonly 'x-roost-scope': string;
  }
  const { paths } = (await (await running.get('/api/v1/openapi.json')).json()) as {
    paths: Record<string, Record<string, Told>>;
  };
  const rows = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(
      ([method, told]) =>
        `| ${method.toUpperCase()} | \`${path}\` | ${told['x-roost-role']} | ${told['x-roost-scope']} |`,
    ),
  );
  const listed = textOf('docs/security.md')
    .split('\n')
    .filter((line) => /^\| (GET|POST|PUT|DELETE) /.test(line));
  expect(listed.sort()).toEqual(rows.sort());
});
