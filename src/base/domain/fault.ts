import type { CauseCode } from './camera.ts';

/**
 * What keeps a camera or the whole box from seeing and counting:
 *
 * - of cameras: `down` (no picture comes), `frozen` (the same picture), `covered` (something before the lens), `blurred` (dirty,
 *   fogged or out of focus for long), `dark` (no light where there should be some);
 * - of the box: `inference` (nobody looks at the pictures), `disk` (full, or it refuses), `clock` (it cannot be right), `model`
 *   (one that was put into use did worse, and was taken back).
 */
export const FAULT_KINDS = [
  'down',
  'frozen',
  'covered',
  'blurred',
  'dark',
  'inference',
  'disk',
  'clock',
  'model',
] as const;
export type FaultKind = (typeof FAULT_KINDS)[number];

/** A camera that a fault came over. */
export interface FaultyCamera {
  readonly camera: string;
  /** Since when, ms. */
  readonly since: number;
  /** Why, where that is known. */
  readonly cause?: CauseCode;
  /** When it was well again; absent while it is not. */
  readonly wellAt?: number;
}

/** Something that people hear of when it begins and when it ends. Cameras that were lost together are in one. */
export interface Fault {
  readonly id: string;
  readonly kind: FaultKind;
  /** When the first of its cameras was lost, or the box was, ms. */
  readonly beganAt: number;
  /** Absent while it goes on. */
  readonly endedAt?: number;
  readonly changedAt: number;
  /** Empty where it is the box's. */
  readonly cameras: readonly FaultyCamera[];
  /** What the box says of it; no secrets. */
  readonly message?: string;
}
