import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { messageOf } from '../../base/errors.ts';
import { say } from '../../base/said/said.ts';
import { detectionsDiffer, goldenDetections, goldenScores, scoresDiffer } from '../../know/models/bundle/golden.ts';
import { nameOf } from '../../know/models/bundle/manifest.ts';
import type { Bundle } from '../../know/models/bundle/open.ts';
import { Refusal, type RefusalReason } from '../../know/models/bundle/refusal.ts';
import { checkTaught } from '../../know/models/bundle/taught.ts';
import type { ClassifierManifest, DetectorManifest } from '../../know/models/manifest.ts';
import { classifierSpec, detectorSpec } from '../../know/models/spec.ts';
import { type Trial, type TrialAnswer, type TrialOutcome, tryModel } from '../../see/inference/trial.ts';

/** A model that gives no answer for so long is refused, ms: loading and all golden crops together. */
const ANSWERS_WITHIN = 120_000;

const REASON: Readonly<Record<Exclude<TrialOutcome, { good: true }>['fault'], RefusalReason>> = {
  operator: 'operator',
  unloadable: 'unloadable',
  late: 'slow',
  broken: 'unloadable',
};

/** What a box demands of a model. */
export interface Demands {
  /** Most time of one core that the model may take for one look, ms; of a classifier for all the views of one crop. */
  readonly mostMs: number;
  /** Ids of the features that models of the box give, which a taught head may read. */
  readonly features: readonly string[];
  /** How long it may take to load and answer all golden crops; two minutes without it. */
  readonly answersWithinMs?: number;
}

/**
 * Proves what only shows when a bundle's model runs, in a process of its own: that the runtime can load it, that it gives the
 * outputs that it must give, and that it is fast enough.
 * @returns the time of one core that it takes for one look, ms
 * @throws Refusal (rejects)
 */
export async function checkBundle(bundle: Bundle, demands: Demands, signal?: AbortSignal): Promise<number> {
  const { manifest, folder } = bundle;
  const { model, golden, tolerance } = manifest;
  const subject = nameOf(manifest);
  if (!model || model.task === 'embed') {
    await checkTaught(bundle, demands.features);
    return 0;
  }
  const crops = golden.map(({ input, width, height }) => {
    return { file: join(folder, input), width: width!, height: height! };
  });
  for (const { file, width, height } of crops) {
    const { size } = await stat(file);
    if (size !== (width * height * 3) / 2)
      throw new Refusal('golden', subject, `${file} has ${size} bytes, which are not ${width} by ${height} pixels`);
  }
  const outcome = await tryModel(
    { model: await trialModel(model, folder), crops },
    demands.answersWithinMs ?? ANSWERS_WITHIN,
    signal,
  );
  if (!outcome.good) throw new Refusal(REASON[outcome.fault], subject, outcome.why);
  for (const [i, { gives }] of golden.entries()) {
    const off = await differs(outcome.answers[i]!, join(folder, gives), tolerance);
    if (off !== undefined) throw new Refusal('golden', subject, `${golden[i]!.input}: ${off}`);
  }
  const ms = outcome.ms * (model.task === 'classify' ? model.views.length : 1);
  if (ms > demands.mostMs) {
    throw new Refusal('slow', subject, say('slow-look', { ms, most: demands.mostMs }));
  }
  return ms;
}

/** The model of a bundle as a trial wants it. @param folder where its weights lie */
export async function trialModel(
  model: DetectorManifest | ClassifierManifest,
  folder: string,
): Promise<Trial['model']> {
  return model.task === 'detect'
    ? { task: 'detect', spec: await detectorSpec(model, folder) }
    : { task: 'classify', spec: await classifierSpec(model, folder) };
}

async function differs(answer: TrialAnswer, file: string, tolerance: number): Promise<string | undefined> {
  try {
    const json: unknown = JSON.parse(await readFile(file, 'utf8'));
    return 'scores' in answer
      ? scoresDiffer(answer.scores, goldenScores.parse(json), tolerance)
      : detectionsDiffer(answer.detections, goldenDetections.parse(json), tolerance);
  } catch (error) {
    return `what it must give cannot be read: ${messageOf(error)}`;
  }
}
