import type {
  Alert,
  CameraStatus,
  Cause,
  Deployment,
  EffortMinute,
  Outcome,
  Review,
  Visit,
} from '../../base/domain.ts';

/** What a camera does from then on. */
export interface CameraNews {
  readonly camera: string;
  readonly at: number;
  readonly state: CameraStatus['state'];
  readonly cause?: Cause;
}

/** An entry of the feed, whole, as it was when written. Cursors only grow. */
export type FeedEvent = { readonly cursor: number; readonly at: number } & (
  | {
      readonly type: `visit.${'new' | 'update' | 'end' | 'withdrawn'}`;
      readonly body: Visit & { readonly version?: number; readonly outcome?: Outcome };
    }
  | { readonly type: 'review.new'; readonly body: Review }
  | { readonly type: 'alert.new' | 'alert.update'; readonly body: Alert }
  | { readonly type: 'camera.state'; readonly body: CameraNews }
  | { readonly type: 'effort.minute'; readonly body: EffortMinute }
  | { readonly type: 'deployment.change'; readonly body: Deployment }
  | { readonly type: 'checklist.change'; readonly body: { readonly id: string; readonly taxa: readonly string[] } }
);
