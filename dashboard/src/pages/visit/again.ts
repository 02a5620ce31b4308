import type { Track } from '../../api/types.ts';

type Again = NonNullable<Track['again']>[number];

/** What one model called tracks of a visit, each beside what it was called when it was seen. */
export interface ByModel {
  readonly model: string;
  /** The last time that it named one. */
  readonly at: string;
  readonly tracks: readonly {
    readonly track: Track;
    readonly again: Again;
    /** True where it is another name. */
    readonly differs: boolean;
  }[];
}

/** What tracks were called when they were named again, model by model, the one that was asked last first; tracks that differ first. Pure. */
export function byModel(tracks: readonly Track[]): ByModel[] {
  const models = new Map<string, ByModel['tracks'][number][]>();
  for (const track of tracks)
    for (const again of track.again ?? []) {
      const differs = track.verdict?.taxon.id !== again.verdict.taxon.id;
      models.set(again.model, [...(models.get(again.model) ?? []), { track, again, differs }]);
    }
  return [...models]
    .map(([model, named]) => ({
      model,
      at: named.map(({ again }) => again.at).reduce((last, at) => (at > last ? at : last)),
      tracks: [...named].sort((a, b) => Number(b.differs) - Number(a.differs)),
    }))
    .sort((a, b) => b.at.localeCompare(a.at));
}
