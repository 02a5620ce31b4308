import { expect, it } from 'vitest';
import { startShadow } from '../../../src/box/shadow/child.ts';
import { Shadows } from '../../../src/box/shadow/shadows.ts';
import { eventually, patient } from '../../patience.ts';
import { RED, stand } from './stand.ts';

it('a process of a run that is stopped is killed, told of, and started again, and the run goes on to its end', async () => {
  const box = await stand();
  const pids: number[] = [];
  const silent = patient(4_000);
  const { config, database, models } = box;
  const warned: object[] = [];
  const shadows = new Shadows({
    ...{
      config,
      database,
      models: () => models,
      heads: () => ({ handed: [], own: [] }),
      dropped: () => 0,
      show: () => () => undefined,
    },
    log: { info: () => undefined, warn: (facts) => void warned.push(facts) },
    now: () => Date.now() - 30_000,
    start: (start, hears) => {
      const child = startShadow(start, hears, { every: 200, silent, endless: patient(60_000) });
      pids.push(child.pid!);
      return child;
    },
  });
  await shadows.begin('planes-2', { tracks: 1 }, 'Lin');
  await eventually(async () => expect(pids).toHaveLength(1));
  process.kill(pids[0]!, 'SIGSTOP');
  await eventually(() => expect(pids).toHaveLength(2));
  expect(() => process.kill(pids[0]!, 0)).toThrow('ESRCH');
  const why = `hung: it told nothing for ${silent / 1000} s, and was killed`;
  expect(warned).toContainEqual({ bundle: 'planes-2', why });
  const [run] = await shadows.runs();
  expect(run).toMatchObject({ state: 'running', why: `its process was started again: ${why}` });
  await box.bird('red', run!.beganAt + 1, RED);
  await eventually(async () =>
    expect(await shadows.report('planes-2')).toMatchObject({ state: 'done', counts: { changed: 1 } }),
  );
  await shadows.close();
});
