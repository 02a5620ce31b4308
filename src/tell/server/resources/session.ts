import type { Request, Response } from 'express';
import { z } from 'zod';
import type { Access, Who } from '../../access/access.ts';
import type { Asked } from '../../access/audit.ts';
import { ROLES, SCOPES } from '../../access/roles.ts';
import { SESSION_MS } from '../../access/sessions.ts';
import { AT_THE_BOX, COOKIE, type Door, PAGE_HEADER, whoOf } from '../door.ts';
import { clientOf } from '../origin.ts';
import { postResource, rawResource } from '../resource.ts';
import { None } from '../shapes/common.ts';

const SessionShape = z
  .object({
    setup: z.literal(true).optional().meta({ description: 'Before a box has its files: /api/v1/setup takes them' }),
    needed: z.boolean().meta({ description: 'False where somebody at the box asks, and no token was made yet' }),
    name: z.string().optional().meta({ description: 'Name of the token; absent where nobody is logged in' }),
    role: z.enum(ROLES).optional(),
    scopes: z.array(z.enum(SCOPES)).optional().meta({ description: 'Parts of the API; all where it is absent' }),
    proof: z
      .string()
      .optional()
      .meta({ description: `What the page sends as ${PAGE_HEADER} with each change, where a cookie says who it is` }),
  })
  .meta({ id: 'Session' });

/** What a session is begun with. */
const LogInShape = z.strictObject({ token: z.string().min(1).max(500).meta({ description: 'A token of the box' }) });

/**
 * Who the page is used by, which a page asks first of all.
 * @param opened told where it may ask more, which it does at once
 * @param setup true where the box has no files yet
 */
export function sessionResource(access: Access, opened: () => void, setup = false) {
  return rawResource({
    path: '/api/v1/session',
    role: 'anyone',
    scope: 'access',
    summary: 'Who is logged in',
    params: None,
    query: None,
    reply: { description: 'Who asks, and what they may', types: ['application/json'], schema: SessionShape },
    serve: (_input, _request, response) => {
      const who = whoOf(response);
      if (who) opened();
      send(response, access, who, setup);
    },
  });
}

/** Logs a browser in. Its cookie holds neither the token nor anything that it could be guessed from. */
export function logInResource(access: Access, door: Door, cookiePath: string, now: () => number) {
  return postResource({
    path: '/api/v1/session',
    role: 'anyone',
    scope: 'access',
    summary: 'Log a browser in: a cookie in place of the token',
    params: None,
    body: LogInShape,
    problems: [413, 415, 429],
    reply: { description: 'Who is logged in now', types: ['application/json'], schema: SessionShape, status: 201 },
    serve: async ({ body }, request, response) => {
      const who = await door.prove(body.token, request);
      note(access, { at: now(), who: who.name, origin: clientOf(request), what: 'log in', subject: '', body: {} });
      const session = access.beginSession(who);
      response.cookie(COOKIE, session, { ...cookieOf(request, cookiePath), maxAge: SESSION_MS }).status(201);
      send(response, access, { ...who, session });
    },
  });
}

/** A log-in changes nothing: where it cannot be written down, on a full disk, people must still see what is wrong. */
function note(access: Access, told: Asked): void {
  try {
    access.audit.ended(access.audit.asked(told), told.at, 'done');
  } catch {
    // Said by whatever else cannot be written.
  }
}

/** Logs a browser out. */
export function logOutResource(access: Access, cookiePath: string) {
  return postResource({
    path: '/api/v1/session/end',
    role: 'viewer',
    scope: 'access',
    summary: 'Log a browser out',
    params: None,
    body: None,
    problems: [413, 415],
    reply: { description: 'Nobody is logged in now', types: ['application/json'], schema: SessionShape },
    serve: async (_input, request, response) => {
      const session = whoOf(response)?.session;
      if (session !== undefined) access.endSession(session);
      response.clearCookie(COOKIE, cookieOf(request, cookiePath));
      send(response, access, undefined);
    },
  });
}

function send(response: Response, access: Access, who: Who | undefined, setup = false): void {
  const { name, role, scopes, session } = who ?? {};
  response.set('Cache-Control', 'no-store').json({
    ...(setup && { setup }),
    needed: who?.token !== AT_THE_BOX.token,
    ...(who && { name, role, ...(scopes && { scopes }) }),
    ...(session !== undefined && { proof: access.proofOfPage(session) }),
  });
}

/** The browser sends it to this box alone, never for a page from elsewhere, and no script can read it. */
function cookieOf(request: Request, path: string) {
  return { httpOnly: true, sameSite: 'strict', secure: request.secure, path } as const;
}
