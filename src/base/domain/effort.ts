/** What the pictures of a minute allow to see: too dark, something before the lens, or fogged and out of focus. */
export type Sight = 'clear' | 'dark' | 'covered' | 'blurred';

/**
 * Whether the box's clock could be believed. `doubtful`: it had not been set since the box started, or was found to be wrong
 * later, by more than a clock drifts: the times told are those that the box believed.
 */
export type ClockDoubt = 'doubtful';

/**
 * One minute of one camera: absence is data. Seconds watched are those in which frames were analysed.
 * `minute` is the start of the minute, in milliseconds.
 */
export interface EffortMinute {
  readonly camera: string;
  readonly minute: number;
  readonly frames: number;
  readonly dropped: number;
  readonly watchedSeconds: number;
  /** Frames that the seconds watched should have given at the rate that was set. */
  readonly expected?: number;
  /** Absent where too little was seen to tell, and in minutes of before it was told; such a minute counts as looked at. */
  readonly sight?: Sight;
  /** Mean brightness of the pictures, 0 to 255. */
  readonly luma?: number;
  /** Mean difference between neighbouring pixels, 0 to 255: falls with fog, drops and a lost focus. */
  readonly sharpness?: number;
  /** Models and settings in force: id of a setup. */
  readonly setup?: string;
  /** Present where any part of it was told under a clock that was not right: nobody can say that this minute was watched. */
  readonly clock?: ClockDoubt;
}

/** True for a minute that is known to be this one and in which the camera could see: what was not found then was not there to be found. */
export function couldSee({ sight, clock }: Pick<EffortMinute, 'sight' | 'clock'>): boolean {
  return clock === undefined && (sight === undefined || sight === 'clear');
}

/** Models and settings under which minutes were watched. */
export interface Setup {
  /** A short hash of the rest. */
  readonly id: string;
  /** Each model with its hash. */
  readonly models: readonly string[];
  /** Version of Roost. */
  readonly code: string;
  /** The checklist that weighed names, with its version. */
  readonly checklist: string;
  /** Frames a second, size, sweep, budget and gap, by name. */
  readonly settings: Readonly<Record<string, string | number | boolean>>;
}
