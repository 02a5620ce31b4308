import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { doctor } from '../../src/commands/doctor.ts';
import { init } from '../../src/commands/init.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'roost-doctor-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

async function examine(json: boolean) {
  const lines: string[] = [];
  const file = join(folder, 'roost.yaml');
  const code = await doctor(file, json, {}, Date.now(), new AbortController().signal, (line) => void lines.push(line));
  return { code, text: lines.join('\n') };
}

it('roost doctor examines the machine where the configuration cannot be read', async () => {
  const { code, text } = await examine(false);
  expect(code).toBe(2);
  expect(text).toMatch(/memory: \d+ MB[\s\S]*ffmpeg: \d[\s\S]*FAILURE {2}configuration: .*roost init/);
});

it('roost doctor tells each part of a new box, as JSON', async () => {
  const camera = 'rtsp://127.0.0.1:1/none';
  const options = { name: 'Isle', position: '30,117', zone: 'UTC', region: 'world', camera };
  const addCamera = () => Promise.reject(new Error('nobody is there'));
  await init(folder, options, { ask: undefined, addCamera, print: () => {} });
  const { code, text } = await examine(true);
  const { verdict, findings } = JSON.parse(text) as { verdict: string; findings: Record<string, string>[] };
  expect([code, verdict]).toEqual([2, 'failure']);
  const parts = ['clock', 'memory', 'ffmpeg', 'configuration', 'disk', 'wear', 'models', 'database', 'backup'];
  expect(findings.map(({ what }) => what)).toEqual([...parts, 'camera camera-1']);
  expect(findings.filter((finding) => finding.verdict !== 'ok').every(({ remedy }) => remedy)).toBe(true);
  expect(findings.at(-1)).toMatchObject({ verdict: 'failure' });
});
