import { isDeepStrictEqual } from 'node:util';
import { DateTime } from 'luxon';
import { uuidv7 } from 'uuidv7';
import type { Alert, Channel, Reviewed } from '../../base/domain.ts';
import { countedAs } from '../../count/review/basis.ts';
import type { VisitNews } from '../../count/store/change.ts';
import type { Store, Tables } from '../../count/store/store.ts';
import { isWildSpecies, protectedInTheWild } from '../../know/taxonomy/wild.ts';
import { type Choice, hears } from './choose.ts';
import { type AlertFacts, newReasons, stateOf } from './decide.ts';

/** What alerts are told of the site. */
export interface AlertSite {
  /** IANA name of the zone whose years and days are meant. */
  readonly timeZone: string;
  /** True for what the site's own checklist has. */
  listed(taxon: string): boolean;
  /** True for a species that nobody is told of. */
  leftOut?(taxon: string): boolean;
  /** Where alerts are sent, and which; on the API they are in any case. */
  readonly channels: Readonly<Record<Channel, Choice>>;
}

/**
 * Opens and changes alerts in the transaction of the change of their visit, from now on; returns how to stop. Where that
 * fails the visit stands without, and is looked at again.
 */
export function openAlerts(store: Store, site: AlertSite): () => void {
  return store.follow({
    name: 'alerts',
    take: (change, tables) => change.of === 'visit' && take(change, tables, site),
    again: (visit, tables, at) => alertOf(visit, tables.visits.reviewed(visit), at, tables, site),
  });
}

function take({ before, after, at }: VisitNews, tables: Tables, site: AlertSite): void {
  if (before && after && isDeepStrictEqual(worth(before), worth(after))) return;
  alertOf((after ?? before)!.visit.id, after, at, tables, site);
}

/** Brings the alerts of a visit in step with what it is now; undefined where it is none any more. */
function alertOf(visit: string, after: Reviewed | undefined, at: number, tables: Tables, site: AlertSite): void {
  for (const alert of tables.alerts.ofVisit(visit)) {
    // A visit that became part of another one took its animal along.
    const home = after ?? moved(alert, tables);
    const state = stateOf(alert, home);
    if (state === alert.state && (home?.visit.id ?? alert.visit) === alert.visit) continue;
    tables.alerts.put({ ...alert, state, changedAt: at, visit: home?.visit.id ?? alert.visit });
    if (state !== alert.state) send(tables, site, alert, 'update', at);
  }
  const taxon = after && countedAs(after, 'best')?.taxon;
  if (!after || taxon === undefined || site.leftOut?.(taxon)) return;
  for (const reason of newReasons(after, factsOf(tables, site))) {
    const counted = countedAs(after, 'best')!;
    const { id, camera, startAt, score, tracks } = after.visit;
    const level = protectedInTheWild(counted.taxon);
    const alert: Alert = {
      ...{
        id: uuidv7(),
        reason,
        ...counted,
        visit: id,
        track: tracks[0] ?? '',
        camera,
        at: startAt,
        changedAt: at,
        score,
      },
      ...(level && { level }),
      state: 'unconfirmed',
    };
    tables.alerts.put({ ...alert, state: stateOf(alert, after) });
    send(tables, site, alert, 'new', at);
  }
}

/** What of a visit matters to alerts. */
function worth(reviewed: NonNullable<VisitNews['before']>) {
  return { counted: countedAs(reviewed, 'best')?.taxon, status: reviewed.outcome?.status, at: reviewed.visit.startAt };
}

function moved({ track, at }: Alert, { tracks, visits }: Tables): Reviewed | undefined {
  const home = tracks.get(track) && visits.ofTrack(track, at);
  return home === undefined ? undefined : visits.reviewed(home);
}

function send({ deliveries }: Tables, site: AlertSite, alert: Alert, news: 'new' | 'update', at: number): void {
  if (site.leftOut?.(alert.taxon)) return;
  for (const [channel, choice] of Object.entries(site.channels))
    if (hears(choice, alert)) deliveries.put({ alert: alert.id, channel, news, at });
}

function factsOf({ visits, alerts }: Tables, { timeZone, listed }: AlertSite): AlertFacts {
  const span = (unit: 'year' | 'day') => (at: number) => {
    const from = DateTime.fromMillis(at, { zone: timeZone }).startOf(unit);
    return {
      from: from.toMillis(),
      to: from
        .plus({ [unit]: 1 })
        .startOf(unit)
        .toMillis(),
    };
  };
  return {
    protection: protectedInTheWild,
    isWildSpecies,
    listed,
    carried: ({ continues }, taxon) => {
      const earlier = continues === undefined ? undefined : visits.reviewed(continues);
      return earlier !== undefined && countedAs(earlier, 'best')?.taxon === taxon;
    },
    recorded: (taxon, from, to) => visits.recordedBetween(taxon, from, to),
    stands: (reason, taxon, from, to, camera) => alerts.standing(reason, taxon, from, to, camera) !== undefined,
    year: span('year'),
    day: span('day'),
  };
}
