import { RoostError } from '../base/errors.ts';
import { VERSION } from '../base/package.ts';
import { replaceFile } from '../base/whole-file.ts';
import { readChecklist } from '../know/config/checklist.ts';
import { installed } from '../know/models/installed.ts';
import { NO_PRIOR } from '../know/taxonomy/checklist.ts';
import { UnreadableFile } from '../see/capture/unreadable.ts';
import { LocalClassifier, LocalDetector } from '../see/inference/local.ts';
import { namingModel, namingOf } from '../see/watch/naming.ts';
import { evaluateClip } from '../try/eval/clip.ts';
import type { Sample } from '../try/eval/fit.ts';
import { evalPage } from '../try/eval/page.ts';
import { evalJson, type Report, type ReportedPicture } from '../try/eval/report.ts';
import { type EvalTools, evaluatePicture } from '../try/eval/run.ts';
import { type EvalSet, readSet } from '../try/eval/set.ts';
import { summarise } from '../try/eval/summary.ts';
import { evalWords } from '../try/eval/words.ts';
import { type LeftOut, leftOutLines } from '../try/replay/left-out.ts';
import { classifierNamed, fitted } from './eval-fit.ts';
import { pull } from './models.ts';
import type { Out } from './out.ts';
import { Progress } from './progress.ts';
import { requirePlace } from './require-place.ts';

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
 * Names every picture and clip of a labelled set, prints how well, and writes a report and a calibration where asked. What
 * was left out is told at the end. One that is stopped reports nothing: figures of a part are not those of the set.
 * @returns false where something was left out
 * @throws RoostError for a set, checklist, model or place of the report that is not right
 */
export async function evaluate(
  path: string,
  options: EvalCommand,
  signal: AbortSignal,
  { print, complain }: Out,
): Promise<boolean> {
  const month = monthOf(options.month);
  const checklist = options.checklist ? readChecklist(options.checklist) : NO_PRIOR;
  for (const place of [options.json, options.page]) if (place !== undefined) await requirePlace(place);
  const progress = new Progress('eval');
  progress.start(0, 'reading the set');
  const set = await readSet(path, signal).finally(() => progress.stop());
  const mirror = options.mirror ? { mirror: options.mirror } : {};
  const { lacking } = await pull({ folder: options.models, what: 'roost eval', signal, ...mirror });
  for (const why of lacking) complain(why);
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
  const { pictures, samples, unreadable } = await run(set, { tools, progress, complain }, signal);
  const leftOut = [...set.unclear, ...unreadable];
  const told = leftOutLines(leftOut, set.items.length + set.unclear.length);
  if (pictures.length === 0) for (const line of told) complain(line);
  if (pictures.length === 0) throw new RoostError('evaluate', path, 'nothing in it could be read');
  const report: Report = {
    set: path,
    models: [detector.spec.id, ...models.map(({ id }) => id)],
    prior: checklist.facts ? `${checklist.id} in month ${month}` : checklist.id,
    summary: summarise(pictures),
    leftOut,
    pictures,
  };
  for (const line of evalWords(report)) print(line);
  if (options.json) await replaceFile(options.json, evalJson(report));
  if (options.page) await replaceFile(options.page, evalPage(report));
  if (fitting !== undefined) print(fitted(fitting, path, samples, tools));
  for (const line of told) complain(line);
  return leftOut.length === 0;
}

interface Running extends Pick<Out, 'complain'> {
  readonly tools: EvalTools;
  readonly progress: Progress;
}

async function run(set: EvalSet, { tools, progress, complain }: Running, signal: AbortSignal) {
  const pictures: ReportedPicture[] = [];
  const samples: { model: string; sample: Sample }[] = [];
  const unreadable: LeftOut[] = [];
  progress.start(set.items.length);
  try {
    for (const item of set.items) {
      signal.throwIfAborted();
      progress.file(item.file);
      try {
        if (item.source === 'clip') pictures.push(...(await evaluateClip(item, tools, signal)));
        else {
          const evaluated = await evaluatePicture(item, tools, signal);
          pictures.push(evaluated.picture);
          for (const [model, sample] of evaluated.samples) samples.push({ model, sample });
        }
      } catch (error) {
        signal.throwIfAborted();
        if (!(error instanceof UnreadableFile)) throw error;
        unreadable.push({ file: item.file, reason: error.reason });
      }
    }
  } catch (error) {
    progress.stop();
    if (signal.aborted)
      complain(
        `Stopped: ${Math.max(0, progress.begun - 1)} of ${set.items.length} files were named; nothing is reported.`,
      );
    throw error;
  } finally {
    progress.stop();
  }
  return { pictures, samples, unreadable };
}

function monthOf(text: string | undefined): number {
  const month = text === undefined ? new Date().getMonth() + 1 : Number(text);
  if (Number.isInteger(month) && month >= 1 && month <= 12) return month;
  throw new RoostError('read month', String(text), 'is no month from 1 to 12');
}
