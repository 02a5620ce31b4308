import type { Box, Point } from './domain.ts';

/** Area of a box as a fraction of the frame. */
export function area(box: Box): number {
  return Math.max(0, box.w) * Math.max(0, box.h);
}

/** Area that two boxes share, as a fraction of the frame. */
export function intersection(a: Box, b: Box): number {
  const w = Math.min(a.x + a.w, b.x + b.w) - Math.max(a.x, b.x);
  const h = Math.min(a.y + a.h, b.y + b.h) - Math.max(a.y, b.y);
  return w > 0 && h > 0 ? w * h : 0;
}

/** Intersection over union, 0 to 1. */
export function iou(a: Box, b: Box): number {
  const shared = intersection(a, b);
  const union = area(a) + area(b) - shared;
  return union > 0 ? shared / union : 0;
}

/** How much of the smaller box lies in the other, 0 to 1 (intersection over minimum). */
export function containment(a: Box, b: Box): number {
  const smaller = Math.min(area(a), area(b));
  return smaller > 0 ? intersection(a, b) / smaller : 0;
}

/** The smallest box that holds both. */
export function union(a: Box, b: Box): Box {
  const x = Math.min(a.x, b.x);
  const y = Math.min(a.y, b.y);
  return { x, y, w: Math.max(a.x + a.w, b.x + b.w) - x, h: Math.max(a.y + a.h, b.y + b.h) - y };
}

/** The part of a box that lies in the frame. Size 0 where none does. */
export function clip(box: Box): Box {
  const x = Math.min(1, Math.max(0, box.x));
  const y = Math.min(1, Math.max(0, box.y));
  return {
    x,
    y,
    w: Math.max(0, Math.min(1, box.x + box.w) - x),
    h: Math.max(0, Math.min(1, box.y + box.h) - y),
  };
}

/** Centre of a box as fractions of the frame. */
export function centre(box: Box): Point {
  return [box.x + box.w / 2, box.y + box.h / 2];
}

/** True if the point lies in the polygon (even-odd rule). Points on an edge may fall either way. */
export function inside([px, py]: Point, polygon: readonly Point[]): boolean {
  let odd = false;
  for (let i = 0, j = polygon.length - 1; i < polygon.length; j = i++) {
    const [xi, yi] = polygon[i]!;
    const [xj, yj] = polygon[j]!;
    if (yi > py !== yj > py && px < ((xj - xi) * (py - yi)) / (yj - yi) + xi) odd = !odd;
  }
  return odd;
}
