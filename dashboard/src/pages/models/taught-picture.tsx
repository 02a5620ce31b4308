import { useAsk } from '../../api/ask.ts';
import { write } from '../../api/client.ts';
import { may } from '../../api/session.ts';
import type { TaughtPicture as Taught } from '../../api/types.ts';
import { href } from '../../base/route.ts';
import { Picture } from '../../parts/picture.tsx';
import { Sure } from '../../parts/sure.tsx';
import { nameOf, words } from '../../words/words.ts';

/** A picture that was taught, with whose word it is, the visit that it is of, and the way to have it forgotten. */
export function TaughtPicture({ picture, forgotten }: { readonly picture: Taught; readonly forgotten: () => void }) {
  const { models: said } = words.value;
  const { id, taxon, visit, set, file, sha256, people } = picture;
  // The kept crop of the visit is the picture; one of a labelled set lies elsewhere and has no address here.
  const asked = useAsk('GET /api/v1/visits/{id}', { params: { id: visit ?? '' } }, { when: visit !== undefined });
  const media = asked.data?.media.find((one) => one.sha256 === sha256);
  const forget = async () => {
    await write('POST /api/v1/taught/forgotten', { body: { picture: id } });
    forgotten();
  };
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
      <Sure does={said.forget} means={said.forgetMeans} disabled={!may('reviewer')} onSure={forget} />
    </div>
  );
}
