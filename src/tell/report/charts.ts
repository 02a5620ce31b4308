import { BarChart } from 'echarts/charts';
import { GridComponent } from 'echarts/components';
import { init, use } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';

use([BarChart, GridComponent, SVGRenderer]);

const SIZE = { width: 720, height: 260 };
/** Dark on white, told apart without colour: it is printed. */
const INK = '#333333';

/**
 * A bar chart as SVG, drawn without a browser.
 * @param bars label and value of each; no bar where the value is null
 */
export function barChart(bars: readonly { readonly label: string; readonly value: number | null }[]): string {
  const chart = init(null, null, { renderer: 'svg', ssr: true, ...SIZE });
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
      yAxis: { type: 'value', minInterval: 1, splitLine: { lineStyle: { color: '#dddddd' } } },
      series: [
        {
          type: 'bar',
          data: bars.map(({ value }) => value ?? '-'),
          itemStyle: { color: '#4a6f5c' },
          barCategoryGap: '30%',
        },
      ],
    });
    return chart.renderToSVGString();
  } finally {
    chart.dispose();
  }
}
