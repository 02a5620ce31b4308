import { OpenAPIRegistry, OpenApiGeneratorV31 } from '@asteasolutions/zod-to-openapi';
import { z } from 'zod';
import { ProblemShape } from './problem.ts';
import type { Method, Resource } from './resource.ts';
import { EventShape } from './shapes/event.ts';
import { LiveAskShape, LiveProblemShape, LiveTracksShape } from './shapes/live.ts';

const OCTETS = 'application/octet-stream';
const BYTES = z.string().meta({ type: 'string', format: 'binary' });

/** Version of the API, not of the box: it grows when an answer or a query changes. */
const API_VERSION = '1.5.0';

/** What any address may answer besides its own problems. */
const COMMON_PROBLEMS: Readonly<Record<number, string>> = {
  400: 'The query or path is not understood',
  401: 'A token is needed',
  403: 'The token does not allow it, the Host header is not of this machine, or a page from elsewhere asks',
  405: 'Another method is needed; `Allow` says which',
  414: 'The address is too long',
  429: 'Too many requests, or too many wrong tokens; `Retry-After` says when to try again',
  500: 'Something went wrong inside; the log says what',
  503: 'Too much is asked at once; try again later',
};

const OWN_PROBLEMS: Readonly<Record<number, string>> = {
  404: 'There is none of this id',
  409: 'It changed meanwhile: both versions, and nothing was stored',
  410: 'Entries after that cursor are not kept any more, or never were here',
  412: 'The file is another one than `If-Match` names',
  413: 'The body is too large',
  415: 'The body is of another type than JSON, or bytes where bytes are wanted',
  416: 'The range lies outside the file',
  422: 'It is refused; `reason` says why in a word, `detail` in a sentence',
  426: 'It goes on as a WebSocket: ask with `Upgrade: websocket`',
  428: 'Say in `If-Match` which version it is about',
};

/**
 * The OpenAPI 3.1 document of the resources, from the schemas that check their requests.
 * @param basePath below which they are reached; empty at the top
 */
export function openapiDocument(resources: readonly Resource[], basePath: string): object {
  const registry = new OpenAPIRegistry();
  const bearerAuth = registry.registerComponent('securitySchemes', 'token', { type: 'http', scheme: 'bearer' });
  for (const { method, path, role, scope, summary, params, query, body, octets, reply, problems } of resources) {
    const known = { ...COMMON_PROBLEMS, ...pick(OWN_PROBLEMS, problems) };
    registry.registerPath({
      method,
      path,
      operationId: operationId(method, path),
      summary,
      description: role === 'anyone' ? 'For anyone, without a token' : `Needs the role ${role}; of the scope ${scope}`,
      'x-roost-role': role,
      'x-roost-scope': scope,
      security: role === 'anyone' ? [{}] : [{ [bearerAuth.name]: [role] }, {}],
      request: {
        params,
        query,
        ...(body && { body: { required: true, content: contentOf(['application/json'], body) } }),
        ...(octets !== undefined && { body: { required: true, content: contentOf([OCTETS], BYTES) } }),
      },
      responses: {
        [reply.status ?? 200]: { description: reply.description, content: contentOf(reply.types, reply.schema) },
        ...(reply.also?.includes(206) && {
          206: { description: 'A part of it', content: contentOf(reply.types, reply.schema) },
        }),
        ...(reply.also?.includes(304) && { 304: { description: 'Not changed' } }),
        ...Object.fromEntries(
          Object.entries(known).map(([status, description]) => [
            status,
            { description, content: contentOf(['application/problem+json'], ProblemShape) },
          ]),
        ),
      },
    });
  }
  // No answer holds them: they are the data of live events, and the messages of the live view.
  const schemas = [EventShape, LiveAskShape, LiveTracksShape, LiveProblemShape];
  const told = schemas.map((schema) => ({ type: 'schema', schema }) as const);
  return new OpenApiGeneratorV31([...registry.definitions, ...told]).generateDocument({
    openapi: '3.1.0',
    info: {
      title: 'Roost',
      version: API_VERSION,
      description:
        'What the cameras of a site saw. Times are ISO 8601 in UTC. Each address says which role and scope a token needs for it; without any token made, the box answers only its own machine.',
    },
    servers: [{ url: basePath || '/' }],
  });
}

function contentOf(types: readonly string[], schema: z.ZodType) {
  return Object.fromEntries(types.map((type) => [type, { schema }]));
}

function pick(from: Readonly<Record<number, string>>, keys: readonly number[]): Record<number, string> {
  return Object.fromEntries(keys.map((key) => [key, from[key] ?? 'Not possible']));
}

/** `/api/v1/visits/{id}` becomes `get_visits_id`: names for generated clients. */
function operationId(method: Method, path: string): string {
  return `${method}_${path
    .replace(/^\/api\/v1/, '')
    .replace(/\W+/g, ' ')
    .trim()
    .replaceAll(' ', '_')}`;
}
