/** Where and how a camera stands, from a start to an end. Those of one camera never overlap. */
export interface Deployment {
  /** Camera and first day as it was first told: `east-mudflat-20260501`. It stays where the day is corrected. */
  readonly id: string;
  readonly camera: string;
  /** What people called the camera then. */
  readonly name?: string;
  readonly startAt: number;
  /** Absent while it goes on. */
  readonly endAt?: number;
  readonly place: string;
  /** Cameras of one station are judged together for independence; the camera's id where none is set. */
  readonly station: string;
  readonly latitude: number;
  readonly longitude: number;
  /** Nobody told where the camera stands: the position is the site's. */
  readonly atSite?: true;
  readonly heightMetres?: number;
  readonly directionDegrees?: number;
  readonly habitat: string;
}

/** What a camera's file says of where the camera stands; what it does not say is absent. */
export interface CameraSays {
  readonly camera: string;
  readonly name: string;
  /** Start of its first day, ms. */
  readonly startAt?: number;
  /** End of its last day, ms. */
  readonly endAt?: number;
  readonly place: string;
  /** The camera's id where the file names none. */
  readonly station: string;
  readonly latitude?: number;
  readonly longitude?: number;
  readonly heightMetres?: number;
  readonly directionDegrees?: number;
  readonly habitat: string;
}
