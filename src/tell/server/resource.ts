import type { Request, RequestHandler, Response } from 'express';
import { z } from 'zod';
import type { Needs } from '../access/roles.ts';
import type { Auditing } from './audited.ts';
import { readBody, readParams, readQuery } from './input.ts';

/** What an address does: GET reads, POST appends. */
export type Method = 'get' | 'post';

/** One address of the API: what it takes, what it answers, and how. The router and the OpenAPI document are made of these. */
export interface Resource extends Needs {
  readonly method: Method;
  /** As OpenAPI writes it, e.g. `/api/v1/visits/{id}`. */
  readonly path: string;
  readonly summary: string;
  readonly params: z.ZodObject;
  readonly query: z.ZodObject;
  /** Shape of the JSON body that it takes; GET has none. */
  readonly body?: z.ZodObject;
  /** Most bytes of a JSON body, where it may be longer than others. */
  readonly mostBody?: number;
  /** Most bytes of the body, where it is no JSON but plain bytes. */
  readonly octets?: number;
  readonly reply: Reply;
  /** Statuses other than success that it answers with problem JSON, besides those that every address may give. */
  readonly problems: readonly number[];
  readonly handle: RequestHandler;
}

/** A successful answer. */
export interface Reply {
  readonly description: string;
  /** Media types that it may have. */
  readonly types: readonly string[];
  /** Shape of a JSON body, or of the text of another. */
  readonly schema: z.ZodType;
  /** 200 where it is left out; 101 of a connection that goes on as a WebSocket. */
  readonly status?: 101 | 200 | 201;
  /** Further statuses of success, e.g. 206 and 304 of media. */
  readonly also?: readonly number[];
}

/** What a request said, read by the schemas of its resource: plain data. */
export interface Input<P extends z.ZodObject = z.ZodObject, Q extends z.ZodObject = z.ZodObject> {
  readonly params: z.output<P>;
  readonly query: z.output<Q>;
}

/** A JSON answer as it is sent. */
export interface Answer {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array<ArrayBuffer>;
}

/** A resource whose answer follows from its input alone, wherever it is made. */
export interface JsonResource extends Resource {
  /** True where an answer takes as long as there is much in the range of time that it is asked for. */
  readonly long: boolean;
  readonly answer: Answering;
  /** The same resource, answered by something else. */
  answeredBy(answer: Answering): Resource;
}

/** Answers an input. @param signal aborted when nobody waits for the answer any more */
export type Answering = (input: Input, signal: AbortSignal) => Promise<Answer>;

interface Definition<P extends z.ZodObject, Q extends z.ZodObject> extends Needs {
  readonly path: string;
  readonly summary: string;
  readonly params: P;
  readonly query: Q;
  readonly problems?: readonly number[];
}

/** A resource whose answer is a JSON value of the shape `body`. */
export function jsonResource<P extends z.ZodObject, Q extends z.ZodObject, B extends z.ZodType>(
  definition: Definition<P, Q> & {
    readonly description: string;
    readonly body: B;
    answer(input: Input<P, Q>, signal: AbortSignal): z.input<B> | Promise<z.input<B>>;
    readonly long?: boolean;
    /** The state that the answer is of, for conditional requests about it. */
    version?(answer: z.input<B>): number;
  },
): JsonResource {
  const { description, body, answer, version, long = false, ...rest } = definition;
  const made: Answering = async (input, signal) => {
    const value = await answer(input as Input<P, Q>, signal);
    return {
      headers: {
        'Content-Type': 'application/json; charset=utf-8',
        'Cache-Control': 'no-store',
        ...(version && { ETag: `"${version(value)}"` }),
      },
      body: new TextEncoder().encode(JSON.stringify(value)),
    };
  };
  return answeredResource({
    ...rest,
    reply: { description, types: ['application/json'], schema: body },
    long,
    answer: made,
  });
}

/** A resource whose answer follows from its input alone, of whatever media type its headers say. */
export function answeredResource<P extends z.ZodObject, Q extends z.ZodObject>(
  definition: Definition<P, Q> & {
    readonly reply: Reply;
    readonly long: boolean;
    answer(input: Input<P, Q>, signal: AbortSignal): Promise<Answer>;
  },
): JsonResource {
  const { long, answer: made, ...rest } = definition;
  const answeredBy = (answer: Answering) =>
    rawResource({
      ...rest,
      serve: async (input, _request, response) => {
        const gone = new AbortController();
        response.once('close', () => gone.abort());
        const made = await answer(input as Input, gone.signal).catch((error: unknown) => {
          if (!gone.signal.aborted) throw error;
        });
        if (!made) return;
        const { buffer, byteOffset, byteLength } = made.body;
        response.set(made.headers).send(Buffer.from(buffer, byteOffset, byteLength));
      },
    });
  const answer = made as Answering;
  return { ...answeredBy(answer), long, answer, answeredBy };
}

/** A resource that writes its answer itself: files, streams, text. */
export function rawResource<P extends z.ZodObject, Q extends z.ZodObject>(
  definition: Definition<P, Q> & {
    readonly reply: Reply;
    serve(input: Input<P, Q>, request: Request, response: Response): void | Promise<void>;
  },
): Resource {
  const { role, scope, path, summary, params, query, reply, problems = [], serve } = definition;
  return {
    method: 'get',
    role,
    scope,
    path,
    summary,
    params,
    query,
    reply,
    problems,
    handle: (request, response) =>
      serve({ params: readParams(params, request.params), query: readQuery(query, request.url) }, request, response),
  };
}

/** A resource that takes plain bytes. What it is given is not written to the log of changes: what begins and ends it is. */
export function octetResource<P extends z.ZodObject, Q extends z.ZodObject>(
  definition: Definition<P, Q> & {
    /** Most bytes. */
    readonly most: number;
    readonly reply: Reply;
    serve(
      input: { params: z.output<P>; query: z.output<Q>; bytes: Uint8Array },
      response: Response,
    ): void | Promise<void>;
  },
): Resource {
  const { most, problems = [], params, query, serve, ...rest } = definition;
  return {
    method: 'post',
    ...rest,
    ...{ params, query, problems, octets: most },
    handle: (request, response) => {
      const input = { params: readParams(params, request.params), query: readQuery(query, request.url) };
      return serve({ ...input, bytes: request.body as Uint8Array }, response);
    },
  };
}

/** A resource that takes a JSON body and appends what it says. */
export function postResource<P extends z.ZodObject, B extends z.ZodObject>(
  definition: Needs & {
    readonly path: string;
    readonly summary: string;
    readonly params: P;
    readonly body: B;
    readonly mostBody?: number;
    readonly problems: readonly number[];
    readonly reply: Reply;
    serve(input: { params: z.output<P>; body: z.output<B> }, request: Request, response: Response): Promise<void>;
  },
): Resource {
  const { params, body, serve, ...rest } = definition;
  return {
    method: 'post',
    ...rest,
    params,
    body,
    query: z.strictObject({}),
    handle: (request, response) => {
      readQuery(z.strictObject({}), request.url);
      const input = { params: readParams(params, request.params), body: readBody(body, request.body) };
      const work = () => serve(input, request, response);
      const auditing = response.locals.auditing as Auditing | undefined;
      return auditing ? auditing(input.body, work) : work();
    },
  };
}
