import { useRef, useState } from 'preact/hooks';
import { useAsk } from '../../api/ask.ts';
import { read } from '../../api/client.ts';
import { go, route, withQuery } from '../../base/route.ts';
import { Empty, Failed, Said } from '../../parts/said.tsx';
import { language, words } from '../../words/words.ts';

/** How high a report is before it is there, px. */
const AT_FIRST = 800;
/** Below a report, so that it does not scroll by itself, px. */
const ROOM = 40;

/** The report of a half-year, as the box writes it: to read here, to print, and to take along. */
export function Report() {
  const halves = useAsk('GET /api/v1/reports');
  return (
    <Said of={halves} lines={8}>
      {({ data }) =>
        data.length === 0 ? (
          <Empty>{words.value.tallies.noReport}</Empty>
        ) : (
          <Half names={data.map(({ name }) => name)} />
        )
      }
    </Said>
  );
}

function Half({ names }: { readonly names: readonly string[] }) {
  const { tallies: said } = words.value;
  const half = names.find((name) => name === route.value.query.half) ?? names[0]!;
  const frame = useRef<HTMLIFrameElement>(null);
  const [refused, setRefused] = useState<Error>();
  const address = (format: string) => `api/v1/reports/${half}?lang=${language.value}&format=${format}`;
  const shown = address('html');
  const arrived = () => {
    const document = frame.current?.contentDocument;
    if (document?.contentType === 'text/html' && frame.current) {
      setRefused(undefined);
      frame.current.style.height = `${document.documentElement.scrollHeight + ROOM}px`;
      return;
    }
    // A frame shows reports alone, and no refusal.
    const query = { lang: language.value, format: 'html' } as const;
    read('GET /api/v1/reports/{half}', { params: { half }, query }).catch(setRefused);
  };
  return (
    <>
      <div class="report-acts">
        <label>
          {said.half}
          <select
            value={half}
            onChange={({ currentTarget }) => go(withQuery({ half: currentTarget.value }), { replace: true })}
          >
            {names.map((name) => (
              <option key={name} value={name}>
                {said.halfName(Number(name.slice(0, 4)), name.endsWith('1') ? 1 : 2)}
              </option>
            ))}
          </select>
        </label>
        <button type="button" class="main" onClick={() => frame.current?.contentWindow?.print()}>
          {said.print}
        </button>
        <span>
          {said.take}{' '}
          {(['docx', 'csv', 'html'] as const).map((format) => (
            <a key={format} href={address(format)} download={`${half}-${language.value}.${format}`}>
              {said.formats[format]}
            </a>
          ))}
        </span>
      </div>
      {refused && <Failed error={refused} />}
      <iframe
        key={shown}
        ref={frame}
        class="report"
        title={said.report}
        src={shown}
        hidden={refused !== undefined}
        style={{ height: `${AT_FIRST}px` }}
        onLoad={arrived}
      />
    </>
  );
}
