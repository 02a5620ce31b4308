import { execFileSync } from 'node:child_process';
import { createReadStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, normalize } from 'node:path';
import pacote from 'pacote';
import { chromium } from 'playwright-core';

/** TensorFlow's own TFLite runtime as WebAssembly, and the versions of TensorFlow.js that it asks for. */
const PACKAGES = ['tfjs-core@4.9.0', 'tfjs-backend-cpu@4.9.0', 'tfjs-tflite@0.0.1-alpha.10'];
const SCRIPTS = [
  'tfjs-core/dist/tf-core.js',
  'tfjs-backend-cpu/dist/tf-backend-cpu.js',
  'tfjs-tflite/dist/tf-tflite.js',
];

/** Runs a .tflite model. */
export interface Runtime {
  /**
   * @param model bytes of the file; its one input is uint8 [1, size, size, 3]
   * @param pictures the input for each run
   * @returns the first output of each run as the integers that the model gives
   */
  run(model: Uint8Array, size: number, pictures: readonly Uint8Array[]): Promise<number[][]>;
}

/**
 * Fetches the runtime from the npm registry into a temporary folder, and gives it to `use` inside Debian's Chromium, which reaches
 * it at 127.0.0.1 only. Browser, server and folder are gone afterwards.
 */
export async function withTflite<T>(use: (runtime: Runtime) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'roost-tflite-'));
  const registry = execFileSync('npm', ['config', 'get', 'registry'], { encoding: 'utf8' }).trim();
  const cache = join(folder, 'cache');
  const served = new Map<string, Uint8Array>();
  const server = createServer((request, response) => {
    const path = normalize(decodeURIComponent(request.url ?? '/'));
    const bytes = served.get(path);
    if (bytes) return response.end(bytes);
    if (path === '/') return response.setHeader('content-type', 'text/html').end('<title>TFLite</title>');
    if (path.endsWith('.wasm')) response.setHeader('content-type', 'application/wasm');
    return createReadStream(join(folder, path))
      .on('error', () => response.writeHead(404).end())
      .pipe(response);
  });
  const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox', '--headless'] });
  try {
    for (const spec of PACKAGES) {
      await pacote.extract(`@tensorflow/${spec}`, join(folder, spec.split('@')[0]!), { registry, cache });
    }
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const page = await browser.newPage();
    await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
    for (const url of SCRIPTS) await page.addScriptTag({ url: `/${url}` });
    return await use({
      async run(model, size, pictures) {
        served.set('/model.tflite', model);
        served.set('/pictures', Buffer.concat(pictures));
        return (await page.evaluate(inPage(size, pictures.length))) as number[][];
      },
    });
  } finally {
    await browser.close();
    server.close();
    await rm(folder, { recursive: true, force: true });
  }
}

/** What the page does, as its own text: it knows `tf` and `tflite` and nothing of this file. */
function inPage(size: number, count: number): string {
  return `(async () => {
    tflite.setWasmPath('/tfjs-tflite/wasm/');
    const model = await tflite.loadTFLiteModel('/model.tflite', { numThreads: 1 });
    const pixels = new Uint8Array(await (await fetch('/pictures')).arrayBuffer());
    const outputs = [];
    for (let i = 0; i < ${count}; i++) {
      const length = ${size * size * 3};
      const values = Int32Array.from(pixels.subarray(i * length, (i + 1) * length));
      const input = tf.tensor(values, [1, ${size}, ${size}, 3], 'int32');
      const result = model.predict(input);
      const output = result instanceof tf.Tensor ? result : Object.values(result)[0];
      outputs.push(Array.from(await output.data()));
      output.dispose();
      input.dispose();
    }
    return outputs;
  })()`;
}
