import { useState } from 'preact/hooks';
import { useAsk } from '../../api/ask.ts';
import { write } from '../../api/client.ts';
import { may } from '../../api/session.ts';
import type { ChecklistSettings } from '../../api/types.ts';
import { href } from '../../base/route.ts';
import { useDoing } from '../../parts/doing.ts';
import { ListReader, type ReadList } from '../../parts/list-reader.tsx';
import { Said } from '../../parts/said.tsx';
import { Wrong } from '../../parts/wrong.tsx';
import { language, words } from '../../words/words.ts';
import { listText } from './list-text.ts';

const SAVE = 'POST /api/v1/checklist/settings';

/** The list of the site, to be changed as text, or put in the place of by another one. */
export function EditList() {
  const { list: said, species, notAllowed } = words.value;
  const settings = useAsk('GET /api/v1/checklist/settings', {}, { when: may(SAVE) });
  return (
    <>
      <p>
        <a href={href(['species'])}>{species.back}</a>
      </p>
      <h1>{said.title}</h1>
      {may(SAVE) ? (
        <Said of={settings} lines={8}>
          {(data) => <Editor key={`${data.id} ${language.value}`} settings={data} saved={settings.again} />}
        </Said>
      ) : (
        <p class="empty">{notAllowed}</p>
      )}
    </>
  );
}

function Editor({ settings, saved }: { readonly settings: ChecklistSettings; readonly saved: () => void }) {
  const { list: said, setup } = words.value;
  const { id, inUse, region, taxa } = settings;
  const [state, setState] = useState<ReadList>();
  const list = state === 'unread' ? undefined : state;
  const saving = useDoing();
  const save = () =>
    saving.go(async () => {
      const body = {
        was: id,
        // No prior at all and a list would contradict each other.
        ...(region !== undefined && region !== 'world' && { region }),
        taxa: list!.taxa.map(({ taxon, months }) => ({ taxon: taxon.id, ...(months && { months }) })),
      };
      await write(SAVE, { body });
      saved();
    });
  return (
    <section class="sheet list-edit">
      <p>
        {taxa.length === 0 ? said.none : said.lists(taxa.length)}{' '}
        {region !== undefined && said.region(setup.regions[region] ?? region)}
      </p>
      {id !== inUse && (
        <p class="stale" role="status">
          {said.waits}
        </p>
      )}
      <p class="soft">{said.hint}</p>
      <ListReader text={listText(taxa, language.value)} list={state} onRead={setState} />
      <p>
        <button type="button" class="main" disabled={saving.busy || !list || list.taxa.length === 0} onClick={save}>
          {said.save(list?.taxa.length)}
        </button>
      </p>
      <Wrong error={saving.error} />
    </section>
  );
}
