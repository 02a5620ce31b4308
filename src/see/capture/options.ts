import type { Decoder } from '../../base/decoders.ts';
import type { CameraState, Cause } from '../../base/domain.ts';
import type { DecoderState } from './decoder-choice.ts';
import type { SegmentHooks, SegmentOptions } from './ring-keeper.ts';
import type { Limit } from './size.ts';
import type { Credentials, Transport } from './source.ts';

/** One camera as capture sees it. Times in milliseconds. */
export interface CaptureOptions {
  /** The camera's id. */
  readonly camera: string;
  /** `rtsp://host:port/path`. */
  readonly url: string;
  /** Where segments come from, by an ffmpeg of its own, if not from `url`: same credentials and transport. Of no use without `segments`. */
  readonly recordUrl?: string;
  readonly credentials?: Credentials;
  readonly transport?: Transport;
  /** Analysis rate, frames a second. */
  readonly fps: number;
  /** Largest analysis size; frames keep the shape in which the stream is shown. */
  readonly limit: Limit;
  /** Where the camera's own stream is kept for clips; without it none is. */
  readonly segments?: SegmentOptions;
  /**
   * No packet, and from the first key picture on no complete frame, for so long ends a run: 10 s before the first frame, 5 s
   * later.
   */
  readonly firstFrameWithin?: number;
  readonly frameWithin?: number;
  /** No packet for so long begins anew to read `recordUrl`: 20 s. */
  readonly packetWithin?: number;
  /** A run that began so long ago begins anew where its pictures change their size: 60 s. Before, they are scaled. */
  readonly sizeFor?: number;
  /** Nothing new in the picture for so long, and over several key pictures, is frozen: 8 s. */
  readonly frozenAfter?: number;
  readonly ffmpeg?: string;
  /** What decodes it: software, unless said. Hardware that fails gives way to software. */
  readonly decoder?: Decoder;
}

/** What capture tells while it runs. */
export interface CaptureHooks extends SegmentHooks {
  /** The state changed, or the cause of being down did. Down and frozen come with a cause, watching with `slow` or `no-clips`, starting with `key-frame`. */
  onState?(state: CameraState, cause?: Cause): void;
  /** Another decoder is used from now on, since the one before failed. */
  onDecoder?(state: DecoderState): void;
  /** An ffmpeg was started, or is gone. */
  onChild?(pid: number, alive: boolean): void;
}

/** Figures since `start`. */
export interface CaptureFigures {
  /** Complete frames. */
  readonly frames: number;
  /** Frames that were replaced by a newer one before anyone took them. */
  readonly dropped: number;
  /** Frames of a frozen picture, which are not given out: looking at them is no effort. */
  readonly frozen: number;
  /** Runs of ffmpeg after the first. */
  readonly restarts: number;
  /** Steady time of the clock. */
  readonly lastFrameAt?: number;
}
