import { existsSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ROOT } from '../../src/base/package.ts';
import { projectFiles, textOf } from './files.ts';

const TEXT = /\.(ts|js|mjs|json|md|ya?ml|txt|sql|css|html|sh)$|^scripts\/|^\.ci\//;
const MOST_LINES = 300;
const MOST_BYTES = 1 << 20;

describe('files of the project', () => {
  it('are short', () => {
    const long = projectFiles(/^(src|fixtures)\/.*\.(ts|js|css)$/).filter(
      (path) => textOf(path).split('\n').length > MOST_LINES,
    );
    expect(long).toEqual([]);
  });

  it('are small', () => {
    expect(projectFiles(/./).filter((path) => statSync(join(ROOT, path)).size > MOST_BYTES)).toEqual([]);
  });

  it('name no place of the machine they were written on', () => {
    const place = /(?<![\w.])\/(home|root|work|Users)\/\w/;
    expect(projectFiles(TEXT).filter((path) => place.test(textOf(path)))).toEqual([]);
  });

  it('leave nothing open', () => {
    const open = new RegExp(['TO', 'DO|FIX', 'ME'].join(''));
    expect(projectFiles(TEXT).filter((path) => open.test(textOf(path)))).toEqual([]);
  });

  it('link to files that are there', () => {
    const broken = projectFiles(/\.md$/).flatMap((path) =>
      [...textOf(path).matchAll(/\]\(([^)#\s]+)[^)]*\)/g)]
        .map(([, link]) => link!)
        .filter((link) => !/^[a-z]+:/.test(link) && !existsSync(join(ROOT, dirname(path), link)))
        .map((link) => `${path}: ${link}`),
    );
    expect(broken).toEqual([]);
  });

  it('that run as a thread own what nobody catches there', () => {
    const threads = projectFiles(/^src\/.*\.ts$/).filter((path) => /\bparentPort\b/.test(textOf(path)));
    expect(threads.length).toBeGreaterThan(1);
    expect(threads.filter((path) => !/^ownRejections\(/m.test(textOf(path)))).toEqual([]);
  });

  it('of tests wait by `eventually`, whose limit knows how busy the machine is', () => {
    const waits = /\bexpect\.poll\(|\bvi\.wait(For|Until)\(/;
    const own = ['test/patience.ts', 'test/rules/files.test.ts'];
    const tests = projectFiles(/^test\/.*\.tsx?$/).filter((path) => !own.includes(path));
    expect(tests.filter((path) => waits.test(textOf(path)))).toEqual([]);
  });

  it('have a line in docs/architecture.md for each room of src', () => {
    const rooms = new Set(projectFiles(/^src\/.+\//).map((path) => path.split('/').slice(0, 3).join('/')));
    const folders = [...rooms].map((room) => room.replace(/\/[^/]+\.[a-z]+$/, ''));
    const text = textOf('docs/architecture.md');
    expect(folders.filter((folder) => !text.includes(`\`${folder}/`))).toEqual([]);
  });

  it('of src each stand under a rule of imports', () => {
    const { overrides } = JSON.parse(textOf('biome.json')) as { overrides: { includes: string[] }[] };
    const rules = overrides.flatMap(({ includes }) => includes.map(patternOf));
    expect(projectFiles(/^src\/.*\.ts$/).filter((path) => !rules.some((rule) => rule.test(path)))).toEqual([]);
  });

  it('have a reason in docs/dependencies.md for each package', () => {
    const { dependencies, devDependencies } = JSON.parse(textOf('package.json')) as Record<string, object>;
    const text = textOf('docs/dependencies.md');
    const packages = Object.keys({ ...dependencies, ...devDependencies });
    expect(packages.filter((name) => !text.includes(`\`${name}\``))).toEqual([]);
  });
});

/** What a glob of biome.json matches: `*`, `**` and `{a,b}` are all that is used there. */
function patternOf(glob: string): RegExp {
  const parts = glob.split(/(\*\*\/|\*|\{[^}]+\})/).map((part) => {
    if (part === '**/') return '(?:.*/)?';
    if (part === '*') return '[^/]*';
    if (part.startsWith('{')) return `(?:${part.slice(1, -1).replaceAll(',', '|')})`;
    return part.replaceAll('.', '\\.');
  });
  return new RegExp(`^${parts.join('')}$`);
}
