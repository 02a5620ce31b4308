import { useEffect, useRef } from 'preact/hooks';
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import { clock, dayShort, zone } from '../base/time.ts';
import { theme } from '../style/theme.ts';
import './chart.css';

/** One line or row of bars of a chart. `series` is the place of its colour, 1 to 5. */
export interface Series {
  readonly label: string;
  readonly values: readonly (number | null)[];
  readonly series: 1 | 2 | 3 | 4 | 5;
  readonly bars?: boolean;
  /** True: stays as it was until the next value. */
  readonly steps?: boolean;
  /** True: measured by a scale of its own, at the right. */
  readonly right?: boolean;
}

/** So few values are marked one by one: a line needs two. */
const FEW = 60;
/** Over fewer days than these the hour is told, s. */
const SHORT = 3 * 86_400;

/** Dashes of lines by the place of their colour, px: who sees few colours, or none on paper, tells them apart by these. */
const DASHES: Readonly<Record<Series['series'], number[]>> = { 1: [], 2: [10, 4], 3: [2, 3], 4: [12, 4, 2, 4], 5: [] };

const dashed = (one: Series | undefined) => one !== undefined && !one.bars && DASHES[one.series].length > 0;

interface ChartProps {
  /** What it shows, for who cannot see it. */
  readonly label: string;
  /** Unix times, s. */
  readonly times: readonly number[];
  /** From when to when it is of, s: a single time would be drawn in the middle of years. */
  readonly span: readonly [from: number, to: number];
  readonly series: readonly Series[];
  readonly height?: number;
}

/** Values over time, in the site's zone. A value of null is a gap: nobody looked, which is not 0. */
export function Chart({ label, times, span: [from, to], series, height = 260 }: ChartProps) {
  const place = useRef<HTMLDivElement>(null);
  const shown = theme.value;
  useEffect(() => {
    const box = place.current!;
    const style = getComputedStyle(document.documentElement);
    const colour = (name: string) => style.getPropertyValue(name).trim();
    const axis = {
      stroke: colour('--soft'),
      grid: { stroke: colour('--rule'), width: 1 },
      ticks: { stroke: colour('--rule') },
    };
    const options: uPlot.Options = {
      width: box.clientWidth,
      // What one line is, the heading says.
      legend: {
        show: series.length > 1,
        live: false,
        markers: { dash: (_, n) => (dashed(series[n - 1]) ? 'dashed' : 'solid') },
      },
      // Room for half of the last date.
      padding: [null, 40, null, null],
      height,
      tzDate: (at) => uPlot.tzDate(new Date(at * 1e3), zone.value),
      scales: { x: { range: [from, to] }, y: { range: (_, __, most) => [0, Math.max(1, most * 1.1)] } },
      axes: [
        {
          ...axis,
          space: 90,
          values: (_, at) => {
            const said = at.map((time) => (at.at(-1)! - at[0]! < SHORT ? clock : dayShort)(time * 1000));
            // Over a short time several marks fall into one minute or day: it is said once.
            return said.map((text, n) => (text === said[n - 1] ? '' : text));
          },
        },
        { ...axis, size: 60 },
        ...(series.some(({ right }) => right)
          ? [{ ...axis, side: 1 as const, scale: 'right', grid: { show: false } }]
          : []),
      ],
      series: [
        {},
        ...series.map(({ label: name, series: n, bars, steps, right }) => ({
          label: name,
          stroke: colour(`--series-${n}`),
          width: 2,
          dash: bars ? [] : DASHES[n],
          scale: right ? 'right' : 'y',
          points: { show: times.length <= FEW, size: 6 },
          ...(steps && { paths: uPlot.paths.stepped!({ align: 1 }) }),
          ...(bars && { fill: colour(`--series-${n}`), paths: uPlot.paths.bars!({ size: [0.8, 40] }) }),
        })),
      ],
    };
    const plot = new uPlot(options, [times, ...series.map(({ values }) => values)] as uPlot.AlignedData, box);
    const resized = new ResizeObserver(() => plot.setSize({ width: box.clientWidth, height }));
    resized.observe(box);
    return () => {
      resized.disconnect();
      plot.destroy();
    };
  }, [times, from, to, series, height, shown]);
  return <div ref={place} class="chart" role="img" aria-label={label} />;
}
