import { readFileSync } from 'node:fs';
import { Readable } from 'node:stream';
import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import { Schema, Table } from 'tableschema';

/**
 * What a Camtrap DP breaks of the standard's own profile (by ajv) and table schemas (by tableschema, Frictionless's own);
 * empty where it is right. The general profiles that the profile points to are not to be had without a network: of a data
 * package its resources are looked at, of GeoJSON its type.
 * @param folder that holds the standard's schemas
 */
export async function camtrapFaults(folder: string, files: ReadonlyMap<string, Buffer>): Promise<string[]> {
  const schema = (name: string) => JSON.parse(readFileSync(`${folder}/${name}`, 'utf8')) as Record<string, unknown>;
  const ajv = new Ajv({ strict: false, allErrors: true });
  addFormats.default(ajv);
  ajv.addSchema(
    { type: 'object', required: ['resources'] },
    'https://specs.frictionlessdata.io/schemas/data-package.json',
  );
  ajv.addSchema({ type: 'object', required: ['type', 'coordinates'] }, 'http://json.schemastore.org/geojson.json');
  const { $schema: _, ...profile } = schema('camtrap-dp-profile.json');
  const valid = ajv.compile(profile);
  const faults: string[] = [];
  if (!valid(JSON.parse(files.get('datapackage.json')!.toString())))
    faults.push(...valid.errors!.map(({ instancePath, message }) => `datapackage.json ${instancePath} ${message}`));
  const standard = ['deployments', 'media', 'observations'].map(
    (name) => [name, schema(`${name}-table-schema.json`)] as const,
  );
  // What a package has beside the standard's tables brings its schema along.
  const { resources } = JSON.parse(files.get('datapackage.json')!.toString()) as {
    resources: { name: string; schema: string | Record<string, unknown> }[];
  };
  const own = resources.flatMap(({ name, schema }) =>
    typeof schema === 'string' || !files.has(`${name}.csv`) ? [] : [[name, schema] as const],
  );
  for (const [name, described] of [...standard, ...own]) {
    const rules = await Schema.load(described);
    const table = await Table.load(Readable.from(files.get(`${name}.csv`)!), { schema: rules });
    const rows = await table.read({ forceCast: true });
    faults.push(...(rows as unknown[]).flatMap((row) => (row instanceof Error ? [`${name}.csv: ${told(row)}`] : [])));
  }
  return faults;
}

function told(error: Error & { errors?: Error[] }): string {
  return [error.message, ...(error.errors ?? []).map(({ message }) => message)].join('; ');
}
