// Writes the types of the API for the dashboard, from the OpenAPI document: `npm run types`. With --check it writes nothing and ends
// with 1 where the file is not what the document gives.
import { readFileSync, writeFileSync } from 'node:fs';
import { compile } from 'json-schema-to-typescript';
import type { ApiDocument, Operation } from '../fixtures/openapi.ts';
import { openapiDocument } from '../src/tell/server/document.ts';
import { createResources } from '../src/tell/server/resources.ts';

const FILE = new URL('../dashboard/src/api/types.ts', import.meta.url);

// Resources ask what they are made with only when somebody asks them.
const unasked = new Proxy({}, { get: () => () => undefined });
const resources = createResources(unasked as never, unasked as never);
const document = openapiDocument(resources, '') as unknown as ApiDocument;
const text = await compile(asOne(document), 'Api', {
  additionalProperties: false,
  bannerComment: '// Made of the OpenAPI document by `npm run types`.',
  strictIndexSignatures: true,
});
const made = text.replace(/^\s+\*\s*This interface was referenced by .*$\n(^\s+\*\s*via the `definition`.*$\n)?/gm, '');

if (process.argv.includes('--check')) {
  if (readFileSync(FILE, 'utf8') !== made) {
    console.error('dashboard/src/api/types.ts is not what the API gives: run `npm run types`');
    process.exitCode = 1;
  }
} else writeFileSync(FILE, made);

/** One schema of all: a property an operation, e.g. `GET /api/v1/visits`, with what it takes and what it answers. */
function asOne({ paths, components }: ApiDocument): object {
  const operations: Record<string, object> = {};
  for (const [path, methods] of Object.entries(paths))
    for (const [method, operation] of Object.entries(methods))
      operations[`${method.toUpperCase()} ${path}`] = shape(operation);
  const told = {
    'data of live events': { $ref: '#/definitions/Event' },
    'asking of the live view': { $ref: '#/definitions/LiveAsk' },
    'answers of the live view': {
      anyOf: [{ $ref: '#/definitions/LiveTracks' }, { $ref: '#/definitions/LiveProblem' }],
    },
  };
  return {
    ...objectOf({ ...operations, ...told }),
    definitions: moved(components.schemas),
  };
}

function shape({ parameters = [], requestBody, responses }: Operation): object {
  const of = (where: string) => {
    const told = parameters.filter((one) => one.in === where);
    const required = told.filter((one) => one.required).map(({ name }) => name);
    const properties = Object.fromEntries(told.map(({ name, schema }) => [name, moved(schema)]));
    return { type: 'object', additionalProperties: false, properties, required };
  };
  const success = Object.entries(responses).find(([status]) => /^2/.test(status))?.[1];
  const body = requestBody?.content['application/json']?.schema;
  const reply = success?.content?.['application/json']?.schema;
  return objectOf({
    params: of('path'),
    query: of('query'),
    ...(body && { body: moved(body) }),
    reply: reply ? moved(reply) : { tsType: 'string' },
  });
}

function objectOf(properties: Readonly<Record<string, unknown>>): object {
  return { type: 'object', additionalProperties: false, properties, required: Object.keys(properties) };
}

/** The same with references to definitions in place of components. */
function moved<T>(value: T): T {
  return JSON.parse(JSON.stringify(value).replaceAll('#/components/schemas/', '#/definitions/')) as T;
}
