import type { Builder } from '@grafana/grafana-foundation-sdk/cog';
import { AnnotationQuery, AnnotationQueryBuilder, AnnotationTargetBuilder, Dashboard, DashboardBuilder, DashboardCursorSync, DashboardLinkBuilder, DashboardLinkType, Panel, QueryVariableBuilder, RowBuilder, VariableRefresh, VariableSort } from '@grafana/grafana-foundation-sdk/dashboard';
import { PROMETHEUS, here } from './panel.js';

/** Panels under a heading. */
export interface Row {
  title: string;
  panels: Builder<Panel>[];
}

/** A dashboard, and the name of its file. */
export interface Board {
  name: string;
  dashboard: Dashboard;
}

/** A variable with the values that a label has, all of them at first. */
export function variable(name: string, query: string): QueryVariableBuilder {
  return new QueryVariableBuilder(name)
    .label(name)
    .datasource(PROMETHEUS)
    .query({ qryType: 1, query, refId: name })
    .refresh(VariableRefresh.OnTimeRangeChanged)
    .sort(VariableSort.AlphabeticalAsc)
    .multi(true)
    .includeAll(true)
    .allValue('.+')
    .current({ selected: true, text: ['All'], value: ['$__all'] });
}

/** Marks that Grafana makes of what Prometheus answers: it reads more of them than its schema says. */
interface Marks extends AnnotationQuery {
  /** Times of evaluation are at least that far apart; marks that are closer become one. */
  step: string;
  titleFormat: string;
  textFormat: string;
  /** Whether the value is the time, in milliseconds. */
  useValueForTime: boolean;
}

/** Marks at the times of Prometheus' values, unless the value itself is the time. */
function marks(named: Pick<Marks, 'name' | 'iconColor' | 'expr' | 'titleFormat' | 'textFormat'> & Partial<Marks>): Builder<AnnotationQuery> {
  const built: Marks = { datasource: PROMETHEUS, enable: true, hide: false, step: '1m', useValueForTime: false, ...named };
  return { build: () => built };
}

/** Deploys, restarts and crashes, at the second at which the process began. */
function starts(): Builder<AnnotationQuery> {
  const expr = `backline_process_start_time_seconds{${here}} * 1000 * on (job, instance) group_left (version) backline_build_info{${here}}`;
  return marks({ name: 'Starts', iconColor: 'blue', expr, titleFormat: 'Start of {{version}}', textFormat: '{{instance}}', useValueForTime: true });
}

/** Features that were switched, as exactly as they are counted: not which ones. */
function switches(): Builder<AnnotationQuery> {
  const expr = `sum by (instance, change, origin) (increase(backline_feature_changes_total{${here}}[$__rate_interval])) > 0`;
  return marks({ name: 'Features', iconColor: 'orange', expr, titleFormat: 'Features: {{change}}', textFormat: '{{instance}}, by {{origin}}' });
}

/** What the bundle annotations marks, where it is configured: which feature was switched, when, and why. */
function changes(): AnnotationQueryBuilder {
  return new AnnotationQueryBuilder()
    .name('Changes')
    .datasource({ type: 'grafana', uid: '-- Grafana --' })
    .enable(true)
    .iconColor('orange')
    .target(new AnnotationTargetBuilder().type('tags').limit(200).matchAny(true).tags(['backline']));
}

export function board(name: string, title: string, description: string, rows: Row[], variables: QueryVariableBuilder[] = []): Board {
  const builder = new DashboardBuilder(title)
    .uid(`backline-${name}`)
    .description(description)
    .tags(['backline'])
    .readonly()
    .timezone('browser')
    .time({ from: 'now-3h', to: 'now' })
    .refresh('30s')
    .tooltip(DashboardCursorSync.Crosshair)
    .annotation(starts())
    .annotation(switches())
    .annotation(changes())
    .link(new DashboardLinkBuilder('Backline').type(DashboardLinkType.Dashboards).tags(['backline']).asDropdown(true).includeVars(true).keepTime(true))
    .variables([variable('instance', 'label_values(up{job="backline"}, instance)'), ...variables]);
  for (const row of rows) {
    builder.withRow(new RowBuilder(row.title));
    row.panels.forEach((panel) => builder.withPanel(panel));
  }
  return { name, dashboard: builder.build() };
}
