import { useState } from 'preact/hooks';
import { useAsk } from '../api/ask.ts';
import { write } from '../api/client.ts';
import { may } from '../api/session.ts';
import type { Api, Taxon } from '../api/types.ts';
import { nameOf, words } from '../words/words.ts';
import { useDoing } from './doing.ts';
import { Told } from './told.tsx';
import { Wrong } from './wrong.tsx';

const TEACH = 'POST /api/v1/visits/{id}/taught';

interface TeachProps {
  readonly visit: string;
  /** What people called it. */
  readonly taxon: Taxon;
}

/** Has the box learn the pictures of a visit that people decided on, and says what came of it, and how much of the taxon it was taught so far. */
export function Teach({ visit, taxon }: TeachProps) {
  const { teach: said } = words.value;
  const teaching = useDoing();
  const known = useAsk('GET /api/v1/taught', {}, { when: may('GET /api/v1/taught') });
  const pictures = known.data?.data.find((one) => one.taxon.id === taxon.id)?.pictures ?? 0;
  const [taught, setTaught] = useState<Api[typeof TEACH]['reply']>();
  if (!may(TEACH)) return null;
  const teach = () =>
    teaching.go(async () => {
      setTaught(await write(TEACH, { params: { id: visit }, body: {} }));
      known.again();
    });
  return (
    <div class="teach">
      <button type="button" disabled={teaching.busy} onClick={teach}>
        {said.go}
      </button>{' '}
      <output class="soft">
        {taught && (
          <>
            {said.taught(taught.data.length)}
            {taught.leftOut.map(({ file, reason, said: why }) => (
              <span key={file} class="line">
                {said.leftOut} <Told said={why}>{reason}</Told>
              </span>
            ))}
          </>
        )}
      </output>
      {known.data && <span class="soft line">{said.soFar(nameOf(taxon), pictures)}</span>}
      <Wrong error={teaching.error} />
    </div>
  );
}
