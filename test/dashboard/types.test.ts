import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { ROOT } from '../../src/base/package.ts';

it('has the types that the OpenAPI document gives', () => {
  const script = join(ROOT, 'scripts/dashboard-types.ts');
  expect(() => execFileSync(process.execPath, ['--import', 'tsx', script, '--check'], { stdio: 'pipe' })).not.toThrow();
});
