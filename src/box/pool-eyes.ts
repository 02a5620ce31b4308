import { featuresId } from '../know/models/feature-sources.ts';
import type { Installed } from '../know/models/installed.ts';
import { InferenceClient } from '../see/inference/client.ts';
import type { InferencePool } from '../see/inference/pool.ts';
import type { Eyes } from './teaching.ts';

/** Looks at pictures that are taught with the processes that the cameras have; it connects to them when it is first asked. */
export function poolEyes(
  { detector, classifiers }: Installed,
  pool: Pick<InferencePool, 'model' | 'classifiers' | 'endpoints' | 'onChange'>,
): Eyes & { close(): void } {
  const giving = classifiers.filter(({ spec }) => spec.embedding);
  let client: InferenceClient | undefined;
  const unlisten = pool.onChange((endpoints) => client?.setEndpoints(endpoints));
  const opened = () => {
    if (client) return client;
    client = new InferenceClient(pool.model, detector.spec.input.size, pool.classifiers);
    client.setEndpoints(pool.endpoints);
    return client;
  };
  return {
    models: giving.map(({ manifest, spec }) => ({
      ...{ id: spec.id, features: featuresId(manifest, spec.id), kinds: spec.kinds, margins: manifest.views },
    })),
    embed: async (model, picture, signal) => (await opened().embed(model, picture, 'teach', signal)).feature,
    close: () => {
      unlisten();
      client?.close();
    },
  };
}
