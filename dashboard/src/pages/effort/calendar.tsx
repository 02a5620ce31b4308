import { useRef } from 'preact/hooks';
import { dayLong, dayStart, monthName } from '../../base/time.ts';
import { daysOf, type Range } from '../../parts/range.ts';
import { number, words } from '../../words/words.ts';

/** What a day's effort was. */
export interface Seen {
  readonly watchedSeconds: number;
  readonly lookedSeconds: number;
}

interface CalendarProps {
  readonly range: Range;
  /** By the start of the day, ms. */
  readonly seen: ReadonlyMap<number, Seen>;
  readonly chosen: string | undefined;
  readonly onChoose: (day: string) => void;
}

/** Days of a camera as squares, a column a week, darker the longer it could see; nobody looked is hatched, never pale. */
export function Calendar({ range, seen, chosen, onChoose }: CalendarProps) {
  const { effort: said } = words.value;
  const days = daysOf(range);
  const list = useRef<HTMLOListElement>(null);
  // Monday is the first row.
  const before = (new Date(`${days[0]}T12:00:00Z`).getUTCDay() + 6) % 7;
  // One stop for the tabulator, and arrows from there: half a year has too many days to step through.
  const stop = chosen ?? days.at(-1);
  const move = (event: KeyboardEvent, at: number) => {
    const by = { ArrowUp: -1, ArrowDown: 1, ArrowLeft: -7, ArrowRight: 7 }[event.key];
    const target = by !== undefined && list.current?.querySelectorAll<HTMLButtonElement>('button')[at + by];
    if (!target) return;
    event.preventDefault();
    target.focus();
  };
  const weeks = Math.ceil((before + days.length) / 7);
  const months = days.flatMap((day, at) => {
    const column = Math.floor((before + at) / 7) + 1;
    // Beside the last week there is no room for a name.
    return day.endsWith('-01') && column < weeks ? [[day, column] as const] : [];
  });
  return (
    <div class="calendar-weeks" style={{ '--weeks': weeks, '--before': before + 1 }}>
      <div class="calendar-months" aria-hidden="true">
        {months.map(([day, column]) => (
          <span key={day} style={{ '--column': column }}>
            {monthName(Number(day.slice(5, 7)), 'short')}
          </span>
        ))}
      </div>
      <ol ref={list} class="calendar">
        {days.map((day, at) => {
          const { watchedSeconds = 0, lookedSeconds = 0 } = seen.get(dayStart(day)) ?? {};
          const hours = (seconds: number) => number(seconds / 3600, 1);
          const label =
            watchedSeconds === 0
              ? said.cellNothing(dayLong(dayStart(day)))
              : said.cell(dayLong(dayStart(day)), hours(lookedSeconds), hours(watchedSeconds));
          return (
            <li key={day}>
              <button
                type="button"
                class={`day step-${stepOf(lookedSeconds)}`}
                title={label}
                aria-label={label}
                tabIndex={day === stop ? 0 : -1}
                aria-pressed={day === chosen}
                onKeyDown={(event) => move(event, at)}
                onClick={() => onChoose(day)}
              />
            </li>
          );
        })}
      </ol>
    </div>
  );
}

/** 0: nobody looked; 1 to 4: quarters of a day. */
function stepOf(seconds: number): number {
  return seconds === 0 ? 0 : Math.min(4, 1 + Math.floor(seconds / 21_600));
}
