import { messageOf } from '../base/errors.ts';
import { type LineQuery, type LineSource, presenceLine } from '../count/tally/presence-line.ts';
import { againstTide } from '../count/tally/tide-counts.ts';
import type { Config } from '../know/config/config.ts';
import { readTide } from '../know/config/tide.ts';
import type { Tide } from '../know/tide/tide.ts';
import type { PresenceFound } from '../tell/server/deps.ts';

/** Presence by ten minutes, against the tide of the site. Where that cannot be read, why, and the rest all the same. */
export async function tidalPresence(
  config: Pick<Config, 'site' | 'folder'>,
  store: LineSource,
  query: LineQuery,
  signal?: AbortSignal,
): Promise<PresenceFound> {
  const { tide, trouble } = tideNow(config, query);
  const rows = await presenceLine(store, query, signal);
  if (!tide) return { rows, ...(trouble !== undefined && { trouble }) };
  const counts = againstTide(rows, tide);
  return { rows: counts.rows, tide: counts };
}

function tideNow(config: Pick<Config, 'site' | 'folder'>, range: LineQuery): { tide?: Tide; trouble?: string } {
  try {
    const tide = readTide(config, range);
    return tide ? { tide } : {};
  } catch (error) {
    return { trouble: messageOf(error) };
  }
}
