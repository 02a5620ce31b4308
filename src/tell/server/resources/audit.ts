import { z } from 'zod';
import { saidBeside } from '../../../base/said/said.ts';
import type { Access } from '../../access/access.ts';
import { jsonResource } from '../resource.ts';
import { limitKey, None, Time, time, wholeKey } from '../shapes/common.ts';
import { saidKey } from '../shapes/said.ts';

const EntryShape = z
  .object({
    entry: z.int(),
    at: Time,
    who: z.string().meta({ description: 'Name of the token, or who sat at the box' }),
    origin: z.string().meta({ description: 'Address that it came from, or `command line`' }),
    what: z.string().meta({ example: 'POST /api/v1/visits/{id}/reviews' }),
    subject: z.string().meta({ description: 'What it was done to; empty where that is the box' }),
    body: z.unknown().meta({ description: 'What was asked for, without secrets' }),
    outcome: z
      .string()
      .optional()
      .meta({ description: '`done`, or why not; absent where the box ended before it was known' }),
    said: saidKey,
    result: z.unknown().optional().meta({ description: 'What it was before and is now, where that was told' }),
  })
  .meta({ id: 'AuditEntry' });

/** Who changed what. */
export function auditResource(access: Access) {
  return jsonResource({
    path: '/api/v1/audit',
    role: 'admin',
    scope: 'access',
    summary: 'Who changed what, newest first; nothing of it can be changed or deleted',
    params: None,
    query: z.strictObject({
      before: wholeKey('Only entries before this one, a whole number', 0, Number.MAX_SAFE_INTEGER),
      limit: limitKey(500, 50),
    }),
    description: 'One page of the log of changes',
    body: z.object({
      data: z.array(EntryShape),
      next: z.int().optional().meta({ description: 'Give it as `before` for the next page; absent on the last' }),
    }),
    answer: ({ query: { before = Number.MAX_SAFE_INTEGER, limit } }) => {
      const entries = access.audit.list(before, limit + 1);
      const page = entries.slice(0, limit);
      return {
        data: page.map(({ at, ...entry }) => ({ ...entry, ...saidBeside(entry.outcome), at: time(at) })),
        ...(entries.length > limit && { next: page.at(-1)!.entry }),
      };
    },
  });
}
