import { messageOf } from '../../base/errors.ts';
import type { Config } from '../../know/config/config.ts';
import { Access } from '../../tell/access/access.ts';
import { accessFile } from '../../tell/access/database.ts';

/** Does what the box decides by itself, with an entry in the log of changes: before it is done, and what came of it. */
export async function ownChange(
  { data }: Pick<Config, 'data'>,
  { what, subject, why }: { readonly what: string; readonly subject: string; readonly why: string },
  work: () => Promise<void>,
): Promise<void> {
  const access = new Access(accessFile(data), undefined, Date.now);
  try {
    const entry = access.audit.asked({
      ...{ at: Date.now(), who: 'roost', origin: 'the box itself' },
      ...{ what, subject, body: { why } },
    });
    try {
      await work();
      access.audit.ended(entry, Date.now(), 'done');
    } catch (error) {
      access.audit.ended(entry, Date.now(), `failed: ${messageOf(error)}`);
      throw error;
    }
  } finally {
    access.close();
  }
}
