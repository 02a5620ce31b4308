// fetch-node.mjs ARCH FOLDER: unpacks Node for Linux into FOLDER out of the npm package that holds it, if its hash is that of node.json.
import { readFileSync } from 'node:fs';
import pacote from 'pacote';

const [arch, folder] = process.argv.slice(2);
const { version, [arch]: integrity } = JSON.parse(readFileSync(new URL('node.json', import.meta.url), 'utf8'));
await pacote.extract(`node-linux-${arch}@${version}`, folder, { integrity });
