// sbom.mjs TREE ARCH <npm-sbom.json: writes TREE/sbom.cdx.json: of what npm knows from the lockfile the packages that are in the tree, and
// Node beside them; told as of the commit and not of the minute, so that it is the same each time.
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const [tree, arch] = process.argv.slice(2);
const sbom = JSON.parse(readFileSync(0, 'utf8'));
const { version, [arch]: integrity } = JSON.parse(readFileSync(new URL('node.json', import.meta.url), 'utf8'));

// The lockfile names packages for every platform; those for others were not installed.
const absent = new Set(
  sbom.components
    .filter(({ name, scope }) => scope === 'optional' && !existsSync(join(tree, 'node_modules', name)))
    .map((component) => component['bom-ref']),
);
const purl = `pkg:npm/node-linux-${arch}@${version}`;
const content = Buffer.from(integrity.replace('sha512-', ''), 'base64').toString('hex');
const node = {
  'bom-ref': purl,
  type: 'application',
  name: 'node',
  version,
  purl,
  hashes: [{ alg: 'SHA-512', content }],
};

const whole = {
  ...sbom,
  metadata: {
    ...sbom.metadata,
    timestamp: new Date(Number(process.env.SOURCE_DATE_EPOCH) * 1_000).toISOString(),
    component: { ...sbom.metadata.component, type: 'application', name: 'roost' },
  },
  components: [...sbom.components.filter((component) => !absent.has(component['bom-ref'])), node],
  dependencies: sbom.dependencies
    .filter(({ ref }) => !absent.has(ref))
    .map(({ ref, dependsOn }) => ({ ref, dependsOn: dependsOn.filter((name) => !absent.has(name)) })),
};
const digest = createHash('sha256')
  .update(JSON.stringify({ ...whole, serialNumber: '' }))
  .digest('hex');
const uuid = digest.replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12}).*$/, '$1-$2-5$3-8$4-$5');
writeFileSync(
  join(tree, 'sbom.cdx.json'),
  `${JSON.stringify({ ...whole, serialNumber: `urn:uuid:${uuid}` }, null, 2)}\n`,
);
