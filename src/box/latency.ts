import { Histogram, type Registry } from 'prom-client';

/** How long it takes from a picture to what is told of it, for the metrics. */
export function latencyMetric(registry: Registry): Histogram<'camera'> {
  return new Histogram({
    name: 'roost_capture_to_track_seconds',
    help: 'From the capture of a frame until its tracks are told to the store',
    labelNames: ['camera'],
    buckets: [0.05, 0.1, 0.2, 0.5, 1, 2, 5],
    registers: [registry],
  });
}
