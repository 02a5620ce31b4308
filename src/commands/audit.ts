import { DateTime } from 'luxon';
import { RoostError } from '../base/errors.ts';
import { shown } from '../base/shown.ts';
import type { Config } from '../know/config/config.ts';
import type { AuditEntry } from '../tell/access/audit.ts';
import { withAccess } from './access.ts';

/** Prints who changed what, newest first; also while the box runs. @param limit at most so many */
export async function auditCommand(
  box: Pick<Config, 'data' | 'site'>,
  { limit, json }: { readonly limit: string; readonly json?: boolean },
  print: (line: string) => void,
): Promise<void> {
  const most = /^\d{1,6}$/.test(limit) ? Number(limit) : 0;
  if (most < 1) throw new RoostError('read audit log', `--limit ${limit}`, 'is no number from 1 on');
  const entries = await withAccess(box, ({ audit }) => audit.list(Number.MAX_SAFE_INTEGER, most));
  for (const entry of entries) print(json ? JSON.stringify(entry) : lineOf(entry, box.site.site.timeZone));
  if (entries.length === 0 && !json) print('Nothing was changed yet.');
}

function lineOf({ entry, at, who, origin, what, subject, body, outcome }: AuditEntry, zone: string): string {
  const when = DateTime.fromMillis(at, { zone }).toFormat('yyyy-MM-dd HH:mm:ss');
  const from = origin === 'command line' ? '' : ` from ${origin}`;
  const said = JSON.stringify(body);
  return shown(
    `${entry} ${when} ${who}${from}: ${what}${subject && ` ${subject}`}${said === '{}' ? '' : ` ${said}`}: ${outcome ?? 'not known, the box ended meanwhile'}`,
  );
}
