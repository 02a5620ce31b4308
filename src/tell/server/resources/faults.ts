import { z } from 'zod';
import { saidBeside } from '../../../base/said/said.ts';
import type { ReadDeps } from '../deps.ts';
import { jsonResource } from '../resource.ts';
import { limitKey, None, timeKey } from '../shapes/common.ts';
import { DeliveryShape, delivery } from '../shapes/delivery.ts';
import { FaultShape, fault } from '../shapes/fault.ts';
import { saidKey } from '../shapes/said.ts';

/** Faults with what was sent of them, newest first. */
export function faultsResource(deps: ReadDeps) {
  return jsonResource({
    path: '/api/v1/faults',
    role: 'viewer',
    scope: 'status',
    summary: 'What kept the box or its cameras from seeing, with what was sent of it; newest first',
    params: None,
    query: z.strictObject({
      open: z
        .enum(['true', 'false'])
        .optional()
        .meta({ description: 'true: only those that go on; all when left out' }),
      from: timeKey('Only those that began at this time or later'),
      to: timeKey('Only those that began before this time'),
      limit: limitKey(500, 50),
    }),
    description: 'The newest faults; ask for those before with `to`',
    body: z.object({
      data: z.array(
        FaultShape.extend({ said: saidKey, deliveries: z.array(DeliveryShape) }).meta({ id: 'FaultDetail' }),
      ),
    }),
    answer: ({ query: { open, ...range } }) => ({
      data: deps.faults({ ...range, open: open === 'true' }).map(({ fault: one, deliveries }) => {
        return { ...fault(one), ...saidBeside(one.message), deliveries: deliveries.map(delivery) };
      }),
    }),
  });
}
