import { VizLegendOptionsBuilder, VizTooltipOptionsBuilder, LegendDisplayMode, LegendPlacement, GraphThresholdsStyleConfigBuilder, GraphThresholdsStyleMode, TooltipDisplayMode, SortOrder } from '@grafana/grafana-foundation-sdk/common';
import { DashboardLinkBuilder, DashboardLinkType, ThresholdsConfigBuilder, ThresholdsMode } from '@grafana/grafana-foundation-sdk/dashboard';
import { DataqueryBuilder } from '@grafana/grafana-foundation-sdk/prometheus';
import { PanelBuilder as StatBuilder } from '@grafana/grafana-foundation-sdk/stat';
import { PanelBuilder as TimeseriesBuilder } from '@grafana/grafana-foundation-sdk/timeseries';

/** Where docs/runbooks is to be read: the external label of infra/prometheus/prometheus.yml says the same. */
const RUNBOOKS = 'https://git.example.org/backline/docs/runbooks';

/** As infra/grafana/provisioning/datasources names it. */
export const PROMETHEUS = { type: 'prometheus', uid: 'prometheus' };

/** All that have to do with the instances that were chosen. */
export const here = 'job="backline", instance=~"$instance"';

/** A query, and how its series are called. */
export type Query = [expr: string, legend: string];

/** What is in a panel. */
export interface Shown {
  title: string;
  /** What it says, and when to worry. */
  description: string;
  /** One of Grafana's units: s, percentunit, bytes, short ... */
  unit: string;
  queries: Query[];
  /** From here on it is bad. */
  bad?: number;
  /** Below this it is bad. */
  low?: number;
  /** The alert whose page says what to do. */
  alert?: string;
  /** Of 24. */
  width?: number;
}

function targets(shown: Shown): DataqueryBuilder[] {
  return shown.queries.map(([expr, legend], i) =>
    new DataqueryBuilder().refId(String.fromCharCode(65 + i)).expr(expr).legendFormat(legend).range().datasource(PROMETHEUS));
}

function thresholds(shown: Shown): ThresholdsConfigBuilder {
  const steps =
    shown.low !== undefined
      ? [{ value: null, color: 'red' }, { value: shown.low, color: 'green' }]
      : shown.bad !== undefined
        ? [{ value: null, color: 'green' }, { value: shown.bad, color: 'red' }]
        // What is judged by nothing is not said to be well.
        : [{ value: null, color: 'text' }];
  return new ThresholdsConfigBuilder().mode(ThresholdsMode.Absolute).steps(steps);
}

function links(shown: Shown): DashboardLinkBuilder[] {
  return shown.alert === undefined
    ? []
    : [new DashboardLinkBuilder(`What to do: ${shown.alert}`).type(DashboardLinkType.Link).url(`${RUNBOOKS}/${shown.alert}.md`).targetBlank(true)];
}

/** A graph over time. */
export function graph(shown: Shown): TimeseriesBuilder {
  const marked = shown.bad !== undefined || shown.low !== undefined;
  return new TimeseriesBuilder()
    .title(shown.title)
    .description(shown.description)
    .datasource(PROMETHEUS)
    .unit(shown.unit)
    .min(0)
    .span(shown.width ?? 12)
    .height(8)
    .lineWidth(1)
    .fillOpacity(8)
    .thresholds(thresholds(shown))
    .thresholdsStyle(new GraphThresholdsStyleConfigBuilder().mode(marked ? GraphThresholdsStyleMode.Dashed : GraphThresholdsStyleMode.Off))
    .legend(new VizLegendOptionsBuilder().displayMode(LegendDisplayMode.List).placement(LegendPlacement.Bottom).showLegend(true).calcs([]))
    // The largest of fifty instances first.
    .tooltip(new VizTooltipOptionsBuilder().mode(TooltipDisplayMode.Multi).sort(SortOrder.Descending))
    .links(links(shown))
    .targets(targets(shown));
}

/** One figure, as it is now. */
export function figure(shown: Shown): StatBuilder {
  return new StatBuilder()
    .title(shown.title)
    .description(shown.description)
    .datasource(PROMETHEUS)
    .unit(shown.unit)
    .span(shown.width ?? 4)
    .height(4)
    .thresholds(thresholds(shown))
    .links(links(shown))
    .targets(targets(shown));
}
