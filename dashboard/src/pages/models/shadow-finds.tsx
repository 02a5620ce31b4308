import type { ShadowFinds as Finds } from '../../api/types.ts';
import { moment } from '../../base/time.ts';
import { cameraName } from '../../shell/box.ts';
import { number, words } from '../../words/words.ts';

interface ShadowFindsProps {
  readonly bundle: string;
  readonly finds: Finds;
}

/** What a staged detector finds in the same pictures as the one in use: camera by camera, with pictures that are otherwise. */
export function ShadowFinds({ bundle, finds: { cameras, taxa, otherwise, more } }: ShadowFindsProps) {
  const { models: said } = words.value;
  const overlooked = taxa.reduce((sum, one) => sum + one.overlooked, 0);
  const followed = taxa.reduce((sum, { tracks }) => sum + tracks, 0);
  return (
    <div class="shadow-counts">
      <p>
        <strong>{said.overlooks(number(overlooked), number(followed))}</strong> {said.findsMean}
      </p>
      <div class="table">
        <table>
          <thead>
            <tr>
              <th scope="col">{said.found.camera}</th>
              {[said.found.pictures, said.found.both, said.found.now, said.found.withIt, said.found.twice].map(
                (name) => (
                  <th key={name} scope="col" class="figure">
                    {name}
                  </th>
                ),
              )}
            </tr>
          </thead>
          <tbody>
            {cameras.map(({ camera, pictures, both, presentOnly, candidateOnly, doubled }) => (
              <tr key={camera}>
                <th scope="row">{cameraName(camera)}</th>
                <td class="figure">{number(pictures)}</td>
                <td class="figure">{number(both)}</td>
                <td class="figure">{number(presentOnly)}</td>
                <td class="figure">{number(candidateOnly)}</td>
                <td class="figure">{number(doubled.candidate)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <ul class="crops">
        {otherwise.map(({ picture, camera, at, found }) => (
          <li key={picture}>
            <span class="picture">
              <img
                src={`api/v1/models/shadows/${bundle}/pictures/${encodeURIComponent(picture)}`}
                alt={words.value.pictureOf(cameraName(camera))}
                loading="lazy"
                decoding="async"
              />
            </span>
            <span class="line">{[...new Set(found.map(({ how }) => said.foundHow[how]))].join(', ')}</span>
            <span class="soft line">
              {cameraName(camera)} · {moment(at)}
            </span>
          </li>
        ))}
      </ul>
      {more > 0 && <p class="soft">{said.morePictures(number(more))}</p>}
    </div>
  );
}
