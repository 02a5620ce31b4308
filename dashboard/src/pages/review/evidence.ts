import type { Media, VisitDetail } from '../../api/types.ts';

/** Pictures that are still kept, the best first. Pure. */
export function bestFirst(media: readonly Media[]): Media[] {
  return media.filter(({ type, gone }) => type === 'crop' && !gone).sort((a, b) => (b.score ?? 0) - (a.score ?? 0));
}

/**
 * True where a first record waits for a second person and this one has confirmed it already: another confirmation of theirs would
 * change nothing. Names are compared as the box does. Pure.
 */
export function isOwnFirst({ outcome }: Pick<VisitDetail, 'outcome'>, name: string): boolean {
  const person = (said: string) => said.normalize('NFKC').trim().toLowerCase();
  return outcome?.status === 'awaiting' && outcome.by.some((by) => person(by) === person(name));
}
