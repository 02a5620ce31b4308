import type { Track } from '../../base/domain.ts';
import type { SiteClock } from '../../base/site-clock.ts';
import type { Member } from './member.ts';

/** Most days that one track is cut into; what is longer comes from a clock that jumped, and its last part holds the rest. */
const MOST_DAYS = 60;

/**
 * Cuts what a track is a member as at each midnight of the site: visits belong to one day. Each part but the last ends with
 * its day, and each but the first begins with it.
 */
export function byDay(member: Member, { path }: Pick<Track, 'path'>, clock: SiteClock | undefined): Member[] {
  if (!clock) return [member];
  const parts: Member[] = [];
  for (let { startAt } = member; ; ) {
    const { day, end } = clock.at(startAt);
    const last = member.endAt <= end || parts.length === MOST_DAYS - 1;
    const first = parts.length === 0;
    const seen = first ? undefined : path.find(({ at }) => at >= startAt)?.box;
    parts.push({
      ...member,
      ...{ day, startAt, endAt: last ? member.endAt : end, live: last && member.live },
      ...(!first && { since: startAt }),
      ...(seen && { foot: [seen.x + seen.w / 2, seen.y + seen.h] as const }),
    });
    if (last) return parts;
    startAt = end;
  }
}
