import type { Box, CameraFinding, Cause, Kind, RegionReason } from '../../base/domain.ts';

/** A polygon by its name: corners [x, y] as fractions of the picture. */
export interface NamedPolygon {
  readonly name: string;
  readonly polygon: readonly (readonly number[])[];
}

/** Where and when a camera stands, as its file says. Days as `2026-05-01`. */
export interface DeploymentSays {
  readonly start?: string | undefined;
  readonly end?: string | undefined;
  readonly latitude?: number | undefined;
  readonly longitude?: number | undefined;
  readonly heightMetres?: number | undefined;
  readonly directionDegrees?: number | undefined;
}

/** How a camera is set up; its user and password never stand here. */
export interface CameraSettings {
  readonly id: string;
  readonly name: string;
  readonly place: string;
  readonly habitat: string;
  readonly station?: string | undefined;
  /** Its addresses as their placeholders stand in the file. */
  readonly url: string;
  readonly analysisUrl?: string | undefined;
  readonly transport: 'tcp' | 'udp' | 'multicast' | 'http';
  /** True where a user is known for it. */
  readonly logIn: boolean;
  readonly fps: number;
  readonly infrared: boolean;
  readonly flocks: boolean;
  readonly sweepSeconds: number;
  readonly enabled: boolean;
  readonly zones: readonly NamedPolygon[];
  readonly masks: readonly NamedPolygon[];
  readonly deployment: DeploymentSays;
}

/** What may be changed of a camera; what is undefined goes back to its default, what is left out stays. */
export type CameraChanges = Partial<
  Omit<CameraSettings, 'id' | 'url' | 'analysisUrl' | 'transport' | 'logIn' | 'deployment'>
> & {
  readonly deployment?: DeploymentSays;
  /** An address that was tried takes the place of the camera's. */
  readonly trial?: string;
};

/** What a look at a camera gave: what was found, and the id of a still where there is one. */
export interface CameraLook {
  readonly findings: readonly CameraFinding[];
  readonly still?: string;
}

/** An address that was tried, with what was said at each step. Its log-in is known to the box and not told. */
export interface AddressTried extends CameraLook {
  /** By which it can be saved, for some minutes. */
  readonly trial: string;
  readonly url: string;
  readonly analysisUrl?: string;
  readonly steps: readonly string[];
}

/** An address that is to be tried. */
export interface AddressAsked {
  /** A host, `host:port`, or a whole address without a password. */
  readonly address: string;
  readonly user?: string | undefined;
  readonly password?: string | undefined;
  readonly transport: CameraSettings['transport'];
}

/** What zones and masks made of some seconds of a camera. */
export interface CameraTested {
  readonly moments: readonly {
    readonly after: number;
    readonly motion: readonly { readonly box: Box; readonly left?: 'mask' | 'outside-zones' }[];
    readonly looks: readonly { readonly box: Box; readonly reason: RegionReason }[];
    readonly found: readonly {
      readonly kind: Kind;
      readonly score: number;
      readonly box: Box;
      readonly masked: boolean;
    }[];
  }[];
  readonly shown?: number;
  readonly still?: string;
  /** Why there was no picture. */
  readonly cause?: Cause;
}

/** Setting up cameras. Each that takes long ends with its signal. All reject with a RoostError where something is not possible. */
export interface CameraDesk {
  /** Asks the local network for cameras. */
  search(
    seconds: number,
    signal: AbortSignal,
  ): Promise<{
    readonly cameras: readonly { readonly host: string; readonly name: string; readonly hardware: string }[];
    readonly junk: boolean;
    readonly interfaces: readonly string[];
  }>;
  tryAddress(asked: AddressAsked, signal: AbortSignal): Promise<AddressTried>;
  /** Writes the file of a camera that was tried, and begins to watch it; undefined where no such trial is known any more. */
  add(trial: string, wanted: { readonly id?: string; readonly name?: string }): Promise<CameraSettings | undefined>;
  /** Undefined where there is no such camera. */
  settings(id: string): CameraSettings | undefined;
  change(
    id: string,
    changes: CameraChanges,
  ): Promise<{ readonly before: CameraSettings; readonly after: CameraSettings } | undefined>;
  /** Takes a camera out of use; what it recorded stays. @returns the name under which its file is kept */
  remove(id: string): Promise<{ readonly before: CameraSettings; readonly aside: string } | undefined>;
  check(id: string, signal: AbortSignal): Promise<CameraLook | undefined>;
  /** Takes a still of a camera. @returns its id */
  still(id: string, signal: AbortSignal): Promise<string | undefined>;
  /** A still that was taken in the last minutes: JPEG. */
  stillBytes(still: string): Uint8Array | undefined;
  /** Looks at a camera for some seconds with these zones and masks in the place of its own. */
  test(
    id: string,
    asked: {
      readonly seconds: number;
      readonly zones: CameraSettings['zones'];
      readonly masks: CameraSettings['masks'];
    },
    signal: AbortSignal,
  ): Promise<CameraTested | undefined>;
}
