import { existsSync, readFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { hostOf } from '../../base/address.ts';
import { RoostError } from '../../base/errors.ts';
import { say } from '../../base/said/said.ts';
import { TaskQueue } from '../../base/task-queue.ts';
import { replaceFile } from '../../base/whole-file.ts';
import { putSecrets } from '../../know/config/add-secrets.ts';
import { cameraText, changedCamera, fileOfCamera } from '../../know/config/camera-files.ts';
import { checkPlaceholders } from '../../know/config/config.ts';
import { cameraFile } from '../../know/config/example.ts';
import { replaceKept } from '../../know/config/replace-kept.ts';
import { type CameraConfig, cameraSchema } from '../../know/config/schema.ts';
import { CAMERA_SECRETS, type Credentials, cameraPrefix } from '../../know/config/secrets.ts';
import { findCameras } from '../../see/discover/find.ts';
import { type Tried, tryCamera } from '../../see/watch/trial.ts';
import type { AddressAsked, CameraChanges, CameraDesk, CameraSettings } from '../../tell/server/camera-deps.ts';
import { watchedCameras } from '../watching.ts';
import { type CameraChecked, lookAtCamera } from './check.ts';
import { Held } from './held.ts';
import type { CamerasInUse } from './in-use.ts';
import { placeOf } from './place.ts';
import { type AddressFound, tryAddress } from './try-address.ts';

/** What setting up cameras needs of a box. */
export interface DeskParts {
  readonly inUse: CamerasInUse;
  /** The cameras changed: the one with this id is to be watched as they say now, or no more. */
  changed(id: string): Promise<void>;
  /** Ids of all cameras of which something is recorded. */
  recorded(): ReadonlySet<string>;
  /** What finds animals in the pictures of a camera; undefined while nothing looks. `close` ends it. */
  detector(camera: string): (Parameters<typeof tryCamera>[0]['detector'] & { close(): void }) | undefined;
}

const MINUTES = 10;
/** Something that nobody asks for any more, or that hangs, ends after so long, ms. */
const LONGEST = 110_000;

/** Sets up the cameras of a box that runs. Files are changed one after the other. */
export function cameraDesk({ inUse, changed, recorded, detector }: DeskParts): CameraDesk {
  const { config } = inUse;
  const folder = join(config.folder, 'cameras');
  const secretsFile = join(config.folder, CAMERA_SECRETS);
  const trials = new Held<AddressFound>(16, MINUTES * 60_000);
  const stills = new Held<Uint8Array>(32, MINUTES * 60_000);
  /** Each look takes an ffmpeg or two. */
  const looks = new TaskQueue({ operation: 'look at a camera', atOnce: 2, limitMs: LONGEST });
  const writes = new TaskQueue({ operation: 'change cameras', limitMs: LONGEST });
  const known = (id: string) => config.cameras.find((camera) => camera.id === id);
  const settingsOf = (camera: CameraConfig) => settings(camera, config.secrets.camera(camera.id) !== undefined);
  const told = ({ findings, still }: CameraChecked) => ({ findings, ...(still && { still: stills.keep(still) }) });
  const look = <T>(signal: AbortSignal, work: (signal: AbortSignal) => Promise<T>) =>
    looks.add('camera', (late) => work(AbortSignal.any([signal, late])));

  const lookAt = (camera: CameraConfig, signal: AbortSignal, credentials = config.secrets.camera(camera.id)) =>
    look(signal, (either) => lookAtCamera(camera, { credentials, decoder: config.site.decoder }, either));

  function trialOf(trial: string): AddressFound {
    const found = trials.get(trial);
    if (found) return found;
    throw new RoostError('change', 'the address', say('trial-forgotten', {}));
  }

  /** A log-in that the box knows goes to no other host than before, unless somebody types it anew. */
  function mayHear(id: string, { url, credentials }: AddressFound, before: string | undefined): void {
    if (credentials || !config.secrets.camera(id) || (before !== undefined && hostOf(before) === hostOf(url))) return;
    throw new RoostError('save', id, say('log-in-elsewhere', {}));
  }

  /** Writes files of a camera that its log-in belongs to. Where that fails, the log-in is what it was. */
  async function withLogIn(id: string, credentials: Credentials | undefined, write: () => Promise<unknown>) {
    if (!credentials || isDeepStrictEqual(credentials, config.secrets.camera(id))) return write();
    const prefix = cameraPrefix(id);
    const before = existsSync(secretsFile) ? readFileSync(secretsFile) : undefined;
    try {
      await putSecrets(secretsFile, {
        [`${prefix}_USER`]: credentials.user,
        [`${prefix}_PASSWORD`]: credentials.password,
      });
      config.secrets.readAgain?.();
      if (!isDeepStrictEqual(credentials, config.secrets.camera(id)))
        throw new RoostError('log in at', id, say('log-in-by-environment', { name: `${prefix}_USER` }));
      return await write();
    } catch (error) {
      await (before ? replaceFile(secretsFile, before, 0o600) : rm(secretsFile, { force: true }));
      config.secrets.readAgain?.();
      throw error;
    }
  }

  async function forgetLogIn(id: string): Promise<void> {
    const prefix = cameraPrefix(id);
    await putSecrets(secretsFile, { [`${prefix}_USER`]: undefined, [`${prefix}_PASSWORD`]: undefined });
    config.secrets.readAgain?.();
  }

  return {
    search: (seconds, signal) => findCameras({ timeout: seconds * 1000, signal }),

    tryAddress: (asked: AddressAsked, signal) =>
      look(signal, async (either) => {
        const found = await tryAddress(asked, config, either);
        return { ...told(found.looked), ...found.told, trial: trials.keep(found) };
      }),

    add: (trial, wanted) =>
      writes.add('camera', async () => {
        const found = trials.get(trial);
        if (!found) return undefined;
        const { id, name, file } = placeOf(folder, wanted, recorded());
        const { url, analysisUrl, transport } = found;
        mayHear(id, found, undefined);
        const text = cameraFile({
          ...{ id, name, url },
          ...(analysisUrl && { analysisUrl }),
          ...(transport !== 'tcp' && { transport }),
        });
        const { camera } = changedCamera(text, file, {});
        await withLogIn(id, found.credentials, () => replaceKept(file, text, Date.now()));
        inUse.put(camera);
        await changed(id);
        return settingsOf(camera);
      }),

    settings: (id) => {
      const camera = known(id);
      return camera && settingsOf(camera);
    },

    change: (id, changes) =>
      writes.add('camera', async () => {
        const old = known(id);
        if (!old) return undefined;
        const before = settingsOf(old);
        const file = fileOfCamera(folder, id);
        if (!file) throw new RoostError('change', id, say('camera-file-gone', {}));
        const found = changes.trial === undefined ? undefined : trialOf(changes.trial);
        if (found) mayHear(id, found, old.url);
        const values = valuesOf(changes, found);
        const { text, camera } = changedCamera(cameraText(file), file, values);
        if (camera.id !== id) throw new RoostError('change', file, say('camera-file-other', {}));
        await withLogIn(id, found?.credentials, () => {
          checkPlaceholders(camera, config.secrets, config.folder);
          return replaceKept(file, text, Date.now());
        });
        inUse.put(camera);
        await changed(id);
        return { before, after: settingsOf(camera) };
      }),

    remove: (id) =>
      writes.add('camera', async () => {
        const camera = known(id);
        if (!camera) return undefined;
        const before = settingsOf(camera);
        const file = fileOfCamera(folder, id);
        const aside = file && (await replaceKept(file, undefined, Date.now()));
        await forgetLogIn(id);
        inUse.remove(id);
        await changed(id);
        return { before, aside: aside ?? '' };
      }),

    check: async (id, signal) => {
      const camera = known(id);
      return camera && told(await lookAt(camera, signal));
    },

    still: async (id, signal) => {
      const camera = known(id);
      if (!camera) return undefined;
      const { findings, still } = await lookAt(camera, signal);
      if (still) return stills.keep(still);
      const why = findings.find(({ verdict }) => verdict === 'failure');
      throw new RoostError('take a still of', id, why?.found ?? say('gave-no-still', {}));
    },

    stillBytes: (still) => stills.get(still),

    test: async (id, { seconds, zones, masks }, signal) => {
      const camera = known(id);
      if (!camera) return undefined;
      const only = { ...config, cameras: [{ ...camera, ...drawn({ zones, masks }), enabled: true }] };
      const [watched] = watchedCameras(only, { folder: '', maxBytes: 0 }, undefined, Date.now(), new Map());
      const finds = detector(id);
      if (!watched || !finds) throw new RoostError('test', id, say('nothing-looks-now', {}));
      const { segments: _, recordUrl: __, ...capture } = watched.capture;
      try {
        const options = { capture, settings: watched, lengthMs: seconds * 1000, detector: finds };
        return tested(await look(signal, (either) => tryCamera(options, either)), stills);
      } finally {
        finds.close();
      }
    },
  };
}

function tested({ picture, ...rest }: Tried, stills: Held<Uint8Array>) {
  return { ...rest, ...(picture && { still: stills.keep(picture) }) };
}

type Drawn = Pick<CameraConfig, 'zones' | 'masks'>;

/** Polygons as the schema has them. */
function drawn({ zones, masks }: Pick<CameraSettings, 'zones' | 'masks'>): Drawn {
  const { shape } = cameraSchema;
  return { zones: shape.zones.parse(zones), masks: shape.masks.parse(masks) };
}

/** What is to stand in the file. */
function valuesOf({ trial: _, ...changes }: CameraChanges, found: AddressFound | undefined) {
  if (!found) return changes;
  const { url, analysisUrl, transport } = found;
  return { ...changes, url, analysisUrl, transport };
}

function settings(camera: CameraConfig, logIn: boolean): CameraSettings {
  const { id, name, place, habitat, station, url, analysisUrl, transport, fps, infrared } = camera;
  const { flocks, sweepSeconds, enabled, zones, masks, deployment } = camera;
  return {
    ...{ id, name, place, habitat, url, transport, logIn, fps, infrared, flocks, sweepSeconds, enabled },
    ...{ zones, masks, deployment },
    ...(station !== undefined && { station }),
    ...(analysisUrl !== undefined && { analysisUrl }),
  };
}
