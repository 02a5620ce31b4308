import { BarChart } from 'echarts/charts';
import { GridComponent } from 'echarts/components';
import { init, use } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';

use([BarChart, GridComponent, SVGRenderer]);

const SIZE = { width: 720, height: 260 };
/** Dark on white, told apart without colour: it is printed. */
const INK = '#333333';
/** The first series is filled, the second one open. */
const LOOKS = [{ color: '#4a6f5c' }, { color: '#ffffff', borderColor: INK, borderWidth: 1 }];

/** A place on the axis of a bar chart; no bar where a value is null. */
export interface Bar {
  readonly label: string;
  readonly value: number | null;
  /** Of a second series, drawn open beside the first. */
  readonly other?: number | null;
}

/**
 * A bar chart as SVG, drawn without a browser. It holds no words, so that it needs no font for them.
 * @param step the axis has no finer ticks; 0 for values that are no counts
 */
export function barChart(bars: readonly Bar[], step = 1): string {
  const chart = init(null, null, { renderer: 'svg', ssr: true, ...SIZE });
  const second = bars.some(({ other }) => other !== undefined) ? [bars.map(({ other }) => other ?? '-')] : [];
  try {
    chart.setOption({
      animation: false,
      grid: { left: 50, right: 16, top: 16, bottom: 32 },
      textStyle: { color: INK, fontFamily: 'sans-serif' },
      xAxis: {
        type: 'category',
        data: bars.map(({ label }) => label),
        axisLine: { lineStyle: { color: INK } },
        axisTick: { show: false },
      },
      yAxis: { type: 'value', minInterval: step, splitLine: { lineStyle: { color: '#dddddd' } } },
      series: [bars.map(({ value }) => value ?? '-'), ...second].map((data, index) => {
        return { type: 'bar', data, itemStyle: LOOKS[index], barCategoryGap: '30%', barGap: '0%' };
      }),
    });
    return chart.renderToSVGString();
  } finally {
    chart.dispose();
  }
}
