import { useEffect, useState } from 'preact/hooks';
import { useAsk } from '../../api/ask.ts';
import { write } from '../../api/client.ts';
import { readSession, session } from '../../api/session.ts';
import { go, href } from '../../base/route.ts';
import { useDoing } from '../../parts/doing.ts';
import { FirstSteps } from '../../parts/first-steps.tsx';
import { ListReader, type ReadList } from '../../parts/list-reader.tsx';
import { Said } from '../../parts/said.tsx';
import { Wrong } from '../../parts/wrong.tsx';
import { LANGUAGES, language, number, speak, words } from '../../words/words.ts';
import './first-start.css';

/** How often it is asked whether the box runs by now, ms. */
const ASK_EVERY = 1_000;

/** A box without files: asks what its site is, has the files written, and leads on to the first camera. */
export function FirstStart() {
  const { setup: said, list: own } = words.value;
  const [list, setList] = useState<ReadList>();
  const known = useAsk('GET /api/v1/setup');
  const making = useDoing();
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  useEffect(() => {
    document.documentElement.lang = language.value === 'zh' ? 'zh-CN' : 'en';
    document.title = said.title;
  }, [said]);
  const send = (event: SubmitEvent) => {
    event.preventDefault();
    const given = new FormData(event.currentTarget as HTMLFormElement);
    const text = (key: string) => String(given.get(key) ?? '').trim();
    making.go(async () => {
      // Nothing that somebody pasted goes by unseen.
      if (list === 'unread') throw new Error(own.readFirst);
      const place = { latitude: Number(text('latitude')), longitude: Number(text('longitude')) };
      const body = {
        ...{ name: text('name'), ...place, timeZone: text('timeZone'), region: text('region') },
        ...(list && {
          taxa: list.taxa.map(({ taxon, months }) => ({ taxon: taxon.id, ...(months && { months }) })),
        }),
      };
      await write('POST /api/v1/setup', { body });
      go(href(['cameras', 'new'], { first: '1' }));
      await started();
    });
  };
  return (
    <main class="first-start">
      <form class="sheet" onSubmit={send}>
        <p class="first-language">
          {LANGUAGES.map(([one, name]) => (
            <button key={one} type="button" class="plain" lang={one} onClick={() => speak(one)}>
              {name}
            </button>
          ))}
        </p>
        <h1>{said.title}</h1>
        <FirstSteps at="site" />
        <p class="soft">{said.later}</p>
        <h2>{said.site}</h2>
        <label>
          {said.name}
          <input name="name" required maxLength={200} />
        </label>
        <label>
          {said.latitude}
          <input name="latitude" type="number" required min={-90} max={90} step="any" placeholder="31.5" />
        </label>
        <label>
          {said.longitude}
          <input name="longitude" type="number" required min={-180} max={180} step="any" placeholder="121.9" />
        </label>
        <label>
          {said.timeZone}
          <input name="timeZone" required defaultValue={zone} list="zones" />
        </label>
        <datalist id="zones">
          {Intl.supportedValuesOf('timeZone').map((one) => (
            <option key={one} value={one} />
          ))}
        </datalist>
        <h2>{said.species}</h2>
        <Said of={known} lines={1}>
          {({ regions }) => (
            <label>
              {said.region}
              <select name="region">
                {regions.map(({ name, taxa }) => (
                  <option key={name} value={name}>
                    {said.regions[name] ?? name}
                    {taxa !== undefined && ` (${said.taxa(number(taxa))})`}
                  </option>
                ))}
              </select>
            </label>
          )}
        </Said>
        <p class="soft">{said.regionHint}</p>
        <details>
          <summary>{own.own}</summary>
          <ListReader list={list} onRead={setList} />
        </details>
        {list && list !== 'unread' && list.taxa.length > 0 && <p>{own.ownTaken(list.taxa.length)}</p>}
        <button type="submit" class="main" disabled={making.busy}>
          {said.go}
        </button>
        <p role="status">{making.busy && said.starting}</p>
        <Wrong error={making.error} />
      </form>
    </main>
  );
}

/** Waits until the box runs; while it starts, nobody answers. */
async function started(): Promise<void> {
  while (session.value?.setup) {
    await new Promise((later) => setTimeout(later, ASK_EVERY));
    await readSession().catch(() => undefined);
  }
}
