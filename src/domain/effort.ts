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
  /** Frames that a minute holds at the analysis rate. */
  readonly expected?: number;
  /** What could be seen in it; `unknown` where it was not measured, which counts as clear. */
  readonly sight?: Sight;
  /** Mean brightness, 0 to 255. */
  readonly luma?: number;
  /** Mean absolute difference of neighbouring pixels' brightness, 0 to 255. */
  readonly sharpness?: number;
  /** Id of the models and settings in force. */
  readonly setup?: string;
}

/**
 * What a camera could see in a minute: `dark` is too dark for a camera without infrared; `covered` is a picture of nothing;
 * `blurred` is one far less sharp than that camera's own have been, as in fog or out of focus.
 */
export type Sight = 'unknown' | 'clear' | 'dark' | 'covered' | 'blurred';

/** Where and how a camera stands, from a start to an end. */
export interface Deployment {
  /** Camera and first day: `east-mudflat-20260501`. */
  readonly id: string;
  readonly camera: string;
  readonly startAt: number;
  /** Absent while it goes on. */
  readonly endAt?: number;
  readonly place: string;
  /** Cameras of one station are judged together for independence; the camera's id where none is set. */
  readonly station: string;
  readonly latitude: number;
  readonly longitude: number;
  readonly heightMetres?: number;
  readonly directionDegrees?: number;
  readonly habitat: string;
  readonly infrared: boolean;
}
