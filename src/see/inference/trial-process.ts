/**
 * Entry of a process that tries one model: what makes the runtime hang, crash or take all memory does so here, and no box
 * ends by it. It is told over IPC what to try, answers once, and is killed by its parent.
 */
import { writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { setPriority } from 'node:os';
import { messageOf } from '../../base/errors.ts';
import type { Cut } from '../../base/pixels.ts';
import { FLOOR } from './detector.ts';
import type { Trial, TrialAnswer, TrialCrop, TrialOutcome } from './trial-messages.ts';

/** Runs by which the time of one is told. */
const RUNS = 5;
/** Live cameras have the cores first. */
const NICE = 10;
const WHOLE = { x: 0, y: 0, w: 1, h: 1 };

/** What onnxruntime says of an operator that it does not have. */
const UNKNOWN_OPERATOR =
  /No Op registered for|is not a registered function|Could not find an implementation for|not a registered operator|Unrecognized attribute/i;

async function attempt({ model, crops }: Trial): Promise<TrialOutcome> {
  let answer: (crop: Cut) => Promise<TrialAnswer>;
  try {
    answer = await load(model);
  } catch (error) {
    const why = messageOf(error);
    return { good: false, fault: UNKNOWN_OPERATOR.test(why) ? 'operator' : 'unloadable', why };
  }
  const cuts = await Promise.all(crops.map(cutOf));
  const answers: TrialAnswer[] = [];
  for (const cut of cuts) answers.push(await answer(cut));
  const times: number[] = [];
  for (let run = 0; run < RUNS; run++) times.push(await coreTime(() => answer(cuts[run % cuts.length]!)));
  return { good: true, answers, ms: times.sort((a, b) => a - b)[RUNS >> 1]! };
}

/** Here and not above: where onnxruntime cannot be loaded, that is told like any other failure. */
async function load({ task, spec }: Trial['model']): Promise<(crop: Cut) => Promise<TrialAnswer>> {
  const { createInputs } = await import('./tensor.ts');
  if (task === 'detect') {
    const { LoadedDetector } = await import('./loaded-detector.ts');
    const detector = await LoadedDetector.open(spec, createInputs([{ ...spec.input, fit: 'letterbox' }])[0]!);
    return async (crop) => ({ detections: await detector.look(crop, FLOOR) });
  }
  const { LoadedClassifier } = await import('./loaded-classifier.ts');
  const classifier = await LoadedClassifier.open(spec, createInputs([{ ...spec.input, fit: 'stretch' }])[0]!);
  // Of a model that names nothing the feature is all that it gives.
  if (spec.outputs.length === 0) return async (crop) => ({ scores: (await classifier.embed(crop)).feature });
  return async (crop) => ({ scores: await classifier.classify(crop) });
}

async function cutOf({ file, width, height }: TrialCrop): Promise<Cut> {
  return { region: WHOLE, width, height, data: await readFile(file) };
}

/** How long this process was on a core for some work, ms: a busy machine makes no model slow. */
async function coreTime(work: () => Promise<unknown>): Promise<number> {
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

/** Where memory runs short, the system ends this process before any other; it lets nobody forbid that. */
function yieldToOthers(): void {
  try {
    setPriority(NICE);
    writeFileSync('/proc/self/oom_score_adj', '1000');
  } catch {
    // There is no `/proc`.
  }
}

process.once('message', (trial: Trial) => {
  yieldToOthers();
  attempt(trial)
    .catch((error: unknown): TrialOutcome => ({ good: false, fault: 'broken', why: messageOf(error) }))
    .then((outcome) => process.send?.(outcome, () => {}));
});

// Its parent is gone: nobody waits for the answer.
process.on('disconnect', () => process.exit(0));

// Ctrl-C goes to the whole group, but only the parent decides when this ends.
process.on('SIGINT', () => {});
