/**
 * Entry of the process that plays cameras to a bench: `rtsp-server.ts FILE COUNT`. Each of /0, /1, … plays the same
 * video from another place in it, so that no two cameras are busy for the same reason at the same time.
 */
import { RtspServer } from '../fixtures/rtsp/server.ts';
import { loadSource, type Source } from '../fixtures/rtsp/source.ts';

const [file, count] = process.argv.slice(2) as [string, string];
const source = await loadSource(file);
const server = new RtspServer();
for (let i = 0; i < Number(count); i++) server.mount(`/${i}`, from(source, i / Number(count)), { start: 'now' });
await server.start();
process.send?.(server.url('/'));
process.once('disconnect', () => void server.stop());

/** The source beginning at the first key picture after a share of its length. */
function from(whole: Source, share: number): Source {
  const { units, duration } = whole;
  const first = units.findIndex((unit) => unit.key && unit.dts >= share * duration);
  if (first <= 0) return whole;
  const start = units[first]!.dts;
  const moved = [...units.slice(first), ...units.slice(0, first)].map((unit, index) => {
    const by = index < units.length - first ? -start : duration - start;
    return { ...unit, dts: unit.dts + by, pts: unit.pts + by };
  });
  return { ...whole, units: moved };
}
