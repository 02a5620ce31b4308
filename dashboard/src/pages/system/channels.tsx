import { useState } from 'preact/hooks';
import { useAsk } from '../../api/ask.ts';
import { write } from '../../api/client.ts';
import type { Api, Saying } from '../../api/types.ts';
import { useDoing } from '../../parts/doing.ts';
import { Said } from '../../parts/said.tsx';
import { Told } from '../../parts/told.tsx';
import { Wrong } from '../../parts/wrong.tsx';
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
  const testing = useDoing();
  const [came, setCame] = useState<{ readonly delivered: boolean; readonly answer: string; readonly said?: Saying }>();
  const test = () => {
    setCame(undefined);
    testing.go(async () =>
      setCame(await write('POST /api/v1/alerts/channels/{name}/test', { params: { name }, body: {} })),
    );
  };
  return (
    <li>
      <strong>{name}</strong> {said.channelKinds[kind]}
      <span class="soft line">
        {tells.map((one) => said.tells[one as keyof typeof said.tells] ?? one).join(said.comma)}
      </span>
      <button type="button" disabled={testing.busy} onClick={test}>
        {testing.busy ? working : said.test}
      </button>{' '}
      <output class={came?.delivered === false ? 'wrong' : undefined}>
        {came && (
          <>
            {came.delivered ? said.delivered : said.notDelivered} <Told said={came.said}>{came.answer}</Told>
          </>
        )}
      </output>
      <Wrong error={testing.error} />
    </li>
  );
}
