import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { publicationSchema } from '../../../src/know/config/publication.ts';
import { darwinCore } from '../../../src/tell/export/darwin-core.ts';
import { missingFor } from '../../../src/tell/export/publication.ts';
import { recordTable } from '../../../src/tell/export/record-table.ts';

/** The commented part of the example, without its signs. */
function example(): unknown {
  const text = readFileSync('roost.example.yaml', 'utf8');
  const [part] = /^# publication:[\s\S]*?(?=\n\n)/m.exec(text)!;
  return (parse(part.replace(/^# /gm, '')) as { publication: unknown }).publication;
}

const keysOf = (missing: readonly string[]) => missing.map((line) => line.split(':')[0]);

describe('what publications say of themselves', () => {
  it('is shown whole in roost.example.yaml, and that is all that GBIF needs', () => {
    const whole = publicationSchema.parse(example());
    expect(Object.keys(example() as object).sort()).toEqual(Object.keys(publicationSchema.shape).sort());
    expect(missingFor(darwinCore, whole)).toEqual([]);
  });

  it('is missing by key, and of formats alone that are published', () => {
    expect(keysOf(missingFor(darwinCore, undefined))).toEqual(
      ['license', 'mediaLicense', 'title', 'description', 'contributors', 'contributors', 'institutionCode']
        .map((key) => `publication.${key}`)
        .concat('publication.countryCode', 'publication.recordedBy'),
    );
    expect(missingFor(recordTable, undefined)).toEqual([]);
    const whole = publicationSchema.parse(example());
    expect(missingFor(darwinCore, { ...whole, license: 'CC-BY-SA-4.0' })).toEqual([
      expect.stringContaining('not CC-BY-SA-4.0'),
    ]);
    const silent = whole.contributors.map(({ email: _, ...rest }) => rest);
    expect(missingFor(darwinCore, { ...whole, contributors: silent })).toEqual([
      expect.stringContaining('without an e-mail'),
    ]);
  });

  it.each([
    [{ license: 'MIT' }, 'license'],
    [{ countryCode: 'China' }, 'countryCode'],
    [{ contributors: [{ title: 'Lin', role: 'boss' }] }, 'role'],
    [{ contributors: [{ title: 'Lin', email: 'lin' }] }, 'email'],
    [{ coordinatePrecision: 0 }, 'coordinatePrecision'],
    [{ name: 'East Island' }, 'lower-case'],
    [{ licence: 'CC0-1.0' }, 'licence'],
  ])('is refused where it is %j', (said, why) => {
    expect(() => publicationSchema.parse(said)).toThrow(why);
  });
});
