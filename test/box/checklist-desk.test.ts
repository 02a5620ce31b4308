import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { checklistDesk } from '../../src/box/checklist-desk.ts';
import { readChecklist } from '../../src/know/config/checklist.ts';
import { siteSchema } from '../../src/know/config/schema.ts';

const SITE = siteSchema.parse({ site: { name: 'E', timeZone: 'Asia/Shanghai', latitude: 31, longitude: 121 } });
const TEXT = `name: east # the island
region: china
weights: { offList: 0.1 }
taxa:
  - taxon: 白鹭
`;

describe('the checklist of a box', () => {
  let folder: string;
  const file = () => join(folder, 'site.yaml');
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'roost-list-'));
    writeFileSync(file(), TEXT);
  });
  afterEach(() => rmSync(folder, { recursive: true }));
  const desk = () => checklistDesk({ folder, site: SITE, checklist: readChecklist(file()) }, () => 86_400_000);

  it('is saved as it is to be, with its name and weights, the one before beside it, for the next start', async () => {
    const { settings, save } = desk();
    const before = settings();
    expect(before).toMatchObject({ name: 'east', region: 'china', taxa: [{ taxon: 'egretta-garzetta' }] });
    expect(before.inUse).toBe(before.id);
    const taxa = [{ taxon: 'anas-platyrhynchos', months: [1, 12] }, { taxon: 'cygnus' }];
    const done = await save({ was: before.id, taxa });
    expect(done).toMatchObject({ before, after: { taxa } });
    expect(settings()).toEqual(done!.after);
    expect(settings().inUse).toBe(before.id);
    const { facts } = readChecklist(file());
    expect(facts).toMatchObject({ name: 'east', weights: { offList: 0.1, regional: 0.3 }, taxa });
    expect(facts!.region).toBeUndefined();
    const [aside] = readdirSync(folder).filter((name) => name !== 'site.yaml');
    expect(readFileSync(join(folder, aside!), 'utf8')).toBe(TEXT);
  });

  it('is not changed over what somebody else wrote meanwhile, nor into what makes no sense', async () => {
    const { settings, save } = desk();
    const { id } = settings();
    expect(await save({ was: 'east@00000000', taxa: [{ taxon: 'cygnus' }] })).toBeUndefined();
    await expect(save({ was: id, taxa: [] })).rejects.toThrow('lists no taxa and names no region');
    await expect(save({ was: id, taxa: [{ taxon: 'anas-platyrhynchoz' }] })).rejects.toThrow(/did you mean/);
    await expect(save({ was: id, region: 'mars', taxa: [] })).rejects.toThrow('region');
    await expect(save({ was: id, taxa: [{ taxon: 'x\nname: y' }] })).rejects.toThrow();
    expect(readFileSync(file(), 'utf8')).toBe(TEXT);
    writeFileSync(file(), 'taxa: [');
    expect(() => settings()).toThrow(/^read site\.yaml:1: /);
    rmSync(file());
    // Whoever asks over the network is not told where files lie.
    expect(() => settings()).toThrow(/^read site\.yaml: it cannot be read \(ENOENT\)/);
  });
});
