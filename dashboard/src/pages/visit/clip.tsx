import { useEffect, useRef, useState } from 'preact/hooks';
import type { Media, Track } from '../../api/types.ts';
import { clockSeconds } from '../../base/time.ts';
import { words } from '../../words/words.ts';
import { FramePaths } from './frame-paths.tsx';

/** A track is sought so long before it begins, s. */
const BEFORE_S = 1;

/** The clip of a visit with the ways of its tracks drawn on it; each track can be sought. */
export function Clip({ clip, tracks }: { readonly clip: Media; readonly tracks: readonly Track[] }) {
  const { visits: said } = words.value;
  const video = useRef<HTMLVideoElement>(null);
  const [shape, setShape] = useState({ width: 16, height: 9 });
  const [drawn, setDrawn] = useState(true);
  const [second, setSecond] = useState(0);
  const beganAt = Date.parse(clip.at);
  useFrames(video.current, setSecond);
  const seek = (startAt: string) => {
    const shown = video.current;
    if (!shown) return;
    shown.currentTime = Math.max(0, (Date.parse(startAt) - beganAt) / 1000 - BEFORE_S);
    void shown.play().catch(() => undefined);
  };
  return (
    <>
      <div class="clip-frame" style={{ aspectRatio: `${shape.width} / ${shape.height}` }}>
        <video
          ref={video}
          class="clip"
          controls
          muted
          playsInline
          preload="metadata"
          src={`api/v1/media/${encodeURIComponent(clip.id)}`}
          onLoadedMetadata={({ currentTarget: { videoWidth, videoHeight } }) => {
            if (videoWidth > 0) setShape({ width: videoWidth, height: videoHeight });
            setSecond(0.001);
          }}
        />
        {drawn && <FramePaths tracks={tracks} shape={shape} at={beganAt + second * 1000} />}
      </div>
      <div class="seek">
        {tracks.map(({ id, startAt }, n) => (
          <button key={id} type="button" aria-label={said.seek(clockSeconds(startAt))} onClick={() => seek(startAt)}>
            <i class={`dot series-${(n % 5) + 1}`} aria-hidden="true" /> {clockSeconds(startAt)}
          </button>
        ))}
        <label>
          <input type="checkbox" checked={drawn} onChange={() => setDrawn(!drawn)} /> {said.drawTracks}
        </label>
      </div>
    </>
  );
}

/** Tells where a video is, picture by picture while it plays. */
function useFrames(video: HTMLVideoElement | null, tell: (second: number) => void): void {
  useEffect(() => {
    if (!video) return;
    let frame = 0;
    const follow = () => {
      // Playing and seeking both begin to follow; one is enough.
      cancelAnimationFrame(frame);
      tell(video.currentTime);
      if (!video.paused) frame = requestAnimationFrame(follow);
    };
    for (const event of ['play', 'seeked', 'pause']) video.addEventListener(event, follow);
    return () => {
      cancelAnimationFrame(frame);
      for (const event of ['play', 'seeked', 'pause']) video.removeEventListener(event, follow);
    };
  }, [video]);
}
