import { describe, expect, it } from 'vitest';
import { checklistOf, checklistSchema } from '../../../src/know/config/checklist.ts';
import { checklistYaml } from '../../../src/know/config/checklist-yaml.ts';
import { parseYaml } from '../../../src/know/config/read.ts';
import { readOccurrences } from '../../../src/know/taxonomy/lists/read.ts';
import { listingsOf } from '../../../src/know/taxonomy/occurrences.ts';

const parse = (text: string) => parseYaml(text, 'site.yaml', checklistSchema);
const read = (text: string) => checklistOf(parse(text));
const head = 'name: isle\n';

describe('a site.yaml', () => {
  it('understands ids, scientific, Chinese and English names, and months in many forms', () => {
    const { taxa } = read(`${head}taxa:
  - taxon: anas-platyrhynchos # 绿头鸭
    months: [10, 11, 12, 1, 2, 3]
  - taxon: Emberiza aureola
    months: may
  - taxon: 白鹭
    months: [mar-may, sep]
  - taxon: common moorhen
    months: 5
  - taxon: mammalia
`);
    expect(taxa).toEqual([
      { taxon: 'anas-platyrhynchos', months: [1, 2, 3, 10, 11, 12] },
      { taxon: 'emberiza-aureola', months: [5] },
      { taxon: 'egretta-garzetta', months: [3, 4, 5, 9] },
      { taxon: 'gallinula-chloropus', months: [5] },
      { taxon: 'mammalia' },
    ]);
  });

  it('has an id that comments, order and the way of writing do not change', () => {
    const one = read(`${head}taxa: [{ taxon: 白鹭 }, { taxon: 绿头鸭, months: oct-mar }]\n`);
    const two = read(
      `# isle\n${head}taxa:\n  - taxon: Anas platyrhynchos\n    months: [3, 2, 1, 12, 11, 10]\n  - taxon: egretta-garzetta # kept\n`,
    );
    expect(one.id).toMatch(/^isle@[0-9a-f]{8}$/);
    expect(two.id).toBe(one.id);
  });

  it('takes a region for the taxa that are not listed, and the world for no prior', () => {
    const both = read(`${head}region: china\nweights: { regional: 0.5 }\ntaxa: [{ taxon: 绿头鸭 }]\n`);
    expect([both.weight('anas-platyrhynchos', 1), both.weight('egretta-garzetta', 1)]).toEqual([1, 0.5]);
    expect(read(`${head}region: world\n`).id).toBe('none');
  });

  it.each([
    [
      `${head}taxa:\n  - taxon: Anas platyrhincos\n`,
      /taxa\.0\.taxon in site\.yaml:3: "Anas platyrhincos" is no known taxon, did you mean anas-platyrhynchos \(绿头鸭/,
    ],
    [`${head}taxa:\n  - taxon: 绿头鸭\n    month: 5\n`, /unknown key month in site\.yaml:4, did you mean months\?/],
    [`${head}taxa:\n  - taxon: 绿头鸭\n    months: winter\n`, /taxa\.0\.months in site\.yaml:4: write months as/],
    [`${head}taxa:\n  - taxon: 绿头鸭\n    months: []\n`, /taxa\.0\.months in site\.yaml:4: write months as/],
    [`${head}taxa:\n  - taxon: 绿头鸭\n    months: [1, 13]\n`, /write months as/],
    [
      `${head}taxa:\n  - taxon: 绿头鸭\n  - taxon: mallard\n`,
      /taxa\.1\.taxon in site\.yaml:4: anas-platyrhynchos is listed twice/,
    ],
    [head, /lists no taxa and names no region/],
    ['', /missing key name/],
    [`${head}region: chian\n`, /region in site\.yaml:2/],
    [`${head}region: world\ntaxa: [{ taxon: 绿头鸭 }]\n`, /region in site\.yaml:2: "world" means no prior/],
    [`${head}region: china\nweights: { offList: 0 }\n`, /weights\.offList in site\.yaml:3: .*never deletes/],
    [`${head}region: china\nweights: { offList: 0.5 }\n`, /weights in site\.yaml:3: offList must be the least/],
    [
      `${head}region: china\nweights: { offlist: 0.5 }\n`,
      /unknown key offlist in site\.yaml:3, did you mean offList\?/,
    ],
    ['name: East Isle\nregion: china\n', /name in site\.yaml:1: must be lower-case/],
    ['绿头鸭\n白鹭\n', /the file in site\.yaml:1/],
    ['taxon,months\n绿头鸭,5\n', /the file in site\.yaml:1/],
    ['%PDF-1.7\n', /site\.yaml:\d/],
  ])('%j is refused in words', (text, message) => {
    expect(() => read(text)).toThrow(message);
  });
});

describe('checklistYaml', async () => {
  const csv = 'taxon,months\n绿头鸭,oct-mar\n白鹭,\nEmberiza aureola,may;sep-oct\n豹猫,全年\n';
  const { occurrences } = await readOccurrences(Buffer.from(csv), { file: 'list.csv' });
  const taxa = listingsOf(occurrences);

  it('is read back as it was made', () => {
    const text = checklistYaml({ name: 'isle', region: 'china', taxa, header: ['Made for a test'] });
    const { name, region, taxa: back } = parse(text);
    expect({ name, region }).toEqual({ name: 'isle', region: 'china' });
    expect(back).toEqual(taxa);
    expect(text).toContain('# Made for a test\nname: isle\nregion: china\ntaxa:\n');
    expect(text).toMatch(
      / {2}- taxon: anas-platyrhynchos # 绿头鸭, Anas platyrhynchos, Mallard\n {4}months: oct-mar\n/,
    );
  });

  it('keeps comments on their lines, whatever they hold', () => {
    const text = checklistYaml({ name: 'isle', taxa, header: ['from a\nname: evil\u2028\r.csv'] });
    expect(parse(text).name).toBe('isle');
  });
});
