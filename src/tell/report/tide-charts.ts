import { BarChart, LineChart } from 'echarts/charts';
import { GridComponent, MarkAreaComponent } from 'echarts/components';
import { init, use } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';

use([BarChart, LineChart, GridComponent, MarkAreaComponent, SVGRenderer]);

const SIZE = { width: 720, height: 260 };
/** Dark on white, told apart without colour: it is printed. */
const [INK, COUNTS, TIDE, UNSEEN] = ['#333333', '#4a6f5c', '#1f4f8f', '#dddddd'];

/** A moment of a chart, in hours from its start. */
export interface Moment {
  readonly hours: number;
  /** Null where nobody looked. */
  readonly count: number | null;
  /** Metres; null where it is not known. */
  readonly height: number | null;
}

/** What is along the bottom of a chart of time. */
export interface TimeAxis {
  /** Hours. */
  readonly length: number;
  /** Hours between labels. */
  readonly every: number;
  label(hours: number): string;
}

/** Counts as an area, the height of the water as a line over them, as SVG; what nobody looked at is grey. */
export function lineChart(moments: readonly Moment[], axis: TimeAxis): string {
  const unseen = spansOf(moments).map(([from, to]) => [{ xAxis: from }, { xAxis: to }]);
  return drawn({
    grid: { ...SIDES, top: 16, bottom: 32 },
    xAxis: timeAxis(axis),
    yAxis: [COUNT_AXIS, HEIGHT_AXIS],
    series: [
      {
        ...{ type: 'line', step: 'end', symbol: 'none', lineStyle: { color: COUNTS, width: 0.8 }, z: 3 },
        areaStyle: { color: COUNTS, opacity: 1 },
        data: moments.map(({ hours, count }) => [hours, count ?? '-']),
        markArea: { silent: true, itemStyle: { color: UNSEEN }, data: unseen },
      },
      { ...heightLine(moments), yAxisIndex: 1 },
    ],
  });
}

/** The heights as a line, and below a bar for each count that is known, as SVG. */
export function peaksChart(moments: readonly Moment[], axis: TimeAxis): string {
  return drawn({
    grid: [
      { ...SIDES, top: 16, height: 70 },
      { ...SIDES, top: 100, bottom: 32 },
    ],
    xAxis: [
      { ...timeAxis(axis), axisLabel: { show: false }, axisTick: { show: false } },
      { ...timeAxis(axis), gridIndex: 1 },
    ],
    yAxis: [
      { ...HEIGHT_AXIS, position: 'left', splitNumber: 3 },
      { ...COUNT_AXIS, gridIndex: 1 },
    ],
    series: [
      heightLine(moments),
      {
        ...{ type: 'bar', xAxisIndex: 1, yAxisIndex: 1, barWidth: 1.6, itemStyle: { color: COUNTS } },
        data: moments.map(({ hours, count }) => [hours, count ?? '-']),
      },
    ],
  });
}

const SIDES = { left: 50, right: 50 };
const COUNT_AXIS = { type: 'value', minInterval: 1, splitLine: { lineStyle: { color: '#eeeeee' } } };
const HEIGHT_AXIS = {
  ...{ type: 'value', scale: true, splitLine: { show: false } },
  axisLabel: { color: TIDE, formatter: '{value} m' },
};

function heightLine(moments: readonly Moment[]) {
  return {
    ...{ type: 'line', symbol: 'none', lineStyle: { color: TIDE, width: 1 }, z: 4 },
    data: moments.map(({ hours, height }) => [hours, height ?? '-']),
  };
}

function timeAxis({ length, every, label }: TimeAxis) {
  return {
    ...{ type: 'value', min: 0, max: length, interval: every, splitLine: { show: false } },
    axisLabel: { formatter: label, showMaxLabel: false, hideOverlap: true },
    axisLine: { lineStyle: { color: INK }, onZero: false },
  };
}

function drawn(option: object): string {
  const chart = init(null, null, { renderer: 'svg', ssr: true, ...SIZE });
  try {
    chart.setOption({ animation: false, textStyle: { color: INK, fontFamily: 'sans-serif' }, ...option });
    return chart.renderToSVGString();
  } finally {
    chart.dispose();
  }
}

/** Hours from the start of each run of moments at which nobody looked to the next at which somebody did. */
function spansOf(moments: readonly Moment[]): [number, number][] {
  const spans: [number, number][] = [];
  for (const [index, { hours, count }] of moments.entries()) {
    if (count !== null) continue;
    const end = moments[index + 1]?.hours ?? hours;
    const last = spans.at(-1);
    if (last?.[1] === hours) last[1] = end;
    else spans.push([hours, end]);
  }
  return spans;
}
