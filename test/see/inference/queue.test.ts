import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FairQueue } from '../../../src/see/inference/queue.ts';

function drain<T>(queue: FairQueue<T>): T[] {
  const items: T[] = [];
  for (let item = queue.next(); item !== undefined; item = queue.next()) items.push(item);
  return items;
}

describe('FairQueue', () => {
  it('takes the cameras in turn', () => {
    const queue = new FairQueue<string>();
    for (const item of ['a1', 'a2', 'a3', 'b1', 'c1', 'c2']) queue.push(item[0]!, item);
    expect(drain(queue)).toEqual(['a1', 'b1', 'c1', 'a2', 'c2', 'a3']);
  });

  it('lets nobody wait for more than one item of each other camera', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('a', 'b', 'c', 'd')), (cameras) => {
        const queue = new FairQueue<string>();
        for (const camera of cameras) queue.push(camera, camera);
        queue.push('new', 'new');
        expect(drain(queue).indexOf('new')).toBeLessThanOrEqual(new Set(cameras).size);
      }),
    );
  });

  it('keeps the order within a camera and loses nothing', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('a', 'b', 'c')), (cameras) => {
        const queue = new FairQueue<{ camera: string; n: number }>();
        cameras.forEach((camera, n) => {
          queue.push(camera, { camera, n });
        });
        expect(queue.size).toBe(cameras.length);
        const items = drain(queue);
        for (const camera of ['a', 'b', 'c']) {
          const own = items.filter((item) => item.camera === camera).map(({ n }) => n);
          expect(own).toEqual(cameras.flatMap((other, n) => (other === camera ? [n] : [])));
        }
      }),
    );
  });

  it('forgets what is not wanted', () => {
    const queue = new FairQueue<number>();
    for (const item of [1, 2, 3, 4]) queue.push(item < 3 ? 'a' : 'b', item);
    queue.remove((item) => item !== 2);
    expect(drain(queue)).toEqual([2]);
    expect(queue.size).toBe(0);
  });

  it('takes what can wait last, but not never', () => {
    const queue = new FairQueue<string>();
    queue.push('a', 'name', true);
    for (let i = 0; i < 20; i++) queue.push('a', `look ${i}`);
    queue.push('b', 'name of b', true);
    const order = drain(queue);
    expect(order.indexOf('name of b')).toBe(1);
    expect(order.filter((item) => item !== 'name of b').indexOf('name')).toBe(8);
  });

  it('lets nothing that can wait be passed more than 8 times by its own camera', () => {
    fc.assert(
      fc.property(fc.array(fc.boolean(), { maxLength: 60 }), (waits) => {
        const queue = new FairQueue<boolean>();
        for (const canWait of waits) queue.push('a', canWait, canWait);
        const order = drain(queue);
        expect(order).toHaveLength(waits.length);
        const last = order.lastIndexOf(true);
        let passed = 0;
        for (const canWait of order.slice(0, last + 1)) {
          passed = canWait ? 0 : passed + 1;
          expect(passed).toBeLessThanOrEqual(8);
        }
      }),
    );
  });
});
