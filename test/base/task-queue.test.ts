import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { TaskQueue } from '../../src/base/task-queue.ts';

describe('TaskQueue', () => {
  const queue = () => new TaskQueue({ operation: 'write crop', limitMs: 50 });

  it('runs one task after another, in the order asked', async () => {
    const tasks = queue();
    const done: number[] = [];
    const slow = tasks.add('a', async () => {
      await sleep(5);
      done.push(1);
    });
    const quick = tasks.add('b', async () => {
      done.push(2);
    });
    expect(tasks.size).toBe(2);
    await Promise.all([slow, quick]);
    expect(done).toEqual([1, 2]);
    expect(tasks.size).toBe(0);
  });

  it('goes on after a task that fails', async () => {
    const tasks = queue();
    const failed = tasks.add('a', () => Promise.reject(new Error('no')));
    const after = tasks.add('b', async () => 'done');
    await expect(failed).rejects.toThrow('no');
    await expect(after).resolves.toBe('done');
  });

  it('gives up one that hangs, tells it so, and goes on', async () => {
    const tasks = queue();
    let told = false;
    const hung = tasks.add('east', (signal) => {
      signal.addEventListener('abort', () => {
        told = true;
      });
      return new Promise<never>(() => undefined);
    });
    const after = tasks.add('b', async () => 'done');
    await expect(hung).rejects.toThrow('write crop east: it took longer than 0.05 s');
    await expect(after).resolves.toBe('done');
    expect(told).toBe(true);
    await tasks.idle();
  });
});
