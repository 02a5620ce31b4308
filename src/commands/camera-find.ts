import { findCameras } from '../see/discover/find.ts';

/** Options of `roost camera find` as typed. */
export interface CameraFindCommand {
  readonly interface?: string;
  readonly seconds: number;
}

/**
 * Lists the ONVIF cameras that answer on the local network.
 * @returns true where there is any
 */
export async function cameraFind(
  options: CameraFindCommand,
  signal: AbortSignal,
  print: (line: string) => void,
): Promise<boolean> {
  const device = options.interface;
  const { cameras, junk, interfaces } = await findCameras({
    ...(device !== undefined && { device }),
    timeout: options.seconds * 1000,
    signal,
  });
  for (const { host, name, hardware } of cameras) {
    const said = name.includes(hardware) ? name : `${name} ${hardware}`.trim();
    print(`${host}  ${said || 'says no name'}`);
  }
  if (junk) print('Something on the network sent answers that cannot be read.');
  const asked = `Asked on ${interfaces.join(', ')} for ${options.seconds} s`;
  if (cameras.length > 0) print(`${asked}. Next: roost camera add ${cameras[0]!.host} --user USER`);
  else
    print(
      `${asked}: no camera answers. Is ONVIF switched on in the camera, and is it on the same network? ` +
        'A camera whose address you know needs no finding: roost camera add ADDRESS --user USER',
    );
  return cameras.length > 0;
}
