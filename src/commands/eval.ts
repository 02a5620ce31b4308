import { SingleBar } from 'cli-progress';
import { messageOf, RoostError } from '../base/errors.ts';
import { VERSION } from '../base/package.ts';
import { readChecklist } from '../know/config/checklist.ts';
import { type Installed, installed } from '../know/models/installed.ts';
import { NO_PRIOR } from '../know/taxonomy/checklist.ts';
import { taxonById } from '../know/taxonomy/taxa.ts';
import { LocalClassifier, LocalDetector } from '../see/inference/local.ts';
import { namingModel, namingOf } from '../see/watch/naming.ts';
import { evaluateClip } from '../try/eval/clip.ts';
import { fit, type Sample } from '../try/eval/fit.ts';
import { evalPage } from '../try/eval/page.ts';
import { evalJson, type Report, type ReportedPicture } from '../try/eval/report.ts';
import { type EvalTools, evaluatePicture } from '../try/eval/run.ts';
import { type EvalSet, readSet, type Unclear } from '../try/eval/set.ts';
import { summarise } from '../try/eval/summary.ts';
import { AIMS } from '../try/eval/thresholds.ts';
import { evalWords } from '../try/eval/words.ts';
import { pull } from './models.ts';
import { put, requirePlace } from './put.ts';

/** The command's options as typed. */
export interface EvalCommand {
  readonly models: string;
  readonly mirror?: string;
  /** A site.yaml; without it there is no prior. */
  readonly checklist?: string;
  /** Month of the year, 1 to 12, for the prior; this month without it. */
  readonly month?: string;
  /** True to look for animals also in pictures whose set gives their boxes. */
  readonly find?: true;
  readonly json?: string;
  readonly page?: string;
  /** Name of a classifier to fit. */
  readonly fit?: string;
}

/**
 * Names every picture and clip of a labelled set, prints how well, and writes a report and a calibration where asked.
 * @throws RoostError for a set, checklist, model or place of the report that is not right
 */
export async function evaluate(
  path: string,
  options: EvalCommand,
  signal: AbortSignal,
  print: (line: string) => void,
): Promise<void> {
  const month = monthOf(options.month);
  const checklist = options.checklist ? readChecklist(options.checklist) : NO_PRIOR;
  for (const place of [options.json, options.page]) if (place !== undefined) await requirePlace(place);
  const set = await readSet(path, signal);
  for (const { file, reason } of set.unclear) console.error(`left out: ${file}: ${reason}`);
  const mirror = options.mirror ? { mirror: options.mirror } : {};
  const { lacking } = await pull({ folder: options.models, signal, ...mirror });
  for (const why of lacking) console.error(why);
  const { detector, classifiers } = await installed(options.models);
  const models = classifiers.map(namingModel);
  const fitting = options.fit === undefined ? undefined : classifierNamed(options.fit, classifiers);
  const { assumed } = detector.manifest;
  const facts = { assumed, ...(checklist.facts && { checklist: checklist.facts }), timeZone: 'UTC', code: VERSION };
  const tools: EvalTools = {
    detector: await LocalDetector.open(detector.spec),
    classifier: await LocalClassifier.open(classifiers.map(({ spec }) => spec)),
    naming: namingOf(detector.spec.id, { classifiers: models, ...facts }),
    month,
    models,
    find: options.find === true,
    thumbnails: options.page !== undefined,
  };
  const { pictures, samples, unreadable } = await run(set, tools, signal);
  if (pictures.length === 0) throw new RoostError('evaluate', path, 'nothing in it could be read');
  const report: Report = {
    set: path,
    models: [detector.spec.id, ...models.map(({ id }) => id)],
    prior: checklist.facts ? `${checklist.id} in month ${month}` : checklist.id,
    summary: summarise(pictures),
    leftOut: [...set.unclear, ...unreadable],
    pictures,
  };
  for (const line of evalWords(report)) print(line);
  if (options.json) await put(options.json, evalJson(report));
  if (options.page) await put(options.page, evalPage(report));
  if (fitting !== undefined) print(fitted(fitting, path, samples, tools));
}

async function run(set: EvalSet, tools: EvalTools, signal: AbortSignal) {
  const bar = new SingleBar({
    format: 'eval [{bar}] {value}/{total} {file}',
    stream: process.stderr,
    clearOnComplete: true,
  });
  const pictures: ReportedPicture[] = [];
  const samples: { model: string; sample: Sample }[] = [];
  const unreadable: Unclear[] = [];
  bar.start(set.items.length, 0, { file: '' });
  try {
    for (const item of set.items) {
      bar.update({ file: item.file });
      try {
        if (item.source === 'clip') pictures.push(...(await evaluateClip(item, tools, signal)));
        else {
          const evaluated = await evaluatePicture(item, tools, signal);
          pictures.push(evaluated.picture);
          for (const [model, sample] of evaluated.samples) samples.push({ model, sample });
        }
      } catch (error) {
        signal.throwIfAborted();
        if (!(error instanceof RoostError)) throw error;
        unreadable.push({ file: item.file, reason: messageOf(error) });
      }
      bar.increment();
    }
  } finally {
    bar.stop();
  }
  for (const { reason } of unreadable) console.error(`left out: ${reason}`);
  return { pictures, samples, unreadable };
}

/** Place of a classifier among those that are here. @throws RoostError that names these where it is none of them */
function classifierNamed(name: string, classifiers: Installed['classifiers']): number {
  const index = classifiers.findIndex(({ manifest }) => manifest.name === name);
  if (index >= 0) return index;
  const names = classifiers.map(({ manifest }) => manifest.name).join(', ');
  throw new RoostError('fit', name, 'no such classifier is installed', `Installed: ${names || 'none'}`);
}

/** The calibration of the classifier at a place as JSON for its manifest. @throws RoostError where too little is known */
function fitted(
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

function monthOf(text: string | undefined): number {
  const month = text === undefined ? new Date().getMonth() + 1 : Number(text);
  if (Number.isInteger(month) && month >= 1 && month <= 12) return month;
  throw new RoostError('read month', String(text), 'is no month from 1 to 12');
}
