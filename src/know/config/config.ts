import { existsSync, readdirSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { RoostError } from '../../base/errors.ts';
import { hasPlaceholders } from '../../base/placeholders.ts';
import type { Checklist } from '../taxonomy/checklist.ts';
import { readChecklist } from './checklist.ts';
import { readYaml } from './read.ts';
import { type CameraConfig, cameraSchema, type SiteConfig, siteSchema } from './schema.ts';
import { cameraPrefix, readSecrets, type Secrets } from './secrets.ts';

/** All that a box is told: the site, its cameras, and its secrets apart from both. */
export interface Config {
  /** The folder that holds roost.yaml. */
  readonly folder: string;
  /** The data folder as an absolute path. */
  readonly data: string;
  readonly site: SiteConfig;
  /** Which taxa are expected at the site. */
  readonly checklist: Checklist;
  readonly cameras: readonly CameraConfig[];
  readonly secrets: Secrets;
}

/**
 * Reads `roost.yaml`, the checklist, `cameras/*.yaml` and `secrets.env` of a folder.
 * @param file path of roost.yaml
 * @throws RoostError naming file, line and key of every mistake
 */
export function readConfig(file: string, environment: NodeJS.ProcessEnv): Config {
  const box = readSite(file);
  const { folder, site } = box;
  const checklist = readChecklist(resolve(folder, site.checklist));
  // A box without a camera starts, so that the first one can be added on its page.
  const cameras = camerasIn(join(folder, 'cameras'));
  const secrets = readSecrets(join(folder, 'secrets.env'), environment);
  for (const camera of cameras) checkPlaceholders(camera, secrets, folder);
  return { ...box, checklist, cameras, secrets };
}

/** @throws RoostError where a camera's address asks for a user or password that nobody has given */
export function checkPlaceholders(
  { id, enabled, url, analysisUrl = '' }: CameraConfig,
  secrets: Secrets,
  folder: string,
): void {
  if (!enabled || secrets.camera(id) || !(hasPlaceholders(url) || hasPlaceholders(analysisUrl))) return;
  const prefix = cameraPrefix(id);
  throw new RoostError(
    'read secrets',
    join(folder, 'secrets.env'),
    `the address of camera ${id} names {user} or {password}, and neither has a value`,
    `Set ${prefix}_USER and ${prefix}_PASSWORD, or ROOST_CAMERA_USER and ROOST_CAMERA_PASSWORD for all cameras`,
  );
}

/** Reads `roost.yaml` alone, for what needs neither cameras nor a checklist. */
export function readSite(file: string): Pick<Config, 'folder' | 'data' | 'site'> {
  const path = resolve(file);
  const folder = dirname(path);
  if (!existsSync(path))
    throw new RoostError(
      'read',
      path,
      'there is no such file: make one with "roost init", or name the one of your box with --config',
    );
  const site = readYaml(path, siteSchema);
  return { folder, data: resolve(folder, site.data), site };
}

/** Reads one camera file. */
export function readCamera(file: string): CameraConfig {
  return readYaml(file, cameraSchema);
}

/**
 * The camera files of a folder, in the order of their names; none where it is not there.
 * @throws RoostError naming every mistake, or two files of one id
 */
export function camerasIn(folder: string): CameraConfig[] {
  const files = existsSync(folder)
    ? readdirSync(folder)
        .filter((name) => /\.ya?ml$/.test(name))
        .sort()
    : [];
  const seen = new Map<string, string>();
  return files.map((name) => {
    const file = join(folder, name);
    const camera = readCamera(file);
    const other = seen.get(camera.id);
    if (other)
      throw new RoostError(
        'check',
        file,
        `id ${camera.id} is taken by ${relative(folder, other)}`,
        'Ids are unique on a box',
      );
    seen.set(camera.id, file);
    return camera;
  });
}
