import type { Builder } from '@grafana/grafana-foundation-sdk/cog';
import { AnnotationQueryBuilder, AnnotationTargetBuilder, Dashboard, DashboardBuilder, DashboardCursorSync, DashboardLinkBuilder, DashboardLinkType, Panel, QueryVariableBuilder, RowBuilder, VariableRefresh, VariableSort } from '@grafana/grafana-foundation-sdk/dashboard';
import { PROMETHEUS } from './panel.js';

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

/** What the bundle annotations marks: a feature that was switched, a deploy. */
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
    .annotation(changes())
    .link(new DashboardLinkBuilder('Backline').type(DashboardLinkType.Dashboards).tags(['backline']).asDropdown(true).includeVars(true).keepTime(true))
    .variables([variable('instance', 'label_values(up{job="backline"}, instance)'), ...variables]);
  for (const row of rows) {
    builder.withRow(new RowBuilder(row.title));
    row.panels.forEach((panel) => builder.withPanel(panel));
  }
  return { name, dashboard: builder.build() };
}
