/**
 * SQL for the part of a track that holds at a time: from when on it does, as `visit_tracks.since` says; the first part where the time
 * is before it. A track that goes on over midnights is in a visit of each day.
 * @param track, at SQL for the track's id, and for the time in ms
 */
export function partAt(track: string, at: string): string {
  const parts = `FROM visit_tracks AS parts WHERE parts.track = ${track}`;
  return `ifnull((SELECT max(since) ${parts} AND since <= ${at}), (SELECT min(since) ${parts}))`;
}
