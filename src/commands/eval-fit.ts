import { RoostError } from '../base/errors.ts';
import type { Installed } from '../know/models/installed.ts';
import { taxonById } from '../know/taxonomy/taxa.ts';
import { fit, type Sample } from '../try/eval/fit.ts';
import type { EvalTools } from '../try/eval/run.ts';
import { AIMS } from '../try/eval/thresholds.ts';

/** Place of a classifier among those that are here. @throws RoostError that names these where it is none of them */
export function classifierNamed(name: string, classifiers: Installed['classifiers']): number {
  const index = classifiers.findIndex(({ manifest }) => manifest.name === name);
  if (index >= 0) return index;
  const names = classifiers.map(({ manifest }) => manifest.name).join(', ');
  throw new RoostError('fit', name, 'no such classifier is installed', `Installed: ${names || 'none'}`);
}

/** The calibration of the classifier at a place as JSON for its manifest. @throws RoostError where too little is known */
export function fitted(
  index: number,
  path: string,
  samples: readonly { model: string; sample: Sample }[],
  { naming, models }: EvalTools,
): string {
  const { id, labels } = models[index]!;
  const own = samples.filter(({ model }) => model === id).map(({ sample }) => sample);
  const known = own.filter(({ truth, lacks }) => !lacks && isSpecies(truth) && labels.includes(truth)).length;
  if (known < LEAST)
    throw new RoostError('fit', id, `${known} pictures of species that it knows, where ${LEAST} are needed`);
  const today = new Date().toISOString().slice(0, 10);
  const words = `${own.length} animals of ${path}, ${known} of them of species that it knows, ${today}`;
  const calibration = fit(naming.classifiers[index]!.vocabulary, own, AIMS, words);
  return JSON.stringify({ calibration }, null, 2);
}

const isSpecies = (taxon: string) => taxonById(taxon)?.rank === 'species';

/** Fewer known animals than this teach nothing. */
const LEAST = 30;
