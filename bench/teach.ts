import { access, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { pull } from '../src/commands/models.ts';
import { installed } from '../src/know/models/installed.ts';
import { type Example, fitHead, type HeadOptions, opinionOf, type TaughtHead } from '../src/know/taught/head.ts';
import { isWithin } from '../src/know/taxonomy/taxa.ts';
import { WEIGHTS } from './box.ts';
import { type Figure, median, rounded } from './figure.ts';
import { type Photograph, readPhotographs } from './teach-pictures.ts';
import { plainCosines } from './teach-plain.ts';
import { verdictFigures } from './teach-verdicts.ts';

/** Photographs to measure with; nothing that is learned from them is kept. */
const PICTURES = fileURLToPath(new URL('../../shared/teach', import.meta.url));
const MANY = 1_000;
const TURNS = 200;

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
    const ways = [['a', 'b'] as const, ['b', 'a'] as const].flatMap(([taught, asked]) => {
      const way = `taught ${taught}, asked ${asked}`;
      const head = fitHead(model.spec.id, of(taught).map(exampleOf), options);
      return [
        ...headFigures(way, head, of(taught), of(asked), of('other')),
        ...verdictFigures(way, detector, model, head, of(asked), of('other')),
      ];
    });
    const costs = await costsOf(model.spec.id, options, photographs, seconds / photographs.length);
    return [...ways, ...costs];
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

/** What learning and naming cost. @param perPicture seconds from a file to its feature */
async function costsOf(
  model: string,
  options: HeadOptions,
  photographs: readonly Photograph[],
  perPicture: number,
): Promise<Figure[]> {
  const examples = Array.from({ length: MANY }, (_, i) => {
    const { taxon, feature } = photographs[i % photographs.length]!;
    const turned = feature.map((value, at) => value * (1 + 0.1 * Math.sin(i * 7.13 + at)));
    return { id: String(i), taxon, feature: turned, weight: 1, group: String(i) };
  });
  const learned = performance.now();
  const head = fitHead(model, examples, options);
  const fit = (performance.now() - learned) / 1000;
  const single = { ...head, learner: 'nearest' as const };
  opinionOf(single, [examples[0]!]);
  const each = Array.from({ length: TURNS }, (_, i) => {
    const from = performance.now();
    opinionOf(single, [examples[i % examples.length]!]);
    return performance.now() - from;
  });
  const features = perPicture * MANY;
  return [
    { name: `features of ${MANY} pictures, one after another`, value: rounded(features), unit: 's' },
    { name: `learning from ${MANY} pictures of ${head.taxa.length} species`, value: rounded(fit), unit: 's' },
    { name: `both, features on 2 cores`, value: rounded(features / 2 + fit), unit: 's', limit: 90 },
    { name: `a head of ${head.taxa.length} species, a crop`, value: rounded(median(each)), unit: 'ms', limit: 0.3 },
  ];
}
