import { useRef, useState } from 'preact/hooks';
import { write } from '../../api/client.ts';
import { may } from '../../api/session.ts';
import type { MediaLink } from '../../api/types.ts';
import { moment } from '../../base/time.ts';
import { useDoing } from '../../parts/doing.ts';
import { Wrong } from '../../parts/wrong.tsx';
import { words } from '../../words/words.ts';

const LINK = 'POST /api/v1/media/{id}/links';
/** How long an address that is given away is good, hours. */
const HOURS = 168;

/** Has the box make an address of a picture or clip that needs no token, to be sent to somebody who has none. @param name what it shows */
export function Share({ media, name }: { readonly media: string; readonly name: string }) {
  const { visits: said } = words.value;
  const making = useDoing();
  const [link, setLink] = useState<MediaLink>();
  const field = useRef<HTMLInputElement>(null);
  if (!may(LINK)) return null;
  const make = () =>
    making.go(async () => {
      const made = await write(LINK, { params: { id: media }, body: { hours: HOURS } });
      const url = new URL(made.url, location.origin).href;
      setLink({ ...made, url });
      // Over plain HTTP a browser neither sends nor copies by itself: there the address stands selected.
      if (navigator.share) await navigator.share({ title: name, url }).catch(() => undefined);
      field.current?.select();
    });
  return (
    <div class="share">
      <button type="button" disabled={making.busy} onClick={make}>
        {said.share}
      </button>
      {link && (
        <label>
          {said.shared(moment(link.until))}
          <input ref={field} readOnly value={link.url} onFocus={({ currentTarget }) => currentTarget.select()} />
        </label>
      )}
      <Wrong error={making.error} />
    </div>
  );
}
