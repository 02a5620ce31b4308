/** One picture that was taught. */
export interface Example {
  /** Stable, so that what was taught can be taken back. */
  readonly id: string;
  /** Id of the taxon that it shows: a species, or a wider taxon where no more is known. */
  readonly taxon: string;
  /** As the model gives it, neither centred nor normalised. */
  readonly feature: Float32Array;
  /** Above 0; 1 is one person's word. */
  readonly weight: number;
  /** What must be left out together when the head is tried on its own examples: a visit, a source. */
  readonly group: string;
}

/** The feature of one look at an animal that is to be named. */
export interface TaughtLook {
  /** As the model gives it. */
  readonly feature: Float32Array;
  /** Above 0; only ratios matter. */
  readonly weight: number;
}
