import type { IndependenceRule } from './independence.ts';

/** What the sums of a site follow. */
export interface DailyRule extends IndependenceRule {
  /** IANA name of the zone whose days and hours are meant. */
  readonly timeZone: string;
  /** Station of each camera; one that is not named is a station of its own. */
  readonly stations: Readonly<Record<string, string>>;
}

/** Of records of one second the first counts. It was not always so: sums without it are made anew. */
const SAME_SECOND = 'first';

/** A rule as it is stored: equal for equal rules. */
export function ruleText({ timeZone, stations, intervalMinutes, compare }: DailyRule): string {
  // A camera that is a station of its own is one whether or not it is named.
  const shared = Object.entries(stations).filter(([camera, station]) => camera !== station);
  return JSON.stringify({ timeZone, stations: shared.sort(), intervalMinutes, compare, sameSecond: SAME_SECOND });
}

/** The last rule that was read, and its text: it is asked for with every sum. */
let read: { readonly text: string; readonly rule: DailyRule } | undefined;

/** The rule that stored sums follow; undefined where they are out of date. */
export function ruleOf(sums: { rule(): string | undefined }): DailyRule | undefined {
  const text = sums.rule();
  if (text === undefined) return undefined;
  if (read?.text === text) return read.rule;
  const { timeZone, stations, intervalMinutes, compare } = JSON.parse(text) as Omit<DailyRule, 'stations'> & {
    stations: [string, string][];
  };
  read = { text, rule: { timeZone, intervalMinutes, compare, stations: Object.fromEntries(stations) } };
  return read.rule;
}
