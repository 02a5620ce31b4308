import type { Request, RequestHandler, Response } from 'express';
import type { Access, Who } from '../access/access.ts';
import { lacking, type Needs } from '../access/roles.ts';
import { Attempts } from './attempts.ts';
import { clientOf, notAtThisMachine } from './origin.ts';
import { Problem } from './problem.ts';

/** The cookie of a browser that is logged in. */
export const COOKIE = 'roost_session';
/** Where a page says what only the page of its session knows. */
export const PAGE_HEADER = 'x-roost-page';

/** Somebody who sits at the box, before any token was made: it is theirs. */
export const AT_THE_BOX: Who = { name: 'at the box', role: 'admin', token: 'at-the-box' };

/** How often it is asked whether those whose request goes on still may, ms. */
export const STILL_MS = 1000;

/** True while somebody whose request goes on may have its answer still; false where that cannot be read. */
export function mayStay(access: Pick<Access, 'still' | 'withoutTokens'>, who: Who): boolean {
  try {
    return who.token === AT_THE_BOX.token ? access.withoutTokens : access.still(who);
  } catch {
    return false;
  }
}

/** Finds out who asks, and lets through those who may. */
export class Door {
  readonly #access: Access;
  readonly #alone: boolean;
  readonly #now: () => number;
  readonly #attempts = new Attempts();

  /** @param alone true where the box listens to its own machine alone, through no proxy: then it may do without tokens */
  constructor(access: Access, alone: boolean, now: () => number) {
    this.#access = access;
    this.#alone = alone;
    this.#now = now;
  }

  /** Finds out who asks; who is nobody may still have what is for anyone. */
  readonly identify: RequestHandler = async (request, response, next) => {
    if (response.locals.who !== undefined) return next();
    const who = await this.#whoAsks(request).catch((error: unknown) => {
      if (error instanceof Problem) throw error;
      throw new Problem(503, 'Who may ask cannot be read; the log of the box says why', { cause: error });
    });
    if (who) response.locals.who = who;
    next();
  };

  /** Lets through who may have what needs this. */
  permit(needs: Needs): RequestHandler {
    return (request, response, next) => {
      if (needs.role === 'anyone') return next();
      const who = response.locals.who as Who | undefined;
      if (!who) throw unknown();
      const why = lacking(who, needs);
      if (why !== undefined) throw new Problem(403, why);
      if (request.method !== 'GET' && request.method !== 'HEAD') this.#requireOwnPage(request, who);
      next();
    };
  }

  /**
   * Who a token is of, with guessing slowed. A token with the id of one that was made is looked at in any case: nobody who
   * guesses has that, so that others who guess from the same address, e.g. behind a proxy, keep its owner out of nothing.
   * @throws {Problem} 401 where it is not good, 429 where too many before were not
   */
  async prove(token: string, request: Request): Promise<Who> {
    const known = this.#access.isKnown(token);
    const client = known ? `token ${token.slice(0, 18)}` : clientOf(request);
    const wait = this.#attempts.wait(client, this.#now());
    if (wait > 0) throw tooOften(wait);
    const who = await this.#access.byToken(token);
    if (who) this.#attempts.passed(client);
    else this.#attempts.failed(client, this.#now());
    if (!who) throw unknown('This token is not known, is revoked or has expired. ');
    return who;
  }

  async #whoAsks(request: Request): Promise<Who | undefined> {
    const { authorization, cookie } = request.headers;
    if (authorization !== undefined) {
      const token = /^Bearer +(\S+)$/i.exec(authorization)?.[1];
      if (token === undefined) throw unknown();
      return this.prove(token, request);
    }
    const session = cookieOf(cookie, COOKIE);
    const who = session === '' ? undefined : this.#access.bySession(session);
    if (who || !this.#alone || !this.#access.withoutTokens) return who;
    const why = notAtThisMachine(request);
    if (why !== undefined) throw new Problem(403, why);
    return AT_THE_BOX;
  }

  /** What a browser sends by its cookie must come from the page that the session was begun on. */
  #requireOwnPage(request: Request, { session }: Who): void {
    if (session === undefined || request.get(PAGE_HEADER) === this.#access.proofOfPage(session)) return;
    throw new Problem(403, `Send the header ${PAGE_HEADER} with \`proof\` of /api/v1/session`);
  }
}

/** Who asks, where that is known. */
export function whoOf(response: Response): Who | undefined {
  return response.locals.who as Who | undefined;
}

function unknown(why = ''): Problem {
  return new Problem(401, `${why}Send a token as \`Authorization: Bearer …\`, or log in on the page`, {
    headers: { 'WWW-Authenticate': 'Bearer realm="roost"' },
  });
}

function tooOften(ms: number): Problem {
  const seconds = Math.ceil(ms / 1000);
  return new Problem(429, `Too many wrong tokens; try again in ${seconds} s`, {
    headers: { 'Retry-After': String(seconds) },
  });
}

function cookieOf(header: string | undefined, name: string): string {
  for (const pair of (header ?? '').split(';')) {
    const [key, value] = pair.trim().split('=', 2);
    if (key === name && value !== undefined) return value;
  }
  return '';
}
