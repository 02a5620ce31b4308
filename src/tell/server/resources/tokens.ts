import type { Response } from 'express';
import { z } from 'zod';
import { RoostError } from '../../../base/errors.ts';
import type { Access } from '../../access/access.ts';
import { type Rights, ROLES, SCOPES } from '../../access/roles.ts';
import type { TokenFacts } from '../../access/tokens.ts';
import { tellChange } from '../audited.ts';
import { whoOf } from '../door.ts';
import { Problem } from '../problem.ts';
import { jsonResource, postResource } from '../resource.ts';
import { idKey, Line, None, Time, time } from '../shapes/common.ts';

const TokenShape = z
  .object({
    id: z.string(),
    name: z.string(),
    role: z.enum(ROLES),
    scopes: z.array(z.enum(SCOPES)).optional().meta({ description: 'Parts of the API; all where it is absent' }),
    madeAt: Time,
    madeBy: z.string(),
    expiresAt: Time.optional().meta({ description: 'It is good for ever where this is absent' }),
    usedAt: Time.optional().meta({ description: 'Its last use, to five minutes' }),
    revokedAt: Time.optional(),
  })
  .meta({ id: 'Token' });

const NewTokenShape = z
  .strictObject({
    name: Line.max(100).meta({ description: 'Who or what it is for, on one line of at most 100 characters' }),
    role: z.enum(ROLES).meta({ description: `One of ${ROLES.join(', ')}` }),
    scopes: z
      .array(z.enum(SCOPES))
      .min(1)
      .optional()
      .meta({ description: `Parts of the API that it is for, of ${SCOPES.join(', ')}; all when left out` }),
    expiresInDays: z
      .int()
      .min(1)
      .max(3650)
      .optional()
      .meta({ description: 'Whole days, 1 to 3650; it is good for ever when left out' }),
  })
  .meta({ id: 'NewToken' });

/** What is known of each token. */
export function tokensResource(access: Access) {
  return jsonResource({
    path: '/api/v1/tokens',
    role: 'admin',
    scope: 'access',
    summary: 'Every token that was made, what it may do, and when it was used last; never the token',
    params: None,
    query: None,
    description: 'Tokens, oldest first',
    body: z.object({ data: z.array(TokenShape) }),
    answer: () => ({ data: access.tokens.all().map(token) }),
  });
}

/** Makes a token. */
export function makeTokenResource(access: Access, now: () => number) {
  return postResource({
    path: '/api/v1/tokens',
    role: 'admin',
    scope: 'access',
    summary: 'Make a token; it is told once, here',
    params: None,
    body: NewTokenShape,
    problems: [409, 413, 415],
    reply: {
      description: 'What is known of it, and the token',
      types: ['application/json'],
      schema: TokenShape.extend({ token: z.string() }).meta({ id: 'MadeToken' }),
      status: 201,
    },
    serve: async ({ body: { name, role, scopes, expiresInDays } }, _request, response) => {
      const who = whoOf(response)!;
      requireOwnScopes(who, scopes);
      if (access.withoutTokens) requireAdmin(role, scopes);
      const wanted = {
        ...{ name, role },
        ...(scopes && { scopes }),
        ...(expiresInDays !== undefined && { expiresAt: now() + expiresInDays * 86_400_000 }),
      };
      const made = await orProblem(() => access.tokens.make(wanted, who.name, now()));
      send(response.status(201), { ...token(made.facts), token: made.token });
      tellChange(response, { after: token(made.facts) });
    },
  });
}

/** Makes a token worth nothing. */
export function revokeTokenResource(access: Access, now: () => number) {
  return postResource({
    path: '/api/v1/tokens/{id}/revocations',
    role: 'admin',
    scope: 'access',
    summary: 'Revoke a token: what came in by it ends at once',
    params: z.strictObject({ id: idKey('Id of the token') }),
    body: None,
    problems: [404, 409, 413, 415],
    reply: { description: 'The token as it is now', types: ['application/json'], schema: TokenShape },
    serve: async ({ params: { id } }, _request, response) => {
      if (access.tokens.find(id)?.id !== id)
        throw new Problem(404, `No token ${JSON.stringify(id)}; /api/v1/tokens lists them`);
      const revoked = await orProblem(async () => access.tokens.revoke(id, now()));
      send(response, token(revoked));
      tellChange(response, { after: token(revoked) });
    },
  });
}

/** Nobody gives away more than they have. */
function requireOwnScopes({ scopes: own }: Rights, wanted: Rights['scopes']): void {
  if (!own || wanted?.every((scope) => own.includes(scope))) return;
  throw new Problem(403, `Your token is for ${own.join(', ')}; a token that it makes can be for no more`);
}

/** With the first token everybody needs one: who could not make others by it would have shut all out, themselves too. */
function requireAdmin(role: Rights['role'], scopes: Rights['scopes']): void {
  if (role === 'admin' && (!scopes || scopes.includes('access'))) return;
  throw new Problem(
    409,
    'The first token must be an admin’s, with the scope access: from then on everybody needs a token, and by another nobody could make any. ' +
      'Make an admin’s first, or this one at the machine: roost token add',
  );
}

async function orProblem<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof RoostError && /^(make|revoke) token$/.test(error.operation))
      throw new Problem(409, error.message);
    throw error;
  }
}

function send(response: Response, body: object): void {
  response.set('Cache-Control', 'no-store').json(body);
}

/** A token as answers write it. */
function token({ madeAt, expiresAt, usedAt, revokedAt, scopes, ...rest }: TokenFacts): z.input<typeof TokenShape> {
  return {
    ...rest,
    ...(scopes && { scopes: [...scopes] }),
    madeAt: time(madeAt),
    ...(expiresAt !== undefined && { expiresAt: time(expiresAt) }),
    ...(usedAt !== undefined && { usedAt: time(usedAt) }),
    ...(revokedAt !== undefined && { revokedAt: time(revokedAt) }),
  };
}
