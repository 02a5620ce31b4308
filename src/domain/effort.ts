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
}

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
}
