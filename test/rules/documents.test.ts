import { existsSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ROOT } from '../../src/base/package.ts';
import { projectFiles, textOf } from './files.ts';

/** Two screens. */
const MOST_LINES = 90;

/** Links of a document that lead into the project: the file, relative to its top, and the heading. */
function linksOf(path: string): { file: string; heading: string }[] {
  return [...textOf(path).matchAll(/\]\(([^)\s]+)\)/g)]
    .map(([, link]) => link!)
    .filter((link) => !/^[a-z]+:/.test(link))
    .map((link) => link.split('#'))
    .map(([file = '', heading = '']) => ({ file: file ? normalize(join(dirname(path), file)) : path, heading }));
}

/** What a heading is called in addresses, as GitHub makes it. */
const anchorOf = (heading: string) =>
  heading
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
    .replaceAll(' ', '-');

const headingsOf = (path: string) => [...textOf(path).matchAll(/^#+ (.+)$/gm)].map(([, heading]) => anchorOf(heading!));

/** Lines that are typed, of a document's blocks of shell. */
function typedIn(path: string): string[] {
  const blocks = [...textOf(path).matchAll(/^```(?:sh)?\n([\s\S]*?)^```$/gm)].map(([, block]) => block!);
  return blocks.flatMap((block) => block.replaceAll('\\\n', ' ').split('\n'));
}

/** A command of Roost as its source declares it. */
const declared = () => {
  const source = projectFiles(/^src\/(main|commands\/[a-z-]+)\.ts$/)
    .map(textOf)
    .join('\n');
  const names = (pattern: RegExp) => new Set([...source.matchAll(pattern)].map(([, name]) => name!));
  return { commands: names(/\.command\(\s*'([a-z]+)'/g), options: names(/'(?:-\w, )?(--[a-z-]+)/g) };
};

describe('README.md', () => {
  it.each(['README.md', 'README.zh.md'])('%s fits two screens', (path) => {
    expect(textOf(path).split('\n').length).toBeLessThanOrEqual(MOST_LINES);
  });

  it('leads to every document, if need be by way of another', () => {
    const reached = new Set(['README.md']);
    for (const path of reached)
      for (const { file } of linksOf(path)) if (file.endsWith('.md') && existsSync(join(ROOT, file))) reached.add(file);
    expect(projectFiles(/^docs\/.*\.md$/).filter((path) => !reached.has(path))).toEqual([]);
  });

  it('says the same in Chinese: the same documents, the same commands', () => {
    // A picture of the page may be in Chinese there.
    const same = (file: string) => file.replace('README.zh.md', 'README.md').replace(/\.zh(?=\.webp$)/, '');
    const documents = (path: string) => new Set(linksOf(path).map(({ file }) => same(file)));
    expect(documents('README.zh.md')).toEqual(documents('README.md'));
    const commands = (path: string) => typedIn(path).map((line) => line.replace(/\s*#.*/, ''));
    expect(commands('README.zh.md')).toEqual(commands('README.md'));
    expect(commands('docs/quick-start.zh.md')).toEqual(commands('docs/quick-start.md'));
    expect(headingsOf('docs/quick-start.zh.md')).toHaveLength(headingsOf('docs/quick-start.md').length);
  });
});

describe('documents', () => {
  it('link to headings that are there', () => {
    const broken = projectFiles(/\.md$/).flatMap((path) =>
      linksOf(path)
        .filter(({ file, heading }) => heading !== '' && file.endsWith('.md') && !headingsOf(file).includes(heading))
        .map(({ file, heading }) => `${path}: ${file}#${heading}`),
    );
    expect(broken).toEqual([]);
  });

  it('name commands and options that Roost has', () => {
    const { commands, options } = declared();
    expect(commands.size).toBeGreaterThan(10);
    const wrong = projectFiles(/\.md$/).flatMap((path) =>
      typedIn(path)
        .map((line) => /^\s*(?:npx )?roost ([a-z]\S*)([^#|>]*)/.exec(line))
        .filter((typed) => typed !== null)
        .filter(([, command, rest]) => {
          const asked = (rest!.match(/(?<=\s)--[a-z-]+/g) ?? []).filter((option) => option !== '--help');
          return !commands.has(command!) || asked.some((option) => !options.has(option));
        })
        .map(([line]) => `${path}: ${line}`),
    );
    expect(wrong).toEqual([]);
  });
});
