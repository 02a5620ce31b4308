import { useState } from 'preact/hooks';
import { useAsk } from '../../api/ask.ts';
import { write } from '../../api/client.ts';
import type { Api } from '../../api/types.ts';
import { Said } from '../../parts/said.tsx';
import { words } from '../../words/words.ts';

type Channel = Api['GET /api/v1/alerts/channels']['reply']['data'][number];

/** Who is told of alerts and faults, each with a test. */
export function Channels() {
  const { system: said } = words.value;
  const channels = useAsk('GET /api/v1/alerts/channels');
  return (
    <section class="sheet" aria-labelledby="system-channels">
      <h2 id="system-channels">{said.channels}</h2>
      <Said of={channels}>
        {({ data }) =>
          data.length === 0 ? (
            <p class="soft">{said.noChannels}</p>
          ) : (
            <ul class="entries">
              {data.map((channel) => (
                <One key={channel.name} channel={channel} />
              ))}
            </ul>
          )
        }
      </Said>
    </section>
  );
}

function One({ channel: { name, kind, tells } }: { readonly channel: Channel }) {
  const { system: said, working } = words.value;
  const [busy, setBusy] = useState(false);
  const [came, setCame] = useState<{ readonly well: boolean; readonly text: string }>();
  const test = async () => {
    setBusy(true);
    try {
      const { delivered, answer } = await write('POST /api/v1/alerts/channels/{name}/test', {
        params: { name },
        body: {},
      });
      setCame({ well: delivered, text: delivered ? said.delivered(answer) : said.notDelivered(answer) });
    } catch (error) {
      setCame({ well: false, text: (error as Error).message });
    } finally {
      setBusy(false);
    }
  };
  return (
    <li>
      <strong>{name}</strong> {said.channelKinds[kind]}
      <span class="soft line">
        {tells.map((one) => said.tells[one as keyof typeof said.tells] ?? one).join(said.comma)}
      </span>
      <button type="button" disabled={busy} onClick={() => void test()}>
        {busy ? working : said.test}
      </button>{' '}
      <output class={came && !came.well ? 'wrong' : undefined}>{came?.text}</output>
    </li>
  );
}
