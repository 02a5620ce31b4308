import type { RequestHandler, Response } from 'express';
import { messageOf } from '../../base/errors.ts';
import { redact } from '../../base/redact.ts';
import type { Access } from '../access/access.ts';
import { whoOf } from './door.ts';
import { clientOf } from './origin.ts';
import { Problem } from './problem.ts';

const SECRET = /token|password|secret|credential/i;

/** Tells the log of changes what something was before and is now. */
export function tellChange(response: Response, change: { readonly before?: unknown; readonly after?: unknown }): void {
  response.locals.change = change;
}

/** Makes a change that was asked for, written down before and after. @param body what was asked for, as it was understood */
export type Auditing = (body: unknown, work: () => Promise<void>) => Promise<void>;

/**
 * Has the changes of a resource written down before they are made, and what came of them after. Where that cannot be written
 * down, nothing is changed.
 */
export function audited(
  { method, path }: { readonly method: string; readonly path: string },
  access: Access,
  now: () => number,
): RequestHandler {
  return (request, response, next) => {
    const auditing: Auditing = async (body, work) => {
      const told = {
        ...{ at: now(), who: whoOf(response)?.name ?? 'anyone', origin: clientOf(request) },
        what: `${method.toUpperCase()} ${path}`,
        subject: Object.values(request.params).join(' '),
        body: masked(body),
      };
      const entry = orNothing(() => access.audit.asked(told));
      try {
        await work();
      } catch (error) {
        access.audit.ended(entry, now(), outcomeOf(error));
        throw error;
      }
      access.audit.ended(entry, now(), 'done', response.locals.change);
    };
    response.locals.auditing = auditing;
    next();
  };
}

/** @throws {Problem} 503 where the log cannot be written */
function orNothing<T>(work: () => T): T {
  try {
    return work();
  } catch (cause) {
    const detail = 'Nothing was changed: it cannot be written to the audit log. The log of the box says why';
    throw new Problem(503, detail, { cause });
  }
}

function outcomeOf(error: unknown): string {
  const why = redact(messageOf(error), []);
  return error instanceof Problem ? `refused: ${why}` : `failed: ${why}`;
}

/** What was sent, without the values of keys that name a secret, and without the passwords in addresses. */
function masked(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(masked);
  if (typeof value === 'string') return redact(value, []);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, held]) => [key, SECRET.test(key) ? '***' : masked(held)]));
}
