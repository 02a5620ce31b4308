import { VERSION } from '../../base/package.ts';
import { UnreadableFile } from '../../see/capture/unreadable.ts';
import { LocalClassifier, LocalDetector } from '../../see/inference/local.ts';
import { namingModel, namingOf } from '../../see/watch/naming.ts';
import { evaluateClip } from '../eval/clip.ts';
import type { Outcome } from '../eval/outcome.ts';
import { type EvalTools, evaluatePicture } from '../eval/run.ts';
import type { SetItem } from '../eval/set.ts';
import type { LeftOut } from '../replay/left-out.ts';
import type { Lineup } from './lineup.ts';

/** A lineup that is loaded, in this process: a box that runs beside it has its own. */
export interface Looker {
  readonly tools: EvalTools;
  readonly detector: LocalDetector;
  readonly classifier: LocalClassifier;
}

/**
 * Loads a lineup. It looks for the animals itself and names them without a prior, so that what is told is of the models alone.
 * @param month of the year, 1 to 12
 * @throws RoostError where a model does not load
 */
export async function openLooker({ detector: found, classifiers }: Lineup, month: number): Promise<Looker> {
  const detector = await LocalDetector.open(found.spec);
  const classifier = await LocalClassifier.open(classifiers.map(({ spec }) => spec));
  const models = classifiers.map(namingModel);
  const facts = { assumed: found.manifest.assumed, classifiers: models, timeZone: 'UTC', code: VERSION };
  const naming = namingOf(found.spec.id, facts);
  return {
    detector,
    classifier,
    tools: { detector, classifier, naming, month, models, find: true, thumbnails: false },
  };
}

/** What several lookers made of the same files. */
export interface Looked {
  /** One list a looker, in their order. */
  readonly outcomes: readonly (readonly Outcome[])[];
  /** Files that nobody could read. */
  readonly leftOut: readonly LeftOut[];
}

/**
 * Shows each file to every looker in turn.
 * @param begun told of each file before it is shown
 * @throws the signal's reason where it is aborted
 */
export async function lookAt(
  items: readonly SetItem[],
  lookers: readonly Looker[],
  begun: (file: string) => void,
  signal: AbortSignal,
): Promise<Looked> {
  const outcomes = lookers.map((): Outcome[] => []);
  const leftOut: LeftOut[] = [];
  for (const item of items) {
    signal.throwIfAborted();
    begun(item.file);
    try {
      const each: Outcome[][] = [];
      for (const { tools } of lookers)
        each.push(
          item.source === 'clip'
            ? await evaluateClip(item, tools, signal)
            : [(await evaluatePicture(item, tools, signal)).picture],
        );
      for (const [i, some] of each.entries()) outcomes[i]!.push(...some);
    } catch (error) {
      signal.throwIfAborted();
      if (!(error instanceof UnreadableFile)) throw error;
      leftOut.push({ file: item.file, reason: error.reason });
    }
  }
  return { outcomes, leftOut };
}
