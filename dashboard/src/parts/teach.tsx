import { useState } from 'preact/hooks';
import { write } from '../api/client.ts';
import { may } from '../api/session.ts';
import { words } from '../words/words.ts';

/** Has the box learn the pictures of a visit that people decided on, and says what came of it. */
export function Teach({ visit }: { readonly visit: string }) {
  const { teach: said } = words.value;
  const [told, setTold] = useState('');
  const [busy, setBusy] = useState(false);
  if (!may('reviewer')) return null;
  const teach = async () => {
    setBusy(true);
    try {
      const { data, leftOut } = await write('POST /api/v1/visits/{id}/taught', { params: { id: visit }, body: {} });
      setTold([said.taught(data.length), ...leftOut.map(({ reason }) => reason)].join('. '));
    } catch (error) {
      setTold((error as Error).message);
    } finally {
      setBusy(false);
    }
  };
  return (
    <p class="teach">
      <button type="button" disabled={busy} onClick={() => void teach()}>
        {said.go}
      </button>{' '}
      <output class="soft">{told}</output>
    </p>
  );
}
