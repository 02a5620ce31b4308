import { useAsk } from '../../api/ask.ts';
import type { TaughtPicture as Taught } from '../../api/types.ts';
import { href } from '../../base/route.ts';
import { Picture } from '../../parts/picture.tsx';
import { nameOf, words } from '../../words/words.ts';
import { Forget } from './forget.tsx';

/** A picture that was taught, with whose word it is, the visit that it is of, and the way to have it forgotten. */
export function TaughtPicture({ picture, forgotten }: { readonly picture: Taught; readonly forgotten: () => void }) {
  const { models: said } = words.value;
  const { id, taxon, visit, set, file, sha256, people } = picture;
  // The kept crop of the visit is the picture; one of a labelled set lies elsewhere and has no address here.
  const asked = useAsk('GET /api/v1/visits/{id}', { params: { id: visit ?? '' } }, { when: visit !== undefined });
  const media = asked.data?.media.find((one) => one.sha256 === sha256);
  return (
    <div class="taught-picture">
      <Picture key={media?.id} media={media} name={nameOf(taxon)} />
      <span class="soft">
        {visit === undefined ? (
          `${set}: ${file}`
        ) : (
          <a href={href(['visits', visit])}>{said.ofVisit(people.join(said.comma))}</a>
        )}
      </span>
      <Forget
        pictures={[picture]}
        what={{ picture: id }}
        does={said.forget}
        means={said.forgetMeans}
        then={forgotten}
      />
    </div>
  );
}
