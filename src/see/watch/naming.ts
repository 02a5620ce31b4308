import { DateTime } from 'luxon';
import type { Kind } from '../../base/domain.ts';
import { type ChecklistFacts, makeChecklist, NO_PRIOR } from '../../know/taxonomy/checklist.ts';
import type { Classify } from '../classify/ask.ts';
import { type Calibration, UNFITTED } from '../classify/calibration.ts';
import { Namer } from '../classify/namer.ts';
import type { Taught, TaughtSlot } from '../classify/taught.ts';
import type { Judges } from '../classify/verdict.ts';
import { vocabularyOf } from '../classify/vocabulary.ts';
import { type ClassifierFacts, factsOf } from '../inference/classifier.ts';
import type { ClassifierSpec } from '../inference/spec.ts';
import type { CropKeeper } from '../media/crops.ts';

/** A classifier as a watcher is told of it. */
export interface NamingModel extends ClassifierFacts {
  /** Id of the taxon of each output; undefined for background. */
  readonly labels: readonly (string | undefined)[];
  readonly gives: 'logits' | 'probabilities';
  /** Kinds that it checks and does not name. */
  readonly checks: readonly Kind[];
  /** Of the pictures that it is shown of each crop. */
  readonly margins: readonly number[];
  /** Undefined where it was never fitted. */
  readonly calibration?: Calibration;
}

/** A classifier that is installed, as a watcher is told of it. */
export function namingModel(model: {
  readonly manifest: {
    readonly gives: NamingModel['gives'];
    readonly checks: readonly Kind[];
    readonly views: readonly number[];
    readonly calibration?: Calibration | undefined;
  };
  readonly spec: ClassifierSpec;
  readonly labels: NamingModel['labels'];
}): NamingModel {
  const { gives, checks, views, calibration } = model.manifest;
  return {
    ...factsOf(model.spec),
    ...{ labels: model.labels, gives, checks, margins: views },
    ...(calibration && { calibration }),
  };
}

/** What a watcher needs to name tracks, as plain data. */
export interface NamingFacts {
  /** Kinds that the detector gives to animals whose kind it cannot tell. */
  readonly assumed: readonly Kind[];
  readonly classifiers: readonly NamingModel[];
  /** What the checklist is made from; undefined where the site has chosen to have no prior. */
  readonly checklist?: ChecklistFacts;
  /** IANA name, e.g. `Asia/Shanghai`: months are the site's. */
  readonly timeZone: string;
  /** Version of Roost. */
  readonly code: string;
  /** What the box was taught; undefined where that is nothing. */
  readonly taught?: Taught | undefined;
}

/** What verdicts are made with, for every camera of a box. */
export interface Naming extends Judges {
  readonly timeZone: string;
  /** What is put into it is used from then on, also for tracks that live. */
  readonly taught: TaughtSlot;
}

/** Makes ready what verdicts need; once for all cameras, as the vocabularies are large. */
export function namingOf(
  detector: string,
  { assumed, classifiers, checklist, timeZone, code, taught }: NamingFacts,
): Naming {
  return {
    detector,
    assumed,
    classifiers: classifiers.map(({ labels, calibration = UNFITTED, ...model }) => ({
      ...model,
      calibration,
      vocabulary: vocabularyOf(labels),
    })),
    prior: checklist ? makeChecklist(checklist) : NO_PRIOR,
    timeZone,
    code,
    taught: { now: taught },
  };
}

/** What the namer of one camera works with. */
export interface NamerParts {
  readonly camera: string;
  readonly classifier: Classify;
  readonly keeper: CropKeeper;
  /** A crop that could not be looked at. */
  failed(error: unknown): void;
  /** True where there is time: every track that is due is named before the next frame. */
  readonly patient?: boolean;
  /** Wall time of a time of frames; the same without it. */
  readonly wall?: (at: number) => number;
}

/** The namer of one camera. */
export function namerOf({ timeZone, ...judges }: Naming, parts: NamerParts): Namer {
  const { keeper, wall = (at) => at, ...own } = parts;
  return new Namer({
    ...judges,
    ...own,
    monthOf: (at) => DateTime.fromMillis(wall(at), { zone: timeZone }).month,
    crops: (track) => keeper.best(track),
  });
}
