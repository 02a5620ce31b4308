import { VERSION } from '../src/base/package.ts';
import type { InstalledClassifier, InstalledDetector } from '../src/know/models/installed.ts';
import type { TaughtHead } from '../src/know/taught/head.ts';
import { isWithin, taxonById } from '../src/know/taxonomy/taxa.ts';
import { verdictOn } from '../src/see/classify/verdict.ts';
import { namingModel, namingOf } from '../src/see/watch/naming.ts';
import { type Figure, rounded } from './figure.ts';
import type { Photograph } from './teach-pictures.ts';

/** Any month: no checklist weighs here. */
const MONTH = 5;

/** What a box makes of photographs by its model alone, and with what it was taught beside it: the latter as value, the former as peer. */
export function verdictFigures(
  way: string,
  { manifest }: InstalledDetector,
  model: InstalledClassifier,
  head: TaughtHead,
  asked: readonly Photograph[],
  others: readonly Photograph[],
): Figure[] {
  const facts = { assumed: manifest.assumed, classifiers: [namingModel(model)], timeZone: 'UTC', code: VERSION };
  const plain = namingOf(manifest.name, facts);
  const taught = namingOf(manifest.name, {
    ...facts,
    taught: { heads: [{ id: 'taught-1@0', head, from: {}, reads: [model.spec.id] }] },
  });
  const named = ({ found, looks }: Photograph, by: typeof plain) =>
    found && verdictOn({ kind: 'bird', score: 1, looks: new Map([[model.spec.id, looks]]), crops: [] }, by, MONTH);
  const share = (name: string, of: readonly Photograph[], is: (taxon: string, one: Photograph) => boolean): Figure => {
    const count = (by: typeof plain) =>
      of.filter((one) => {
        const verdict = named(one, by);
        return verdict && is(verdict.taxon, one);
      }).length;
    return {
      ...{ name: `${way}: ${name}`, value: rounded(count(taught) / of.length), unit: `of ${of.length}` },
      peer: rounded(count(plain) / of.length),
    };
  };
  const known = asked.filter(({ taxon }) => model.labels.includes(taxon));
  const right = (taxon: string, one: Photograph) => taxon === one.taxon;
  const wrong = (taxon: string, one: Photograph) => !isWithin(one.taxon, taxon);
  const species = (taxon: string) => taxonById(taxon)?.rank === 'species';
  const before = share('a box names rightly, species that the model knows', known, right);
  return [
    { ...before, limit: before.peer! },
    share('a box names to the species, species that the model knows', known, species),
    share('a box names rightly, all', asked, right),
    share('a box names wrongly, at any rank, all', asked, wrong),
    share('a box names wrongly, at any rank, species not taught', others, wrong),
  ];
}
