import { mkdirSync, readFileSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { chromium } from 'playwright-core';
import { draw, type Drawn } from './page.js';

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

interface Answer {
  data: { result: { metric: Record<string, string>; values: [number, string][] }[] };
}

/** All instances, nodes and commands, as Grafana shows them at first. */
function filledIn(expr: string): string {
  return expr.replaceAll('$__rate_interval', '1m').replaceAll('$__range', `${PERIOD}s`).replaceAll(/\$\w+/g, '.+');
}

function legend(format: string, labels: Record<string, string>): string {
  return format.replaceAll(/\{\{\s*(\w+)\s*\}\}/g, (_, label: string) => labels[label] ?? '');
}

async function asked(prometheus: string, panel: Panel, times: number[]): Promise<Drawn['series']> {
  const series = [];
  for (const target of panel.targets ?? []) {
    const query = new URLSearchParams({
      query: filledIn(target.expr), start: `${times[0]}`, end: `${times.at(-1)}`, step: `${STEP}`,
    });
    const response = await fetch(`${prometheus}/api/v1/query_range?${query}`);
    if (!response.ok) {
      throw new Error(`“${panel.title}”: ${await response.text()}`);
    }
    for (const { metric, values } of ((await response.json()) as Answer).data.result) {
      // NaN is what there is of nothing: a quantile of no events.
      const byTime = new Map(values.filter(([, value]) => value !== 'NaN').map(([time, value]) => [time, Number(value)]));
      series.push({ name: legend(target.legendFormat, metric), values: times.map(time => byTime.get(time) ?? null) });
    }
  }
  return series;
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
    const board = JSON.parse(readFileSync(join(dashboards, file), 'utf8')) as { title: string; panels: Panel[] };
    const panels: Drawn[] = [];
    for (const panel of board.panels) {
      panels.push({
        type: panel.type,
        title: panel.title,
        at: panel.gridPos,
        unit: panel.fieldConfig?.defaults.unit ?? '',
        thresholds: panel.fieldConfig?.defaults.thresholds.steps ?? [],
        series: await asked(prometheus, panel, times),
      });
    }
    const page = await browser.newPage({ viewport: { width: 1440, height: 400 } });
    await page.addStyleTag({ path: join(uPlot, 'dist/uPlot.min.css') });
    await page.addScriptTag({ path: join(uPlot, 'dist/uPlot.iife.min.js') });
    await page.evaluate(draw, { title: board.title, times, panels });
    await page.screenshot({ path: join(folder, `${basename(file, '.json')}.png`), fullPage: true });
    await page.close();
    const empty = panels.filter(panel => panel.type !== 'row' && panel.series.length === 0).map(panel => panel.title);
    console.log(`${file}: ${panels.length} panels${empty.length === 0 ? '' : `; nothing to show in ${empty.join(', ')}`}`);
  }
} finally {
  await browser.close();
}
