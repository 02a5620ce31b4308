import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { makeChecklist } from '../../../src/know/taxonomy/checklist.ts';
import { readLabels } from '../../../src/know/taxonomy/labels.ts';
import { findTaxon, isWithin, lineage, taxa, taxonById } from '../../../src/know/taxonomy/taxa.ts';
import {
  isDomestic,
  isWildSpecies,
  protectedInTheWild,
  publishedRank,
  wildFormOf,
} from '../../../src/know/taxonomy/wild.ts';

const tame = taxa().filter(({ domestic }) => domestic);

describe('domestic animals', () => {
  it.each([
    ['家鸡', 'gallus-gallus-domesticus'],
    ['家鸭', 'anas-platyrhynchos-domesticus'],
    ['家鹅', 'anser-cygnoides-domesticus'],
    ['家鸽', 'columba-livia-domestica'],
    ['番鸭', 'cairina-moschata-domestica'],
    ['猫', 'felis-catus'],
    ['狗', 'canis-familiaris'],
    ['黄牛', 'bos-taurus'],
    ['绵羊', 'ovis-aries'],
    ['山羊', 'capra-hircus'],
    ['猪', 'sus-domesticus'],
    ['马', 'equus-caballus'],
    ['水牛', 'bubalus-bubalis'],
    ['Feral Pigeon', 'columba-livia-domestica'],
    ['Gallus domesticus', 'gallus-gallus-domesticus'],
    ['Canis lupus familiaris', 'canis-familiaris'],
  ])('%s is %s, and domestic', (name, id) => {
    expect(findTaxon(name)?.id).toBe(id);
    expect([isDomestic(id), isWildSpecies(id), protectedInTheWild(id)]).toEqual([true, false, undefined]);
  });

  it('stand beside their wild form at the rank of a species, within a genus, and hold nothing', () => {
    expect(tame.filter(({ rank }) => rank !== 'species')).toEqual([]);
    expect(tame.filter(({ id }) => taxa().some((other) => other.id !== id && isWithin(other.id, id)))).toEqual([]);
    expect(tame.filter(({ id }) => lineage(id).some((above) => above.id !== id && isDomestic(above.id)))).toEqual([]);
  });

  it('are never protected, where their wild form is', () => {
    expect(tame.filter(({ protection }) => protection)).toEqual([]);
    expect(['gallus-gallus', 'anser-cygnoides', 'canis-lupus', 'emberiza-aureola'].map(protectedInTheWild)).toEqual([
      2, 2, 2, 1,
    ]);
  });

  it('named by a trinomial are published as subspecies of their wild form', () => {
    const hen = taxonById('gallus-gallus-domesticus')!;
    expect([publishedRank(hen), wildFormOf(hen.id)?.id]).toEqual(['subspecies', 'gallus-gallus']);
    const dog = taxonById('canis-familiaris')!;
    expect([publishedRank(dog), wildFormOf(dog.id)]).toEqual(['species', undefined]);
    expect(wildFormOf('gallus-gallus')).toBeUndefined();
    const trinomials = tame.filter(({ scientific }) => scientific.split(' ').length === 3);
    expect(trinomials.filter(({ id }) => !wildFormOf(id))).toEqual([]);
  });

  it('are expected where people live, listed or not, without their genus', () => {
    const weights = { outOfSeason: 0.3, regional: 0.3, offList: 0.05 };
    const list = makeChecklist({ name: 'site', weights, taxa: [{ taxon: 'anas-platyrhynchos', months: [11] }] });
    expect([list.has('canis-familiaris'), list.inSeason('felis-catus', 7), list.weight('bos-taurus', 1)]).toEqual([
      true,
      true,
      1,
    ]);
    expect(['canis', 'lama-glama', 'gallus-gallus'].map((id) => list.has(id))).toEqual([false, false, false]);
    expect([list.weight('anas', 7), list.weight('anas-platyrhynchos-domesticus', 7)]).toEqual([0.3, 1]);
  });

  it('are what the labels of the models mean that say so', () => {
    const labels = (model: string) =>
      readLabels(readFileSync(new URL(`../../../models/labels/${model}.csv`, import.meta.url), 'utf8'));
    const named = (model: string) =>
      labels(model).flatMap(({ taxon, label }) => (taxon && isDomestic(taxon) ? label : []));
    const said = labels('mobilenet-v2-inat-bird').filter(
      ({ label }) => /domestic[ua]s? \(|Feral/.test(label) || / Domestic /.test(label),
    );
    expect(
      said.filter(({ taxon, label }) => !isDomestic(taxon!) && label !== 'Passer domesticus (House Sparrow)'),
    ).toEqual([]);
    expect(named('mobilenet-v2-inat-bird')).toHaveLength(6);
    expect(named('mobilenet-v2-imagenet')).toEqual(
      expect.arrayContaining(['cock', 'hen', 'Persian cat', 'pug, pug-dog']),
    );
  });
});
