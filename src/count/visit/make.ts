import type { Point, Visit } from '../../base/domain.ts';
import type { SiteClock } from '../../base/site-clock.ts';
import type { Group } from './group.ts';
import type { Member } from './member.ts';
import type { Repeats, Standing } from './repeats.ts';
import { type IsFirst, reviewOf } from './review.ts';

/** What counts. */
const COUNTED: Standing = { setAside: false };

/** What members, in order of start, are together: fixtures by their place, else doubtful by the first one's weakness. */
export function standingOf(members: readonly Member[], repeats: Repeats | undefined): Standing {
  const fixed = repeats?.judge(members.map((member) => member.track));
  if (fixed?.setAside) return fixed;
  const why = members[0]?.doubt;
  return why ? { setAside: true, reason: why } : COUNTED;
}

/**
 * Id of the visit with this first member: `v-` and its track, and for what goes on after a midnight its day (`v-t1-20260501`). The
 * same whenever and in whatever order it is folded.
 */
export function visitId({ track, since }: Member, clock: SiteClock | undefined): string {
  return since === undefined || !clock ? `v-${track}` : `v-${track}-${clock.nameOf(since)}`;
}

/** Name of the zone of a camera that a point lies in; undefined outside of every zone. */
export type ZoneOf = (camera: string, point: Point) => string | undefined;

/** What a visit is told of its site. */
export interface Site {
  readonly isFirst: IsFirst;
  readonly zoneOf: ZoneOf;
  /** Knows the site's days; without it visits go on through midnights. */
  readonly clock: SiteClock | undefined;
}

/** The visit that a group makes up. Those that joined it with a name less deep add nobody: see `group`. */
export function toVisit(
  { taxon, members, individuals, continues }: Group & { readonly continues?: string | undefined },
  closed: boolean,
  standing: Standing,
  site: Site,
): Visit {
  const { camera, startAt, endAt, foot, clock } = members[0]!;
  const zone = foot && site.zoneOf(camera, foot);
  const own = members.filter((member) => member.taxon === taxon);
  const ofTracks = members.flatMap((member) => member.review);
  return {
    id: visitId(members[0]!, site.clock),
    camera,
    taxon,
    startAt,
    endAt: members.reduce((end, member) => Math.max(end, member.endAt), endAt),
    individuals,
    score: own.reduce((score, member) => Math.max(score, member.score), 0),
    tracks: members.map((member) => member.track),
    closed,
    status: standing.setAside ? 'set-aside' : 'counted',
    ...(standing.setAside && standing.reason ? { reason: standing.reason } : {}),
    review: reviewOf({ taxon, startAt, counted: !standing.setAside && !continues }, ofTracks, site.isFirst),
    ...(zone !== undefined && { zone }),
    ...(clock && { clock }),
    ...(continues !== undefined && { continues }),
  };
}
