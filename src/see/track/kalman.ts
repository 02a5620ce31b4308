/**
 * Kalman filters of one coordinate, in closed form. A box has independent noise in x, y and size, so its filter falls
 * apart into these small ones and no matrix is needed. Values are immutable; time is in seconds.
 * Formulas: Bar-Shalom, Li, Kirubarajan, "Estimation with Applications to Tracking and Navigation" (2001), 5.2 and 6.2.
 */

/** A position with its velocity: estimate and covariance. */
export interface Axis {
  readonly x: number;
  /** Units a second. */
  readonly v: number;
  readonly pxx: number;
  readonly pxv: number;
  readonly pvv: number;
}

/** A value that drifts without direction: estimate and variance. */
export interface Level {
  readonly x: number;
  readonly p: number;
}

/**
 * Constant velocity over `dt` seconds with white-noise acceleration of power `q` (units² / s³): 6.2.2.
 * Exactly composable: one step over an uneven gap equals many small ones.
 */
export function predictAxis(a: Axis, dt: number, q: number): Axis {
  return {
    x: a.x + a.v * dt,
    v: a.v,
    pxx: a.pxx + 2 * dt * a.pxv + dt * dt * a.pvv + (q * dt ** 3) / 3,
    pxv: a.pxv + dt * a.pvv + (q * dt * dt) / 2,
    pvv: a.pvv + q * dt,
  };
}

/** Corrects an axis by a measured position `z` with variance `r`. */
export function updateAxis(a: Axis, z: number, r: number): Axis {
  const s = a.pxx + r;
  const gainX = a.pxx / s;
  const gainV = a.pxv / s;
  const residual = z - a.x;
  return {
    x: a.x + gainX * residual,
    v: a.v + gainV * residual,
    pxx: (1 - gainX) * a.pxx,
    pxv: (1 - gainX) * a.pxv,
    pvv: a.pvv - gainV * a.pxv,
  };
}

/** A random walk of power `q` (units² / s) over `dt` seconds. */
export function predictLevel(a: Level, dt: number, q: number): Level {
  return { x: a.x, p: a.p + q * dt };
}

/** Corrects a level by a measured value `z` with variance `r`. */
export function updateLevel(a: Level, z: number, r: number): Level {
  const gain = a.p / (a.p + r);
  return { x: a.x + gain * (z - a.x), p: (1 - gain) * a.p };
}

/** Minus twice the log likelihood of a residual under a normal distribution of variance `s`. */
export function surprise(residual: number, s: number): number {
  return (residual * residual) / s + Math.log(2 * Math.PI * s);
}
