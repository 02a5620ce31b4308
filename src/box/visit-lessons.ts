import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Media } from '../base/domain.ts';
import { say } from '../base/said/said.ts';
import { type Agreed, agreedOn } from '../count/review/agreed.ts';
import { person } from '../count/review/outcome.ts';
import type { Config } from '../know/config/config.ts';
import { hashOf } from '../see/media/files.ts';
import { type CropTools, lessonOfCrop, Unteachable } from '../try/teach/lesson.ts';
import type { Candidate } from '../try/teach/teach.ts';
import type { Readable } from './read-config.ts';

type Box = Pick<Config, 'data' | 'site'>;

/** What a visit may teach, or in words why nothing. */
export type VisitLessons =
  | { readonly agreed: Agreed; readonly candidates: readonly Candidate[] }
  | { readonly why: string };

/**
 * What a visit may teach a box: its kept crops, by what the people who looked at it are agreed on. A visit in conflict, or of which
 * nobody is sure, teaches nothing; nor does a crop out of which people were wiped.
 * @returns undefined where there is no such visit
 */
export function visitLessons(
  store: Readable,
  { data, site }: Box,
  id: string,
  tools: CropTools,
): VisitLessons | undefined {
  const reviewed = store.visits.reviewed(id);
  if (!reviewed) return undefined;
  const agreed = agreedOn(reviewed.visit, store.reviews.ofVisit(id));
  if ('why' in agreed) return agreed;
  const crops = store.media.ofVisit(id).filter(({ type }) => type === 'crop');
  if (crops.length === 0) return { why: say('no-crop', {}) };
  const weight = weightOf(agreed.people, site.teaching.weights);
  const candidates = crops.map((crop) => ({
    name: crop.file,
    lesson: async (signal: AbortSignal) =>
      lessonOfCrop(await keptCrop(crop, id, data), { ...agreed, weight }, tools, signal),
  }));
  return { agreed, candidates };
}

/** Ids of the visits that somebody decided on, each once. */
export function reviewedVisits({ reviews, visits }: Pick<Readable, 'reviews' | 'visits'>): string[] {
  const ids = reviews.said().flatMap(({ review, since }) => visits.ofTrack(review.track, since ?? 0) ?? []);
  return [...new Set(ids)];
}

/** What people's words count together. */
function weightOf(people: readonly string[], weights: Readonly<Record<string, number>>): number {
  const known = new Map(Object.entries(weights).map(([name, weight]) => [person(name), weight]));
  return people.reduce((sum, name) => sum + (known.get(person(name)) ?? 1), 0);
}

/** A crop as it is kept. @throws Unteachable where it is not kept as it was, or people were on it */
export async function keptCrop(
  { file, gone, blurred, region, box, sha256, track }: Media,
  visit: string,
  data: string,
) {
  if (gone) throw new Unteachable(say('went-for-room', {}));
  if (blurred) throw new Unteachable(say('people-wiped-out', {}));
  if (!region || !box || track === undefined) throw new Unteachable(say('place-unknown', {}));
  const path = join(data, file);
  if (!existsSync(path)) throw new Unteachable(say('file-gone', {}));
  if ((await hashOf(path)).sha256 !== sha256) throw new Unteachable(say('file-changed', {}));
  return { path, region, box, sha256, source: { of: 'visit', id: visit, file, track } as const };
}
