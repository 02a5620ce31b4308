import type { ModelOpinion } from '../../base/domain.ts';
import type { AlikeTo } from './alike.ts';
import type { Lesson } from './lesson.ts';

/** What lies behind a visit's name of what was taught. */
export interface TaughtWhy {
  /** What was taught by this very visit. */
  readonly taught: readonly Lesson[];
  /** What heads of what was taught said when it was named, the newest of each track. */
  readonly opinions: readonly ModelOpinion[];
  /** Of each kept crop the taught pictures that are most alike, as it is taught now. */
  readonly crops: readonly {
    readonly file: string;
    readonly alike: readonly (AlikeTo & { readonly model: string })[];
  }[];
}
