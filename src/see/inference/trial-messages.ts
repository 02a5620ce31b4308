import type { Detection } from '../../base/domain.ts';
import type { ClassifierSpec, DetectorSpec } from './spec.ts';

/** A crop on disk: planar YUV 4:2:0 at limited range, width and height in pixels, both even, 4 or more. */
export interface TrialCrop {
  readonly file: string;
  readonly width: number;
  readonly height: number;
}

/** What is tried: one model on some crops. */
export interface Trial {
  readonly model:
    | { readonly task: 'detect'; readonly spec: DetectorSpec }
    | { readonly task: 'classify'; readonly spec: ClassifierSpec };
  readonly crops: readonly TrialCrop[];
}

/** What the model gave for a crop: boxes as fractions of it, or the raw output. */
export type TrialAnswer = { readonly detections: readonly Detection[] } | { readonly scores: Float32Array };

/** What came of a trial. */
export type TrialOutcome =
  | {
      readonly good: true;
      /** In the order of the crops. */
      readonly answers: readonly TrialAnswer[];
      /** Time of one core for one crop, ms, the median of some runs. */
      readonly ms: number;
    }
  | {
      readonly good: false;
      /** `operator`: unknown to the runtime; `unloadable`: it is no such model; `late`: no answer in time; `broken`: it ended. */
      readonly fault: 'operator' | 'unloadable' | 'late' | 'broken';
      readonly why: string;
    };
