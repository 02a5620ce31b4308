import { createHash } from 'node:crypto';
import type { Config } from '../know/config/config.ts';
import { withAccess } from './access.ts';

/** Settings by their place, e.g. `visits.gapSeconds`, `cameras.east.fps`, as JSON. */
export type FlatSettings = Readonly<Record<string, string>>;

/** A setting that is another than it was; absent where there was none, or is none. */
export interface ChangedSetting {
  readonly setting: string;
  readonly before?: string;
  readonly after?: string;
}

/** Addresses may hold what opens a door elsewhere: of them it is told only that they changed. */
const TOLD_AS_HASH = /^(alerts|feed|push)\.|(url|uri|address)$/i;

/** All that roost.yaml, the camera files and the checklist say. */
export function flatSettings({
  site,
  cameras,
  checklist,
}: Pick<Config, 'site' | 'cameras' | 'checklist'>): FlatSettings {
  const byId = Object.fromEntries(cameras.map((camera) => [camera.id, camera]));
  const flat: Record<string, string> = {};
  const add = (value: unknown, path: string) => {
    if (typeof value === 'object' && value !== null && !Array.isArray(value))
      for (const [key, held] of Object.entries(value)) add(held, path === '' ? key : `${path}.${key}`);
    else if (value !== undefined) flat[path] = TOLD_AS_HASH.test(path) ? hash(value) : JSON.stringify(value);
  };
  add({ ...site, cameras: byId, checklist: checklist.id }, '');
  return flat;
}

/** What changed, in the order of its places. */
export function changedSettings(before: FlatSettings, after: FlatSettings): ChangedSetting[] {
  const places = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
  return places.flatMap((setting) => {
    const [was, is] = [before[setting], after[setting]];
    if (was === is) return [];
    return { setting, ...(was !== undefined && { before: was }), ...(is !== undefined && { after: is }) };
  });
}

/**
 * Writes to the log of changes what the files say otherwise than when the box was started last. Who changed them, they do not tell.
 * @returns how many settings changed
 * @throws RoostError (rejects) where it cannot be written down
 */
export function logSettings(
  config: Pick<Config, 'site' | 'cameras' | 'checklist' | 'data'>,
  now: number,
): Promise<number> {
  return withAccess(config, (access) => {
    const is = flatSettings(config);
    const kept = access.recall('settings');
    const changed = kept === undefined ? [] : changedSettings(JSON.parse(kept) as FlatSettings, is);
    if (kept !== undefined && changed.length === 0) return 0;
    const told = { at: now, who: 'whoever edited the files', origin: 'files', subject: '' };
    const what = kept === undefined ? 'settings, read for the first time' : 'settings, changed in the files';
    const entry = access.audit.asked({ ...told, what, body: changed });
    access.remember('settings', JSON.stringify(is));
    access.audit.ended(entry, now, 'done');
    return changed.length;
  });
}

function hash(value: unknown): string {
  return `sha256 ${createHash('sha256').update(JSON.stringify(value)).digest('hex').slice(0, 12)}`;
}
