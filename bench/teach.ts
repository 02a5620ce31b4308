import { access, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { pull } from '../src/commands/models.ts';
import { installed } from '../src/know/models/installed.ts';
import {
  type Example,
  fitHead,
  type HeadOptions,
  opinionOf,
  refitHead,
  type TaughtHead,
} from '../src/know/taught/head.ts';
import { isWithin } from '../src/know/taxonomy/taxa.ts';
import { WEIGHTS } from './box.ts';
import { type Figure, rounded } from './figure.ts';
import { cpuSeconds, type Photograph, readPhotographs } from './teach-pictures.ts';
import { plainCosines } from './teach-plain.ts';
import { verdictFigures } from './teach-verdicts.ts';

/** Photographs to measure with; nothing that is learned from them is kept. */
const PICTURES = fileURLToPath(new URL('../../shared/teach', import.meta.url));
const MANY = 1_000;

/**
 * How well a box names what it was taught by one photograph a species, asked with photographs from another source, and with
 * those of species that it was not taught; and how long learning and naming take.
 */
export async function teach(): Promise<Figure[]> {
  await access(PICTURES).catch(() => {
    throw new Error(`there are no photographs in ${PICTURES}`);
  });
  const folder = await mkdtemp(join(tmpdir(), 'roost-bench-models-'));
  try {
    const { lacking } = await pull({ folder, mirror: WEIGHTS });
    if (lacking.length > 0) throw new Error(lacking.join('\n'));
    const { detector, classifiers } = await installed(folder);
    const model = classifiers.find(({ manifest }) => manifest.kinds.includes('bird') && manifest.embedding)!;
    const { photographs, seconds } = await readPhotographs(PICTURES, detector.spec, model);
    const options = { labels: model.labels, gives: model.manifest.gives };
    const of = (part: Photograph['part']) => photographs.filter((photograph) => photograph.part === part);
    const learned = (part: 'a' | 'b') => fitHead(model.spec.id, of(part).map(exampleOf), options);
    const heads = { a: learned('a'), b: learned('b') };
    const ways = [['a', 'b'] as const, ['b', 'a'] as const].flatMap(([taught, asked]) => {
      const way = `taught ${taught}, asked ${asked}`;
      const head = heads[taught];
      return [
        ...headFigures(way, head, of(taught), of(asked), of('other')),
        ...verdictFigures(way, detector, model, head, of(asked), of('other')),
      ];
    });
    return [...ways, ...costsOf(heads.a, options, photographs, seconds / photographs.length)];
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** What the head alone says; as peer what plain cosines do. */
function headFigures(
  way: string,
  head: TaughtHead,
  taught: readonly Photograph[],
  asked: readonly Photograph[],
  others: readonly Photograph[],
): Figure[] {
  const answers = asked.map((one) => ({ taxon: one.taxon, ...answerOf(head, one) }));
  const strangers = others.map((one) => ({ taxon: one.taxon, ...answerOf(head, one) }));
  const deep = answers.filter(({ named }) => named?.rank === 'species');
  const any = answers.filter(({ named }) => named);
  const right = ({ taxon, named }: (typeof answers)[number]) => named !== undefined && isWithin(taxon, named.taxon);
  const plain = plainCosines(taught, asked, others);
  const share = (name: string, some: number, all: number, more: Partial<Figure> = {}): Figure => ({
    ...{ name: `${way}: ${name}`, value: rounded(some / all), unit: `of ${all}` },
    ...more,
  });
  return [
    share('right at first guess', answers.filter(({ taxon, top }) => top[0]?.taxon === taxon).length, asked.length, {
      ...{ limit: 0.75, peer: rounded(plain.first) },
    }),
    share('named', deep.length, asked.length, { limit: 0.5, peer: rounded(plain.named) }),
    share('right of the named', deep.filter(right).length, deep.length, { limit: 0.95, peer: rounded(plain.right) }),
    share(
      'species not taught that got a taught name',
      strangers.filter(({ named }) => named?.rank === 'species').length,
      others.length,
      {
        ...{ limit: 0.04, peer: rounded(plain.others) },
      },
    ),
    share('named to species, genus or family', any.length, asked.length, { limit: 0.5 }),
    share('right of those', any.filter(right).length, any.length, { limit: 0.95 }),
    share(
      'species not taught that got a wrong name of any rank',
      strangers.filter((one) => one.named && !right(one)).length,
      others.length,
    ),
    share('species not taught whose genus or family was named rightly', strangers.filter(right).length, others.length),
  ];
}

const exampleOf = ({ id, taxon, feature }: Photograph): Example => ({ id, taxon, feature, weight: 1, group: id });

/** A photograph in which no animal was found is not named. */
function answerOf(head: TaughtHead, { found, feature }: Photograph) {
  return found ? opinionOf(head, [{ feature, weight: 1 }]) : { top: [] };
}

/**
 * What learning and naming cost, in CPU time: a machine that does something else besides takes longer by the clock.
 * @param small a head of the species that were taught by one photograph
 * @param perPicture CPU seconds from a file to its feature
 */
function costsOf(
  small: TaughtHead,
  options: HeadOptions,
  photographs: readonly Photograph[],
  perPicture: number,
): Figure[] {
  const examples = Array.from({ length: MANY }, (_, i) => {
    const { taxon, feature } = photographs[i % photographs.length]!;
    const turned = feature.map((value, at) => value * (1 + 0.1 * Math.sin(i * 7.13 + at)));
    return { id: String(i), taxon, feature: turned, weight: 1, group: String(i) };
  });
  const before = cpuSeconds();
  const head = fitHead(small.model, examples, options);
  const fit = cpuSeconds() - before;
  const added = { ...examples[0]!, id: 'added', group: 'added' };
  const again = cpuSeconds();
  refitHead(head, [...examples, added], options);
  const one = cpuSeconds() - again;
  const features = perPicture * MANY;
  const crop = (of: TaughtHead, limit?: number): Figure => ({
    ...{
      name: `a head of ${of.taxa.length} species, a crop`,
      value: rounded(cropMilliseconds(of, examples)),
      unit: 'ms of CPU',
    },
    ...(limit && { limit }),
  });
  return [
    { name: `features of ${MANY} pictures`, value: rounded(features), unit: 's of CPU' },
    { name: `learning from ${MANY} pictures of ${head.taxa.length} species`, value: rounded(fit), unit: 's of CPU' },
    { name: `one more picture beside ${MANY}, until it is named by`, value: rounded(one), unit: 's of CPU' },
    { name: 'both where 2 cores have nothing else to do', value: rounded(features / 2 + fit), unit: 's', limit: 90 },
    crop(small, 0.3),
    crop(head),
  ];
}

function cropMilliseconds(head: TaughtHead, examples: readonly Example[]): number {
  const asked = examples.map(({ feature }) => [{ feature, weight: 1 }]);
  for (const looks of asked) opinionOf(head, looks);
  const before = cpuSeconds();
  for (const looks of asked) opinionOf(head, looks);
  return ((cpuSeconds() - before) / asked.length) * 1000;
}
