import type { Move } from '../../count/tally/moves.ts';

/** What is told of a camera that was put up elsewhere, or turned where it stands. @param day on which it was */
export function movedLine(lang: 'zh' | 'en', { camera, before, after, metres }: Move, day: string): string {
  const [was, is] = [before.station, after.station];
  if (lang === 'zh') {
    const station = was === is ? `监测点 ${was}` : `监测点由 ${was} 改为 ${is}`;
    const far = metres === undefined ? '' : metres < 1 ? '，位置不变' : `，距原位置 ${distance(metres)}`;
    return `相机 ${camera} 于 ${day} 重新布设：${station}${far}。此前的记录仍计入原监测点。`;
  }
  const station = was === is ? `station ${was}` : `from station ${was} to ${is}`;
  const far = metres === undefined ? '' : metres < 1 ? ', at the same place' : `, ${distance(metres)} away`;
  return `Camera ${camera} was put up anew on ${day}: ${station}${far}. What it recorded before counts for where it stood then.`;
}

/** Metres to two digits. */
function distance(metres: number): string {
  const step = 10 ** Math.max(0, Math.floor(Math.log10(metres)) - 1);
  const about = Math.round(metres / step) * step;
  return about < 1000 ? `${about} m` : `${about / 1000} km`;
}
