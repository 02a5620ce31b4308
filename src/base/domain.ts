/**
 * The words of Roost as types. It imports nothing but the rest of the words, in `domain/`; everything may import it.
 *
 * Units, everywhere: time in milliseconds since the Unix epoch (UTC) unless the name says otherwise,
 * boxes as fractions of the frame, scores from 0 to 1.
 */

export type * from './domain/alert.ts';
export type * from './domain/camera.ts';
export type * from './domain/clip.ts';
export type * from './domain/counts-diff.ts';
export type * from './domain/deployment.ts';
export * from './domain/effort.ts';
export * from './domain/fault.ts';
export * from './domain/live.ts';
export type * from './domain/named-again.ts';
export * from './domain/publication.ts';
export type * from './domain/review.ts';
export * from './domain/seen.ts';
export * from './domain/track.ts';
export type * from './domain/visit.ts';
export type * from './domain/watcher.ts';
