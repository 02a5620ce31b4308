// sbom.mjs TREE ARCH <npm-sbom.json: writes TREE/sbom.cdx.json, what npm says of the packages and Node beside them, told as of the commit
// and not of the minute, so that it is the same each time.
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const [tree, arch] = process.argv.slice(2);
const sbom = JSON.parse(readFileSync(0, 'utf8'));
const { version, [arch]: integrity } = JSON.parse(readFileSync(new URL('node.json', import.meta.url), 'utf8'));
const content = Buffer.from(integrity.replace('sha512-', ''), 'base64').toString('hex');
const purl = `pkg:npm/node-linux-${arch}@${version}`;
sbom.components.push({
  'bom-ref': purl,
  type: 'application',
  name: 'node',
  version,
  purl,
  hashes: [{ alg: 'SHA-512', content }],
});
sbom.metadata.timestamp = new Date(Number(process.env.SOURCE_DATE_EPOCH) * 1_000).toISOString();
delete sbom.serialNumber;
const digest = createHash('sha256').update(JSON.stringify(sbom)).digest('hex');
const uuid = digest.replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12}).*$/, '$1-$2-5$3-8$4-$5');
writeFileSync(join(tree, 'sbom.cdx.json'), `${JSON.stringify({ ...sbom, serialNumber: `urn:uuid:${uuid}` }, null, 2)}\n`);
