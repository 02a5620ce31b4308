import { useAsk } from '../../api/ask.ts';
import type { Taxon, Visit } from '../../api/types.ts';
import { Picture } from '../../parts/picture.tsx';
import { standing } from '../../parts/visit-row.tsx';
import { nameOf } from '../../words/words.ts';

/** So many of a wider taxon's visits are looked through: most are of what lies within it. */
const LOOKED_THROUGH = 40;

/** The newest picture of a taxon today: of the newest visits or, where those are all of others, asked for. */
export function TodayPicture({
  taxon,
  from,
  visits,
}: {
  readonly taxon: Taxon;
  readonly from: string;
  readonly visits: readonly Visit[] | undefined;
}) {
  const shown = cropOf(visits, taxon);
  const asked = useAsk(
    'GET /api/v1/visits',
    { query: { taxon: taxon.id, from, limit: taxon.rank === 'species' ? 3 : LOOKED_THROUGH } },
    { when: visits !== undefined && shown === undefined },
  );
  const media = shown ?? cropOf(asked.data?.data, taxon);
  const reading = !media && (visits === undefined || asked.loading);
  if (reading) return <span class="picture none" />;
  return <Picture media={media} name={nameOf(taxon)} />;
}

function cropOf(visits: readonly Visit[] | undefined, { id }: Taxon): Visit['crop'] {
  return visits?.find((visit) => standing(visit).taxon.id === id && visit.crop)?.crop;
}
