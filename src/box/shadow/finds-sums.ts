import type { Detection, Kind, LiveMark } from '../../base/domain.ts';
import type { CameraFinds, FoundOtherwise } from '../../tell/server/shadow-facts.ts';
import { type Finds, findsOf, isFound } from '../../try/compare/finds.ts';

/** What two detectors made of one picture, with the time of one core that each took, ms. */
export interface PictureLook {
  readonly camera: string;
  readonly at: number;
  readonly marks: readonly LiveMark[];
  readonly present: readonly Detection[];
  readonly candidate: readonly Detection[];
  readonly ms: { readonly present: number; readonly candidate: number };
}

/** Nothing was looked at yet. */
export function noFinds(camera: string): CameraFinds {
  const none = { present: 0, candidate: 0 };
  return {
    ...{ camera, pictures: 0, withheld: 0, both: 0, otherKind: 0, presentOnly: 0, candidateOnly: 0, unfollowed: 0 },
    ...{ doubled: none, ms: none },
  };
}

/** Adds what was found in one picture of a camera. Pure. */
export function withLook(sum: CameraFinds, { marks, present, candidate, ms }: PictureLook): CameraFinds {
  const finds = findsOf(present, candidate);
  const followed = marks.map(({ box, kind }): Detection => ({ box, kind, score: 1 }));
  const pictures = sum.pictures + 1;
  const mean = (before: number, now: number) => before + (now - before) / pictures;
  return {
    ...{ ...sum, pictures },
    both: sum.both + finds.both.length,
    otherKind: sum.otherKind + ofOtherKind(finds).length,
    presentOnly: sum.presentOnly + finds.presentOnly.length,
    candidateOnly: sum.candidateOnly + finds.candidateOnly.length,
    unfollowed: sum.unfollowed + finds.candidateOnly.filter(({ box }) => !isFound(box, followed)).length,
    doubled: {
      present: sum.doubled.present + finds.doubled.present.length,
      candidate: sum.doubled.candidate + finds.doubled.candidate.length,
    },
    ms: { present: mean(sum.ms.present, ms.present), candidate: mean(sum.ms.candidate, ms.candidate) },
  };
}

/** The boxes of one picture that are otherwise; none where both detectors found the same. */
export function otherwiseIn({ present, candidate }: Pick<PictureLook, 'present' | 'candidate'>): FoundOtherwise[] {
  const finds = findsOf(present, candidate);
  const said = (how: FoundOtherwise['how'], found: readonly Detection[]) =>
    found.map(({ box, kind, score }): FoundOtherwise => ({ how, box, kind, score }));
  return [
    ...said('present-only', finds.presentOnly),
    ...said('candidate-only', finds.candidateOnly),
    ...ofOtherKind(finds).map(({ one, as }): FoundOtherwise => ({ how: 'other-kind', ...one, as })),
    ...said('doubled-by-present', finds.doubled.present),
    ...said('doubled-by-candidate', finds.doubled.candidate),
  ];
}

function ofOtherKind({ both }: Finds): { readonly one: Detection; readonly as: Kind }[] {
  return both.flatMap(({ present: { box, kind, score }, candidate }) =>
    kind === candidate.kind ? [] : [{ one: { box, kind, score }, as: candidate.kind }],
  );
}
