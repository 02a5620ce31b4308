import { useState } from 'preact/hooks';
import { write } from '../api/client.ts';
import { may } from '../api/session.ts';
import type { Api } from '../api/types.ts';
import { words } from '../words/words.ts';
import { useDoing } from './doing.ts';
import { Told } from './told.tsx';
import { Wrong } from './wrong.tsx';

const TEACH = 'POST /api/v1/visits/{id}/taught';

/** Has the box learn the pictures of a visit that people decided on, and says what came of it. */
export function Teach({ visit }: { readonly visit: string }) {
  const { teach: said } = words.value;
  const teaching = useDoing();
  const [taught, setTaught] = useState<Api[typeof TEACH]['reply']>();
  if (!may(TEACH)) return null;
  const teach = () => teaching.go(async () => setTaught(await write(TEACH, { params: { id: visit }, body: {} })));
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
      <Wrong error={teaching.error} />
    </div>
  );
}
