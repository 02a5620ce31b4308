import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { latencyMetric } from '../../../src/box/latency.ts';
import { textOf } from '../../rules/files.ts';
import { FakeBox, NOON, type Running, startFake } from './fake.ts';

/** A box with a backup and a receiver of its feed. */
class BackedUp extends FakeBox {
  override health() {
    const pushed = [{ receiver: 'mqtt', to: 'mqtts://broker', state: 'waiting', behind: 7 }] as const;
    return { ...super.health(), backup: { at: NOON, media: true }, pushed };
  }
}

let running: Running;
let text: string;

beforeAll(async () => {
  const box = new BackedUp();
  box.troubles = ['the disk is nearly full'];
  latencyMetric(box.registry).observe({ camera: 'east' }, 0.2);
  running = await startFake({}, box);
  await running.get('/api/v1/health');
  text = await (await running.get('/metrics')).text();
});
afterAll(() => running.stop());

/** Names as they are asked for: a histogram's with its endings. */
const told = () => new Set([...text.matchAll(/^(roost_[a-z_]+)/gm)].map(([, name]) => name!));

describe('/metrics', () => {
  it('passes promtool check metrics', () => {
    const checked = spawnSync('promtool', ['check', 'metrics'], { input: text, encoding: 'utf8' });
    expect(checked.error).toBeUndefined();
    expect([checked.status, checked.stdout + checked.stderr]).toEqual([0, '']);
    const wrong = text.replaceAll('roost_camera_frames_total', 'roost_camera_frames');
    expect(spawnSync('promtool', ['check', 'metrics'], { input: wrong, encoding: 'utf8' }).status).not.toBe(0);
  });

  it('tells how the box is, and no backup where none is known of', async () => {
    for (const line of [
      'roost_healthy 0',
      'roost_troubles 1',
      'roost_store_up 1',
      'roost_inference_processes{state="ready"} 1',
    ])
      expect(text).toContain(line);
    expect(text).toContain(`roost_last_backup_timestamp_seconds ${NOON / 1000}`);
    expect(text).toContain('roost_push_behind_entries{receiver="mqtt"} 7');
    const other = await startFake();
    expect(await (await other.get('/metrics')).text()).not.toMatch(/^roost_last_backup/m);
    await other.stop();
  });

  it('has every metric of the Grafana dashboard, each of which is shown there', () => {
    const asked = new Set(textOf('examples/grafana-dashboard.json').match(/\broost_[a-z_]+/g));
    expect([...asked].filter((name) => !told().has(name))).toEqual([]);
    const kinds = [...text.matchAll(/^# TYPE (\S+)/gm)].map(([, name]) => name!);
    const shown = (name: string) => asked.has(name) || asked.has(`${name}_bucket`);
    expect(kinds.filter((name) => !shown(name) && name !== 'roost_store_up')).toEqual([]);
  });

  it('has every metric that docs/monitoring.md explains, and no other', () => {
    const explained = [...textOf('docs/monitoring.md').matchAll(/^\| `(roost_\w+)`/gm)].map(([, name]) => name!);
    expect(explained.sort()).toEqual([...text.matchAll(/^# TYPE (\S+)/gm)].map(([, name]) => name!).sort());
  });
});

describe('examples/grafana-dashboard.json', () => {
  it('is a dashboard: panels with places of their own, and expressions that Prometheus reads', () => {
    const { panels } = JSON.parse(textOf('examples/grafana-dashboard.json')) as {
      panels: { id: number; gridPos: { x: number; y: number }; targets: { expr: string }[] }[];
    };
    expect(new Set(panels.map(({ id }) => id)).size).toBe(panels.length);
    expect(new Set(panels.map(({ gridPos }) => `${gridPos.x},${gridPos.y}`)).size).toBe(panels.length);
    const filled = (expr: string) => expr.replaceAll('$__rate_interval', '5m').replaceAll(/\$\w+/g, '.*');
    const rules = panels.flatMap(({ targets }) => targets.map(({ expr }) => ({ record: 'a', expr: filled(expr) })));
    const labelled = rules.map((rule, n) => ({ ...rule, record: `a:${n}` }));
    const file = JSON.stringify({ groups: [{ name: 'dashboard', rules: labelled }] });
    const path = join(running.folder, 'rules.json');
    writeFileSync(path, file);
    const checked = spawnSync('promtool', ['check', 'rules', path], { encoding: 'utf8' });
    expect([checked.status, checked.stderr]).toEqual([0, '']);
  });
});
