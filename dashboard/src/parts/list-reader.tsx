import { useId, useState } from 'preact/hooks';
import { hand } from '../api/client.ts';
import type { UnderstoodList } from '../api/types.ts';
import { words } from '../words/words.ts';
import { useDoing } from './doing.ts';
import './list-reader.css';
import { UnderstoodNames } from './understood-names.tsx';
import { Wrong } from './wrong.tsx';

/** What was understood of the list as it stands; `unread` where it was not read since it changed, undefined where there is none. */
export type ReadList = UnderstoodList | 'unread' | undefined;

interface ListReaderProps {
  /** What stands in the field at first. */
  readonly text?: string;
  readonly list: ReadList;
  readonly onRead: (list: ReadList) => void;
}

/** Takes a list of species that is pasted or comes as a file, has the box read it, and shows name by name what it understood. */
export function ListReader({ text: first = '', list, onRead }: ListReaderProps) {
  const { list: said } = words.value;
  const id = useId();
  const [text, setText] = useState(first);
  const reading = useDoing();
  const read = (bytes: Blob, name?: string) =>
    reading.go(async () => {
      // A file that cannot be read is no list; what stands in the field still is one.
      onRead(text.trim() === '' ? undefined : 'unread');
      onRead(await hand('POST /api/v1/checklist/previews', { query: name === undefined ? {} : { name } }, bytes));
    });
  const take = (input: HTMLInputElement) => {
    const [file] = input.files ?? [];
    if (file) read(file, file.name.slice(0, 200));
    // The same file may be taken again, once it was mended.
    input.value = '';
  };
  return (
    <div class="list-reader">
      <label for={`${id}-text`}>{said.paste}</label>
      <textarea
        id={`${id}-text`}
        rows={8}
        spellcheck={false}
        placeholder={said.example}
        value={text}
        onInput={({ currentTarget }) => {
          setText(currentTarget.value);
          onRead(currentTarget.value.trim() === '' ? undefined : 'unread');
        }}
      />
      <div class="decide-row">
        <button type="button" disabled={reading.busy || text.trim() === ''} onClick={() => read(new Blob([text]))}>
          {said.read}
        </button>
        <label class="button list-file">
          {said.file}
          <input
            type="file"
            class="visually-hidden"
            accept=".xlsx,.csv,.txt,.tsv,text/plain,text/csv"
            disabled={reading.busy}
            onChange={({ currentTarget }) => take(currentTarget)}
          />
        </label>
      </div>
      <p role="status">{reading.busy && words.value.working}</p>
      <Wrong error={reading.error} />
      {list && list !== 'unread' && <UnderstoodNames list={list} />}
    </div>
  );
}
