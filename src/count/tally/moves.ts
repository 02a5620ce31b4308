import type { Deployment } from '../../base/domain.ts';

/** A camera that was put up elsewhere, or turned: where a deployment follows another one. */
export interface Move {
  readonly camera: string;
  /** When it stood there first, ms. */
  readonly at: number;
  readonly before: Deployment;
  readonly after: Deployment;
  /** How far; undefined where nobody told one of the positions. */
  readonly metres?: number;
}

/** Mean radius of the earth, metres (IUGG). */
const RADIUS = 6_371_009;

/** The moves of cameras in a range of time, by time. @param deployments by camera, then by start */
export function movesIn(deployments: readonly Deployment[], from: number, to: number): Move[] {
  return deployments
    .flatMap((after, index) => {
      const before = deployments[index - 1];
      const moved = before?.camera === after.camera && after.startAt >= from && after.startAt < to;
      if (!moved) return [];
      const metres = before.atSite || after.atSite ? undefined : distance(before, after);
      return [{ camera: after.camera, at: after.startAt, before, after, ...(metres !== undefined && { metres }) }];
    })
    .sort((a, b) => a.at - b.at);
}

/** Metres along the surface between two positions: the haversine formula. */
function distance(a: Deployment, b: Deployment): number {
  const radians = (degrees: number) => (degrees * Math.PI) / 180;
  const half = (degrees: number) => Math.sin(radians(degrees) / 2) ** 2;
  const across = Math.cos(radians(a.latitude)) * Math.cos(radians(b.latitude)) * half(b.longitude - a.longitude);
  return 2 * RADIUS * Math.asin(Math.min(1, Math.sqrt(half(b.latitude - a.latitude) + across)));
}
