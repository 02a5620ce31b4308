import { DateTime, Duration } from 'luxon';
import { RoostError } from '../base/errors.ts';
import { shown } from '../base/shown.ts';
import type { Config } from '../know/config/config.ts';
import { type Role, SCOPES, type Scope } from '../tell/access/roles.ts';
import type { TokenFacts } from '../tell/access/tokens.ts';
import { atTheCommandLine, audited, withAccess } from './access.ts';
import type { Out } from './out.ts';

/** The options of `roost token add` as typed. */
export interface TokenCommand {
  readonly role: Role;
  /** Parts of the API, with commas between. */
  readonly scope?: string;
  /** `90d`, `12h`, or a day such as 2027-03-31, which is its last. */
  readonly expires?: string;
}

type Box = Pick<Config, 'data' | 'site'>;

/**
 * Makes a token, and prints it, once; also while the box runs.
 * @throws RoostError where the name is taken or no name, or an option is not understood
 */
export async function addToken(box: Box, name: string, options: TokenCommand, out: Out): Promise<void> {
  requireName(name);
  const now = Date.now();
  const zone = box.site.site.timeZone;
  const scopes = scopesOf(options.scope);
  const expiresAt = options.expires === undefined ? undefined : endOf(options.expires, now, zone);
  const wanted = {
    ...{ name, role: options.role },
    ...(scopes && { scopes }),
    ...(expiresAt !== undefined && { expiresAt }),
  };
  const { facts, token } = await audited(
    box,
    { what: 'roost token add', subject: name, body: wanted },
    ({ tokens }) => tokens.make(wanted, atTheCommandLine(), now),
    ({ facts }) => ({ after: facts }),
  );
  out.print(token);
  out.complain(`${lineOf(facts, now, zone)}. It is shown here only; what is kept of it is a hash.`);
}

/** Prints every token. */
export async function listTokens(box: Box, print: (line: string) => void): Promise<void> {
  const all = await withAccess(box, ({ tokens }) => tokens.all());
  for (const facts of all) print(lineOf(facts, Date.now(), box.site.site.timeZone));
  if (all.length === 0) print('No token was made. To make one: roost token add NAME --role viewer');
}

/** Makes a token worth nothing; what came in by it ends within a second. @throws RoostError where there is none */
export async function revokeToken(box: Box, nameOrId: string, print: (line: string) => void): Promise<void> {
  const facts = await audited(
    box,
    { what: 'roost token revoke', subject: shown(nameOrId).slice(0, 200), body: {} },
    async ({ tokens }) => tokens.revoke(nameOrId, Date.now()),
    (revoked) => ({ after: revoked }),
  );
  print(lineOf(facts, Date.now(), box.site.site.timeZone));
}

function requireName(name: string): void {
  if (name.trim() === name && name.length >= 1 && name.length <= 100 && shown(name) === name) return;
  throw new RoostError(
    'make token',
    shown(name),
    'is no name',
    'Write 1 to 100 characters on one line: who or what it is for',
  );
}

function scopesOf(text: string | undefined): Scope[] | undefined {
  if (text === undefined) return undefined;
  const given = text.split(',').map((part) => part.trim());
  const wrong = given.find((part) => !(SCOPES as readonly string[]).includes(part));
  if (wrong !== undefined)
    throw new RoostError('make token', `--scope ${shown(wrong)}`, 'is no scope', `Take some of ${SCOPES.join(', ')}`);
  return [...new Set(given)] as Scope[];
}

/** When a token ends, ms. */
function endOf(text: string, now: number, zone: string): number {
  const wrong = (why: string) =>
    new RoostError('make token', `--expires ${shown(text)}`, why, 'Write it as 90d, 12h, or the last day, 2027-03-31');
  const units = { h: 'hours', d: 'days', w: 'weeks', y: 'years' } as const;
  const [, count, unit] = /^(\d{1,4})([hdwy])$/.exec(text) ?? [];
  const at = count
    ? DateTime.fromMillis(now, { zone }).plus(
        Duration.fromObject({ [units[unit as keyof typeof units]]: Number(count) }),
      )
    : /^\d{4}-\d\d-\d\d$/.test(text)
      ? DateTime.fromISO(text, { zone }).plus({ days: 1 })
      : undefined;
  if (!at?.isValid) throw wrong('is no length of time and no day');
  if (at.toMillis() <= now) throw wrong('is over already');
  return at.toMillis();
}

function lineOf(
  { id, name, role, scopes, expiresAt, usedAt, revokedAt }: TokenFacts,
  now: number,
  zone: string,
): string {
  const say = (at: number) => DateTime.fromMillis(at, { zone }).toFormat('yyyy-MM-dd HH:mm');
  const state =
    revokedAt !== undefined
      ? `revoked ${say(revokedAt)}`
      : expiresAt === undefined
        ? 'good for ever'
        : `${expiresAt <= now ? 'expired' : 'good until'} ${say(expiresAt)}`;
  return [
    `${id} ${name}: ${role}${scopes ? ` for ${scopes.join(', ')}` : ''}`,
    state,
    usedAt === undefined ? 'not used yet' : `last used ${say(usedAt)}`,
  ].join('; ');
}
