import type { Request, RequestHandler, Response } from 'express';
import type { z } from 'zod';
import { readParams, readQuery } from './input.ts';

/** One address of the API: what it takes, what it answers, and how. The router and the OpenAPI document are made of these. */
export interface Resource {
  /** As OpenAPI writes it, e.g. `/api/v1/visits/{id}`. */
  readonly path: string;
  readonly summary: string;
  readonly params: z.ZodObject;
  readonly query: z.ZodObject;
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
  /** Further statuses of success, e.g. 206 and 304 of media. */
  readonly also?: readonly number[];
}

/** What a request said, read by the schemas of its resource. */
export interface Input<P extends z.ZodObject, Q extends z.ZodObject> {
  readonly params: z.output<P>;
  readonly query: z.output<Q>;
}

interface Definition<P extends z.ZodObject, Q extends z.ZodObject> {
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
    answer(input: Input<P, Q>): z.input<B>;
  },
): Resource {
  const { description, body, answer, ...rest } = definition;
  return rawResource({
    ...rest,
    reply: { description, types: ['application/json'], schema: body },
    serve: (input, _request, response) => {
      response.set('Cache-Control', 'no-store').json(answer(input));
    },
  });
}

/** A resource that writes its answer itself: files, streams, text. */
export function rawResource<P extends z.ZodObject, Q extends z.ZodObject>(
  definition: Definition<P, Q> & {
    readonly reply: Reply;
    serve(input: Input<P, Q>, request: Request, response: Response): void | Promise<void>;
  },
): Resource {
  const { path, summary, params, query, reply, problems = [], serve } = definition;
  return {
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
