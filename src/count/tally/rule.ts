import type { IndependenceRule } from './independence.ts';
import type { Stations } from './stations.ts';

/** What the sums of a site follow. */
export interface DailyRule extends IndependenceRule {
  /** IANA name of the zone whose days and hours are meant. */
  readonly timeZone: string;
  /** Where each camera was; one that is not named is a station of its own. */
  readonly stations: Stations;
}

/** Of records of one second the first counts. It was not always so: sums without it are made anew. */
const SAME_SECOND = 'first';

/** A rule as it is stored: equal for equal rules. */
export function ruleText({ timeZone, stations, intervalMinutes, compare }: DailyRule): string {
  // A camera that is a station of its own is one whether or not it is named.
  const shared = Object.entries(stations).filter(([camera, station]) => camera !== station);
  shared.sort(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify({ timeZone, stations: shared, intervalMinutes, compare, sameSecond: SAME_SECOND });
}

/** The last rule that was read, and its text: it is asked for with every sum. */
let read: { readonly text: string; readonly rule: DailyRule } | undefined;

/** The rule that stored sums follow; undefined where they are out of date. */
export function ruleOf(sums: { rule(): string | undefined }): DailyRule | undefined {
  return parsed(sums.rule());
}

/** The rule under which sums are kept, also where they are out of date; undefined before the first time. */
export function keptRule(sums: { kept(): string | undefined }): DailyRule | undefined {
  return parsed(sums.kept());
}

function parsed(text: string | undefined): DailyRule | undefined {
  if (text === undefined) return undefined;
  if (read?.text === text) return read.rule;
  const { timeZone, stations, intervalMinutes, compare } = JSON.parse(text) as Omit<DailyRule, 'stations'> & {
    stations: [string, Stations[string]][];
  };
  read = { text, rule: { timeZone, intervalMinutes, compare, stations: Object.fromEntries(stations) } };
  return read.rule;
}
