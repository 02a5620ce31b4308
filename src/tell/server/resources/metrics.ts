import { z } from 'zod';
import type { ServerDeps } from '../deps.ts';
import type { Metrics } from '../metrics.ts';
import { rawResource } from '../resource.ts';
import { None } from '../shapes/common.ts';

/** Prometheus text: the box's metrics and the server's own. */
export function metricsResource(deps: ServerDeps, metrics: Metrics) {
  return rawResource({
    path: '/metrics',
    role: 'viewer',
    scope: 'status',
    summary: 'Metrics in the Prometheus text format',
    params: None,
    query: None,
    reply: { description: 'Metrics with the prefix roost_, in base units', types: ['text/plain'], schema: z.string() },
    serve: async (_input, _request, response) => {
      const [box, own] = await Promise.all([deps.registry.metrics(), metrics.registry.metrics()]);
      response
        .set({ 'Content-Type': metrics.registry.contentType, 'Cache-Control': 'no-store' })
        .send(`${box}\n${own}`);
    },
  });
}
