// Writes what the dashboard knows of the API, from the OpenAPI document: its types, and what each operation needs. `npm run types`; with
// --check it writes nothing and ends with 1 where a file is not what the document gives.
import { readFileSync, writeFileSync } from 'node:fs';
import { compile } from 'json-schema-to-typescript';
import type { ApiDocument, Operation } from '../fixtures/openapi.ts';
import { openapiDocument } from '../src/tell/server/document.ts';
import { createResources } from '../src/tell/server/resources.ts';

const FOLDER = new URL('../dashboard/src/api/', import.meta.url);

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

keep('types.ts', made);
keep('needs.ts', needsOf(document));

function keep(name: string, text: string): void {
  const file = new URL(name, FOLDER);
  if (!process.argv.includes('--check')) writeFileSync(file, text);
  else if (readFileSync(file, 'utf8') !== text) {
    console.error(`dashboard/src/api/${name} is not what the API gives: run \`npm run types\``);
    process.exitCode = 1;
  }
}

/** What each operation needs, as a module. */
function needsOf({ paths }: ApiDocument): string {
  const lines = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(
      ([method, one]) => `  '${method.toUpperCase()} ${path}': ['${one['x-roost-role']}', '${one['x-roost-scope']}'],`,
    ),
  );
  return [
    '// Made of the OpenAPI document by `npm run types`.',
    '/** The role that an operation of the API needs, and the part of the API that it is of. */',
    'export const NEEDS = {',
    ...lines,
    '} as const;',
    '',
  ].join('\n');
}

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
