import type { CameraLook } from '../../api/types.ts';
import { Told } from '../../parts/told.tsx';
import { words } from '../../words/words.ts';

/** What a look at a camera found, with its still. */
export function Findings({ look: { findings, still } }: { readonly look: CameraLook }) {
  const { cameras: said, causes, colon } = words.value;
  return (
    <>
      <ul class="findings">
        {findings.map(({ about, verdict, found, cause, said: what }, n) => (
          <li key={n} class={verdict}>
            <strong>
              {said.about[about]}
              {colon}
              {said.verdicts[verdict]}
            </strong>
            {cause && ` · ${causes[cause]}`}
            <span class="soft line">
              <Told said={what}>{found}</Told>
            </span>
          </li>
        ))}
      </ul>
      {still !== undefined && (
        <img class="look-still" src={`api/v1/camera-stills/${encodeURIComponent(still)}`} alt={said.still} />
      )}
    </>
  );
}
