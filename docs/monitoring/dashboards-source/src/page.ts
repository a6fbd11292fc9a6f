/** A panel, and what Prometheus answered. */
export interface Drawn {
  type: string;
  title: string;
  /** In 24 columns, and in rows of 38 px. */
  at: { x: number; y: number; w: number; h: number };
  unit: string;
  thresholds: { value: number | null; color: string }[];
  /** A value, or none, for each time. */
  series: { name: string; values: (number | null)[] }[];
}

/** What is marked in all graphs, in seconds since 1970. */
export interface Mark {
  time: number;
  color: string;
}

/** The part of uPlot, which Grafana draws graphs with, that is used here. */
declare const uPlot: new (options: object, data: unknown[], into: HTMLElement) => unknown;

/** Lays a dashboard out as Grafana does. Runs in the browser: it has no access to what is outside of it here. */
export function draw({ title, times, marks, panels }: { title: string; times: number[]; marks: Mark[]; panels: Drawn[] }): void {
  const ROW = 30;
  const GAP = 8;
  const COLORS = ['#56a64b', '#f2cc0c', '#3274d9', '#ff780a', '#e02f44', '#8ab8ff', '#a352cc', '#705da0', '#37872d', '#fa6400'];
  const LEGENDS = 8;

  function formatted(value: number, unit: string): string {
    const digits = (of: number): number => Number(of.toPrecision(3));
    const short = (of: number): string => {
      const [scale, prefix] = ([[1e9, ' G'], [1e6, ' M'], [1e3, ' k']] as const).find(([least]) => of >= least) ?? [1, ''];
      return `${digits(of / scale)}${prefix}`;
    };
    switch (unit) {
      case 's':
        if (value > 0 && value < 1) {
          return value < 1e-3 ? `${digits(value * 1e6)} µs` : `${digits(value * 1e3)} ms`;
        }
        return value < 120 ? `${digits(value)} s` : `${digits(value / 60)} min`;
      case 'percentunit':
        return `${digits(value * 100)} %`;
      case 'bytes':
        return `${short(value)}B`;
      case 'Bps':
        return `${short(value)}B/s`;
      case 'reqps':
      case 'ops':
      case 'pps':
        return `${short(value)}/s`;
      default:
        return short(value);
    }
  }

  function element(name: string, style: string, text = ''): HTMLElement {
    const made = document.createElement(name);
    made.style.cssText = style;
    made.textContent = text;
    return made;
  }

  function color(panel: Drawn, value: number): string {
    const reached = panel.thresholds.filter(step => step.value === null || value >= step.value).at(-1);
    switch (reached?.color) {
      case 'red':
        return '#c4162a';
      case 'green':
        return '#37872d';
      default:
        return '#24292e';
    }
  }

  function figure(panel: Drawn, box: HTMLElement): void {
    const values = panel.series.map(series => series.values.findLast(value => value !== null) ?? null).filter(value => value !== null);
    for (const value of values) {
      box.append(element('div', `font-size: 30px; text-align: center; color: ${color(panel, value)}`, formatted(value, panel.unit)));
    }
  }

  function graph(panel: Drawn, box: HTMLElement, width: number, height: number): void {
    const lines = panel.thresholds.map(step => step.value).filter(value => value !== null);
    const stroke = (i: number): string => COLORS[i % COLORS.length] ?? '';
    const canvas = element('div', '');
    box.append(canvas);
    const highest = Math.max(0, ...panel.series.flatMap(series => series.values.map(value => value ?? 0))) || 1;
    new uPlot(
      {
        width,
        height,
        legend: { show: false },
        cursor: { show: false },
        scales: { y: { range: [0, highest * 1.1] } },
        axes: [
          { font: '11px sans-serif', values: '{HH}:{mm}' },
          { font: '11px sans-serif', size: 64, values: (_: unknown, ticks: number[]) => ticks.map(tick => formatted(tick, panel.unit)) },
        ],
        series: [{}, ...panel.series.map((_, i) => ({ stroke: stroke(i), fill: `${stroke(i)}14`, width: 1, points: { show: false } }))],
        hooks: {
          draw: [(plot: { ctx: CanvasRenderingContext2D; bbox: DOMRect; valToPos: (value: number, scale: string, canvas: boolean) => number }) => {
            const { ctx, bbox } = plot;
            const dashed = (color: string, x: number, y: number, right: number, down: number): void => {
              ctx.save();
              ctx.strokeStyle = color;
              ctx.setLineDash([6, 6]);
              ctx.beginPath();
              ctx.moveTo(x, y);
              ctx.lineTo(x + right, y + down);
              ctx.stroke();
              ctx.restore();
            };
            for (const line of lines.filter(value => value <= highest * 1.1)) {
              dashed('#c4162a', bbox.left, plot.valToPos(line, 'y', true), bbox.width, 0);
            }
            for (const mark of marks.filter(({ time }) => time >= (times[0] ?? 0))) {
              dashed(mark.color, plot.valToPos(mark.time, 'x', true), bbox.top, 0, bbox.height);
            }
          }],
        },
      },
      [times, ...panel.series.map(series => series.values)],
      canvas,
    );
    const names = element('div', 'font-size: 11px; height: 32px; overflow: hidden; padding: 0 8px');
    panel.series.slice(0, LEGENDS).forEach((series, i) => {
      names.append(element('span', `color: ${stroke(i)}`, '▬ '), element('span', 'margin-right: 10px', series.name));
    });
    if (panel.series.length > LEGENDS) {
      names.append(element('span', 'color: #888', `and ${panel.series.length - LEGENDS} more`));
    }
    box.append(names);
  }

  document.body.style.cssText = 'margin: 12px; font-family: sans-serif; background: #f4f5f5';
  document.body.append(element('h2', 'margin: 0 0 8px; font-weight: 500', title));
  const grid = element('div', `display: grid; grid-template-columns: repeat(24, 1fr); grid-auto-rows: ${ROW}px; gap: ${GAP}px`);
  document.body.append(grid);
  for (const panel of panels) {
    const { x, y, w, h } = panel.at;
    const place = `grid-column: ${x + 1} / span ${w}; grid-row: ${y + 1} / span ${h}; overflow: hidden`;
    if (panel.type === 'row') {
      grid.append(element('div', `${place}; font-weight: 500; padding-top: 6px`, panel.title));
      continue;
    }
    const box = element('div', `${place}; background: white; border: 1px solid #ddd; border-radius: 2px`);
    grid.append(box);
    box.append(element('div', 'font-size: 13px; font-weight: 500; padding: 6px 8px', panel.title));
    if (panel.series.length === 0) {
      box.append(element('div', 'text-align: center; color: #888; padding: 20px', 'no data'));
    } else if (panel.type === 'stat') {
      figure(panel, box);
    } else {
      graph(panel, box, box.clientWidth - 8, h * (ROW + GAP) - GAP - 70);
    }
  }
}
