import { Fragment } from 'preact';
import type { Saying } from '../api/types.ts';
import { moment } from '../base/time.ts';
import { cameraName } from '../shell/box.ts';
import { saidZh } from '../words/said/zh.ts';
import { language, number, percent, size } from '../words/words.ts';

/**
 * A sentence of the box. It speaks English, which is shown as such where there are no words for it in the language of the page.
 * @param said the same with its code, where the box has one for it
 */
export function Told({
  said,
  children,
}: {
  readonly said?: Saying | undefined;
  readonly children: string | undefined;
}) {
  if (said) return <Sentence said={said} />;
  return children ? <span lang="en">{children}</span> : null;
}

/** Places as `{name}` or `{name:kind}`; every second piece of a sentence that is split so is one. */
const PLACE = /\{([^}]+)\}/;

function Sentence({ said }: { readonly said: Saying }) {
  // A box that is newer than its page may have codes that the page does not know.
  const sentence = language.value === 'zh' ? (saidZh[said.code] as string | undefined) : undefined;
  if (sentence === undefined) return <span lang="en">{said.text}</span>;
  return (
    <>
      {sentence.split(PLACE).map((piece, n) => (
        <Fragment key={n}>{n % 2 === 0 ? piece : <Place place={piece} params={said.params} />}</Fragment>
      ))}
    </>
  );
}

function Place({ place, params }: { readonly place: string; readonly params: object }) {
  const [name, kind = ''] = place.split(':') as [string, string?];
  const value = (params as Readonly<Record<string, unknown>>)[name];
  switch (kind) {
    case 'said':
    case 'known':
      return <Sentence said={value as Saying} />;
    case 'sayings':
      return <All said={value as readonly Saying[]} between="；" />;
    case 'reasons':
      return <All said={value as readonly Saying[]} between="、" />;
    case 'words':
      return <span lang="en">{String(value)}</span>;
    default:
      return <>{written(kind, value as string | number | readonly string[])}</>;
  }
}

function All({ said, between }: { readonly said: readonly Saying[]; readonly between: string }) {
  return (
    <>
      {said.map((one, n) => (
        <Fragment key={n}>
          {n > 0 && between}
          <Sentence said={one} />
        </Fragment>
      ))}
    </>
  );
}

/** Figures, times and names as people of the language write them. */
function written(kind: string, value: string | number | readonly string[]): string {
  const [figure, text, list] = [Number(value), String(value), [value].flat().map(String)];
  switch (kind) {
    case 'n':
      return number(figure, Number.isInteger(figure) ? 0 : 1);
    case 'n1':
      return number(figure, 1);
    case 'n2':
      return number(figure, 2);
    case 'percent':
      return percent(figure);
    case 'bytes':
      return size(figure);
    case 'days':
      return figure < 1 ? '不到一天' : `${number(Math.floor(figure))} 天`;
    case 'time':
      return moment(text);
    case 'camera':
    case 'cameras':
      return list.map(cameraName).join('、');
    default:
      return list.join('、');
  }
}
