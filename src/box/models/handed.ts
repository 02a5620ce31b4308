import { VERSION } from '../../base/package.ts';
import { TaskQueue } from '../../base/task-queue.ts';
import { fingerprintOf } from '../../know/models/bundle/keys.ts';
import { bundleModelId, nameOf } from '../../know/models/bundle/manifest.ts';
import type { Bundle } from '../../know/models/bundle/open.ts';
import { stagedBundles } from '../../know/models/bundle/stage.ts';
import type { BundleFacts, ModelDeps } from '../../tell/server/deps.ts';
import { keysOf, modelsFolder, mostBytesOf, spareOf, type TakingConfig, takeBundle } from './take.ts';
import { Uploads } from './uploads.ts';

/** A bundle is proved within this time (ms), or given up. */
const TAKEN_WITHIN = 300_000;

/**
 * Answers what the API asks about bundles of models.
 * @param running ids of the models in use
 */
export function handedModels(config: TakingConfig, running: () => readonly string[], now: () => number): ModelDeps {
  const folder = () => modelsFolder(config);
  let made: Uploads | undefined;
  const uploads = () => {
    made ??= new Uploads(folder(), { most: mostBytesOf(config), spare: () => spareOf(config) });
    return made;
  };
  // Two that are proved at once would make each other slow.
  const queue = new TaskQueue({ operation: 'take bundle', limitMs: TAKEN_WITHIN });
  return {
    models: async () => ({
      ...{ roost: VERSION, running: running(), staged: (await stagedBundles(folder())).map(bundleFacts) },
      keys: keysOf(config).map(({ name, key, until }) => {
        return { name, fingerprint: fingerprintOf(key), ...(until !== undefined && { until }) };
      }),
      uploads: await uploads().all(),
    }),
    beginUpload: (sha256, bytes) => uploads().begin(sha256, bytes, now()),
    appendUpload: (sha256, offset, piece) => uploads().append(sha256, offset, piece),
    stageUpload: async (sha256) => {
      const upload = await uploads().find(sha256);
      if (!upload) return undefined;
      return queue.add(sha256.slice(0, 12), async (signal) => {
        const file = await uploads().whole(upload);
        // One that is refused stays for a while: who mends the configuration need not send it again.
        const bundle = await takeBundle(config, file, now(), signal);
        await uploads().remove(upload);
        return bundleFacts(bundle);
      });
    },
  };
}

/** What is told of a bundle. */
function bundleFacts({ manifest, digest }: Bundle): BundleFacts {
  const { id, version, kind, madeAt, expiresAt, note } = manifest;
  const model = bundleModelId(manifest);
  return {
    ...{ name: nameOf(manifest), id, version, kind, digest, madeAt: Date.parse(madeAt) },
    ...(expiresAt !== undefined && { expiresAt: Date.parse(expiresAt) }),
    ...(note !== undefined && { note }),
    ...(model !== undefined && { model }),
  };
}
