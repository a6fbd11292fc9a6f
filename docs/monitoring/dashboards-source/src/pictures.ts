import { mkdirSync, readFileSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { chromium } from 'playwright-core';
import { draw, type Drawn, type Mark } from './page.js';

/** What the pictures show, in seconds. */
const PERIOD = 10 * 60;
const STEP = 15;

interface Panel {
  type: string;
  title: string;
  gridPos: { x: number; y: number; w: number; h: number };
  fieldConfig?: { defaults: { unit: string; thresholds: { steps: { value: number | null; color: string }[] } } };
  targets?: { expr: string; legendFormat: string }[];
}

interface Annotation {
  iconColor: string;
  /** None where it is not Prometheus that knows. */
  expr?: string;
  useValueForTime?: boolean;
}

interface Board {
  title: string;
  panels: Panel[];
  annotations: { list: Annotation[] };
}

interface Answered {
  metric: Record<string, string>;
  values: [number, string][];
}

/** All instances, nodes and commands, as Grafana shows them at first. */
function filledIn(expr: string): string {
  return expr.replaceAll('$__rate_interval', '1m').replaceAll(/\$\w+/g, '.+');
}

function legend(format: string, labels: Record<string, string>): string {
  return format.replaceAll(/\{\{\s*(\w+)\s*\}\}/g, (_, label: string) => labels[label] ?? '');
}

async function asked(prometheus: string, expr: string, times: number[]): Promise<Answered[]> {
  const query = new URLSearchParams({ query: filledIn(expr), start: `${times[0]}`, end: `${times.at(-1)}`, step: `${STEP}` });
  const response = await fetch(`${prometheus}/api/v1/query_range?${query}`);
  if (!response.ok) {
    throw new Error(`“${expr}”: ${await response.text()}`);
  }
  return ((await response.json()) as { data: { result: Answered[] } }).data.result;
}

async function series(prometheus: string, panel: Panel, times: number[]): Promise<Drawn['series']> {
  const series = [];
  for (const target of panel.targets ?? []) {
    for (const { metric, values } of await asked(prometheus, target.expr, times)) {
      // NaN is what there is of nothing: a quantile of no events.
      const byTime = new Map(values.filter(([, value]) => value !== 'NaN').map(([time, value]) => [time, Number(value)]));
      series.push({ name: legend(target.legendFormat, metric), values: times.map(time => byTime.get(time) ?? null) });
    }
  }
  return series;
}

/** As Grafana marks it: values that follow one another are one mark, at the first of them. */
async function marks(prometheus: string, annotation: Annotation, times: number[]): Promise<Mark[]> {
  const color = annotation.iconColor;
  const answers = annotation.expr === undefined ? [] : await asked(prometheus, annotation.expr, times);
  return answers.flatMap(({ values }) => annotation.useValueForTime === true
    ? [...new Set(values.map(([, value]) => Number(value) / 1000))].map(time => ({ time, color }))
    : values.map(([time]) => time).filter((time, i, all) => i === 0 || time - all[i - 1]! > STEP).map(time => ({ time, color })));
}

const [prometheus, dashboards, folder] = process.argv.slice(2);
if (prometheus === undefined || dashboards === undefined || folder === undefined) {
  throw new Error('Usage: pictures PROMETHEUS DASHBOARDS FOLDER, such as http://127.0.0.1:9090 ../dashboards ../pictures');
}
mkdirSync(folder, { recursive: true });
const uPlot = dirname(createRequire(import.meta.url).resolve('uplot/package.json'));
const end = Math.floor(Date.now() / 1000 / STEP) * STEP;
const times = Array.from({ length: PERIOD / STEP + 1 }, (_, i) => end - PERIOD + i * STEP);
const browser = await chromium.launch({ executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium', args: ['--no-sandbox'] });
try {
  for (const file of readdirSync(dashboards).filter(name => name.endsWith('.json'))) {
    const board = JSON.parse(readFileSync(join(dashboards, file), 'utf8')) as Board;
    const panels: Drawn[] = [];
    for (const panel of board.panels) {
      panels.push({
        type: panel.type,
        title: panel.title,
        at: panel.gridPos,
        unit: panel.fieldConfig?.defaults.unit ?? '',
        thresholds: panel.fieldConfig?.defaults.thresholds.steps ?? [],
        series: await series(prometheus, panel, times),
      });
    }
    const marked = (await Promise.all(board.annotations.list.map(annotation => marks(prometheus, annotation, times)))).flat();
    const page = await browser.newPage({ viewport: { width: 1440, height: 400 } });
    await page.addStyleTag({ path: join(uPlot, 'dist/uPlot.min.css') });
    await page.addScriptTag({ path: join(uPlot, 'dist/uPlot.iife.min.js') });
    await page.evaluate(draw, { title: board.title, times, marks: marked, panels });
    await page.screenshot({ path: join(folder, `${basename(file, '.json')}.png`), fullPage: true });
    await page.close();
    const empty = panels.filter(panel => panel.type !== 'row' && panel.series.length === 0).map(panel => panel.title);
    console.log(`${file}: ${panels.length} panels${empty.length === 0 ? '' : `; nothing to show in ${empty.join(', ')}`}`);
  }
} finally {
  await browser.close();
}
