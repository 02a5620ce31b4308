/** The oldest release of ffmpeg on whose options and words Roost relies. */
const OLDEST = [5, 1] as const;

/** What to do about an ffmpeg that is too old or lacks a decoder. */
export const NEWER_FFMPEG = 'Install the package ffmpeg of Debian 12 or newer, or of Ubuntu 24.04 or newer';

/** A build of ffmpeg. */
export interface FfmpegVersion {
  /** As it calls itself, e.g. `5.1.6-0+deb12u1`, `6.1.1-3ubuntu5`, `n7.1` or `N-12345-gabcdef`. */
  readonly name: string;
  /** Undefined for a build between releases, as of git, of which only its name is known. */
  readonly release?: readonly [major: number, minor: number];
}

/**
 * Reads the version out of what `ffmpeg -version` prints. Releases are numbers with points, perhaps behind an `n` (git's tags);
 * a date or a commit is none.
 * @returns undefined where the text is not ffmpeg's
 */
export function ffmpegVersion(text: string): FfmpegVersion | undefined {
  const name = /^ffmpeg version (\S+)/m.exec(text)?.[1];
  if (name === undefined) return undefined;
  const [, major, minor = '0'] = /^n?(\d{1,3})(?:\.(\d+))?(?![\d:])/.exec(name) ?? [];
  return { name, ...(major !== undefined && { release: [Number(major), Number(minor)] }) };
}

/** Why a version is refused, without what to do ({@link NEWER_FFMPEG}); undefined where it is new enough, or nobody can say. */
export function tooOld({ name, release }: FfmpegVersion): string | undefined {
  if (!release) return undefined;
  const [major, minor] = release;
  const old = major < OLDEST[0] || (major === OLDEST[0] && minor < OLDEST[1]);
  return old ? `${name} is older than ${OLDEST.join('.')}` : undefined;
}
