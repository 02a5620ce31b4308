import type { Api, Saying } from './types.ts';

/** An operation of the API, e.g. `GET /api/v1/visits`. */
type Operation = Extract<keyof Api, `${'GET' | 'POST'} ${string}`>;
export type Reads = Extract<Operation, `GET ${string}`>;
export type Writes = Extract<Operation, `POST ${string}`>;

/** What an operation is told: what stands in its path, and its query. */
export interface Asked<O extends Operation> {
  readonly params?: Api[O]['params'];
  readonly query?: Api[O]['query'];
}

/** A refusal of the box, as it says it itself (RFC 9457). */
export class ApiProblem extends Error {
  readonly status: number;
  /** The sentence with its code, where it has one. */
  readonly said: Saying | undefined;
  /** All that the box said. */
  readonly body: Readonly<Record<string, unknown>>;
  /** Seconds to wait before it is tried again; 0 where nothing was said. */
  readonly retryAfter: number;

  constructor(status: number, detail: string, body: Readonly<Record<string, unknown>>, retryAfter: number) {
    super(detail);
    this.status = status;
    this.said = body.said as Saying | undefined;
    this.body = body;
    this.retryAfter = retryAfter;
  }
}

/** What a change must prove, and who is told when the box says that nobody is logged in. Set by the session. */
export const door: { proof: string | undefined; closed(): void } = { proof: undefined, closed: () => undefined };

/** How long an answer that was asked for ahead may wait for who wants it, ms. */
const FRESH = 30_000;

/** Answers that were asked for ahead, by address. */
const ahead = new Map<string, { readonly reply: Promise<unknown>; readonly at: number }>();

/** Asks what `read` will ask in a moment: who reads it first takes this answer. */
export function askAhead<O extends Reads>(operation: O, asked: Asked<O> = {}): Promise<Api[O]['reply']> {
  const reply = ask(operation, asked);
  // Who takes it hears of a failure; until then nobody does.
  reply.catch(() => undefined);
  ahead.set(addressOf(operation, asked), { reply, at: performance.now() });
  return reply;
}

/**
 * Reads from the API.
 * @throws ApiProblem (rejects) where the box refuses; TypeError where it is not reached
 */
export async function read<O extends Reads>(
  operation: O,
  asked: Asked<O> = {},
  signal?: AbortSignal,
): Promise<Api[O]['reply']> {
  const address = addressOf(operation, asked);
  const early = ahead.get(address);
  ahead.delete(address);
  if (!early || performance.now() - early.at > FRESH) return ask(operation, asked, signal);
  const reply = (await early.reply) as Api[O]['reply'];
  signal?.throwIfAborted();
  return reply;
}

async function ask<O extends Reads>(operation: O, asked: Asked<O>, signal?: AbortSignal): Promise<Api[O]['reply']> {
  const response = await fetch(addressOf(operation, asked), {
    headers: { Accept: 'application/json' },
    ...(signal && { signal }),
  });
  return (await answered(response)).json() as Promise<Api[O]['reply']>;
}

/** What a change says: its body, and the version that it is about, where there is one. */
export type Change<O extends Writes> = Asked<O> & {
  readonly body: Api[O] extends { body: infer B } ? B : Record<string, never>;
  readonly version?: number;
};

/**
 * Changes something.
 * @throws ApiProblem (rejects) where the box refuses; TypeError where it is not reached
 */
export async function write<O extends Writes>(
  operation: O,
  { body, version, ...asked }: Change<O>,
): Promise<Api[O]['reply']> {
  const headers = version !== undefined && { 'If-Match': `"${version}"` };
  return post(operation, asked as Asked<O>, 'application/json', JSON.stringify(body), headers || {});
}

/**
 * Hands over bytes as they are.
 * @throws ApiProblem (rejects) where the box refuses; TypeError where it is not reached
 */
export function hand<O extends Writes>(operation: O, asked: Asked<O>, bytes: Blob): Promise<Api[O]['reply']> {
  return post(operation, asked, 'application/octet-stream', bytes, {});
}

async function post<O extends Writes>(
  operation: O,
  asked: Asked<O>,
  type: string,
  body: BodyInit,
  headers: Readonly<Record<string, string>>,
): Promise<Api[O]['reply']> {
  const response = await fetch(addressOf(operation, asked), {
    method: 'POST',
    headers: {
      ...{ Accept: 'application/json', 'Content-Type': type },
      ...(door.proof !== undefined && { 'X-Roost-Page': door.proof }),
      ...headers,
    },
    body,
  });
  return (await answered(response)).json() as Promise<Api[O]['reply']>;
}

/** Where an operation is, relative to this page, so that it holds below any base path; also for links and downloads. */
function addressOf<O extends Operation>(operation: O, { params, query }: Asked<O> = {}): string {
  const given = (params ?? {}) as Readonly<Record<string, string>>;
  const path = operation
    .replace(/^\w+ \//, '')
    .replace(/\{(\w+)\}/g, (_, key: string) => encodeURIComponent(given[key]!));
  const said = Object.entries(query ?? {}).filter(([, value]) => value !== undefined && value !== '');
  const search = new URLSearchParams(said.map(([key, value]) => [key, String(value)])).toString();
  return search === '' ? path : `${path}?${search}`;
}

async function answered(response: Response): Promise<Response> {
  if (response.ok) return response;
  const body = (await response.json().catch(() => ({}))) as Record<string, unknown>;
  const detail = typeof body.detail === 'string' ? body.detail : `${response.status} ${response.statusText}`;
  if (response.status === 401) door.closed();
  throw new ApiProblem(response.status, detail, body, Number(response.headers.get('Retry-After') ?? 0));
}
