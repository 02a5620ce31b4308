// Loads what is compiled for one kind of machine, and has each part do a little: what cannot run here fails now and not on the mudflat.
// Run by the release's own Node, from anywhere.
import { createRequire } from 'node:module';

const root = new URL('../../', import.meta.url);
const require = createRequire(root);

const parts = {
  'better-sqlite3': (Database) => new Database(':memory:').pragma('journal_mode'),
  sharp: (sharp) =>
    sharp({ create: { width: 8, height: 8, channels: 3, background: 'grey' } })
      .jpeg()
      .toBuffer(),
  'onnxruntime-node': ({ Tensor }) => new Tensor('float32', [1], [1]),
};
for (const [name, use] of Object.entries(parts)) {
  try {
    await use(require(name));
  } catch (error) {
    console.error(`${name} does not run on this machine: ${error.message.split('\n')[0]}`);
    process.exit(1);
  }
}
