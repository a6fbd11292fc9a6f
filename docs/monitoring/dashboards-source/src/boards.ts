import { board, variable, type Board } from './board.js';
import { figure, graph, here, type Query } from './panel.js';

/** Quantiles of a histogram, over all series of the groups. */
function quantiles(histogram: string, by: string, matchers = here): Query[] {
  const groups = by === '' ? 'le' : `le, ${by}`;
  return [0.5, 0.95].map((quantile) => [
    `histogram_quantile(${quantile}, sum by (${groups}) (rate(${histogram}_bucket{${matchers}}[$__rate_interval])))`,
    `p${quantile * 100}${by === '' ? '' : ` {{${by}}}`}`,
  ]);
}

/** How series are called by their labels. */
function legend(by: string): string {
  return by.split(', ').map((label) => `{{${label}}}`).join(' ');
}

/** What all but one of twenty are faster than, by labels. */
function p95(histogram: string, by: string, matchers = here): Query {
  return [`histogram_quantile(0.95, sum by (le, ${by}) (rate(${histogram}_bucket{${matchers}}[$__rate_interval])))`, legend(by)];
}

/** Rate of a counter, by labels. */
function rate(counter: string, by: string, matchers = here): Query {
  return [`sum by (${by}) (rate(${counter}{${matchers}}[$__rate_interval]))`, legend(by)];
}

/** Share of a counter's events that are such, by labels. There may be no series of them yet: that is a share of 0. */
function share(counter: string, by: string, such: string, matchers = here): Query {
  const [all] = rate(counter, by, matchers);
  const [some] = rate(counter, by, `${matchers}, ${such}`);
  return [`(${some} or ${all} * 0) / (${all} > 0)`, legend(by)];
}

function promise(title: string, slo: string, target: number, alert: string) {
  return figure({
    title,
    description: `Share of the last half hour, all instances together. ${target * 100} % are promised over 30 days.`,
    unit: 'percentunit',
    queries: [[`1 - backline:slo_bad:ratio30m{slo="${slo}"}`, title]],
    low: target,
    alert,
    width: 6,
  });
}

const overview = board('overview', 'Overview', 'Is it healthy, and what changed?', [
  {
    title: 'What listeners are promised',
    panels: [
      promise('Acknowledged within 3 s', 'commands_acknowledged', 0.995, 'CommandsUnacknowledged'),
      promise('Commands succeeded', 'commands_succeeded', 0.995, 'CommandsFailing'),
      promise('Music within 2 s', 'music_started', 0.99, 'MusicStartsLate'),
      promise('Voice packets sent', 'voice_packets_sent', 0.995, 'VoicePacketsLost'),
      graph({
        title: 'How fast the allowances are used up',
        description: 'Failures as multiples of what the promise allows. 1 uses it up in 30 days; at 14.4 somebody is woken, of music at 10.',
        unit: 'short',
        queries: [
          ['backline:slo_bad:ratio30m{slo!="music_started"} / 0.005', '{{slo}}'],
          ['backline:slo_bad:ratio30m{slo="music_started"} / 0.01', '{{slo}}'],
        ],
        bad: 10,
        width: 24,
      }),
    ],
  },
  {
    title: 'What there is',
    panels: [
      figure({ title: 'Instances', description: 'That give metrics.', unit: 'short', queries: [[`sum(up{${here}})`, 'up']], width: 3 }),
      figure({ title: 'Instances missing', description: 'That Prometheus asks, and that do not answer.', unit: 'short', queries: [[`count(up{${here}}) - sum(up{${here}})`, 'missing']], bad: 1, alert: 'BotDown', width: 3 }),
      figure({ title: 'Shards', description: 'Connected to the gateway.', unit: 'short', queries: [[`sum(backline_gateway_connected{${here}})`, 'connected']], width: 3 }),
      figure({ title: 'Shards missing', description: 'Of those that there were in the last hour: not connected, or their instance does not answer.', unit: 'short', queries: [[`count(count_over_time(backline_gateway_connected{${here}}[1h]) and on (job, instance) up{${here}}) - (sum(backline_gateway_connected{${here}}) or vector(0))`, 'missing']], bad: 1, alert: 'GatewaySilent', width: 3 }),
      figure({ title: 'Voice channels', description: 'That the bot is in.', unit: 'short', queries: [[`sum(backline_voice_channels{${here}})`, 'channels']], width: 3 }),
      figure({ title: 'Players', description: 'That play.', unit: 'short', queries: [[`sum(backline_players_playing{${here}})`, 'playing']], width: 3 }),
      figure({ title: 'Commands', description: 'A second: answered or given up.', unit: 'reqps', queries: [[`sum(rate(backline_command_duration_seconds_count{${here}}[$__rate_interval]))`, 'commands']], width: 3 }),
      figure({ title: 'Config problems', description: 'What is wrong with the configuration; bot:status names it.', unit: 'short', queries: [[`sum(backline_configuration_problems{${here}})`, 'problems']], bad: 1, alert: 'ConfigurationWrong', width: 3 }),
      graph({ title: 'Alerts', description: 'That fire, whichever instance is meant. Watchdog fires always, and not to be there is the alarm.', unit: 'short', queries: [['sum by (alertname, severity) (ALERTS{alertstate="firing"})', '{{alertname}} ({{severity}})']] }),
      graph({ title: 'Which instances', description: '1 gives metrics, 0 does not answer.', unit: 'short', queries: [[`up{${here}}`, '{{instance}}']], alert: 'BotDown' }),
      graph({ title: 'Features switched', description: 'By whose doing. Each has a mark in all graphs; Platform shows which ones are off, and feature:history why.', unit: 'short', queries: [[`sum by (change, origin) (increase(backline_feature_changes_total{${here}}[$__rate_interval])) > 0 or sum by (origin) (increase(backline_feature_changes_total{${here}}[$__rate_interval]) * 0)`, '{{change}} {{origin}}']], alert: 'GuardTripped' }),
      graph({ title: 'Age', description: 'Time since the start of each process. A saw is a crash loop.', unit: 's', queries: [[`time() - backline_process_start_time_seconds{${here}}`, '{{instance}}']], alert: 'CrashLoop' }),
    ],
  },
]);

const mine = `${here}, command=~"$command"`;

const commands = board(
  'commands',
  'Command performance',
  'How soon members are answered, and how.',
  [
    {
      title: 'Speed',
      panels: [
        graph({ title: 'Time to the answer', description: 'By command. Half of them are faster than p50.', unit: 's', queries: quantiles('backline_command_duration_seconds', 'command', mine) }),
        graph({ title: 'Time to the acknowledgement', description: 'Discord shows an error after 3 s.', unit: 's', queries: quantiles('backline_command_acknowledge_seconds', 'command', mine), bad: 3, alert: 'CommandsUnacknowledged' }),
        graph({ title: 'Against their own day', description: 'Mean time as a multiple of the baseline, all instances together. There is one after an hour and a half of commands.', unit: 'short', queries: [['backline:command_duration:mean1m{command=~"$command"} / (backline:command_duration:baseline > 0)', '{{command}}']], bad: 1.2, alert: 'CommandSlow' }),
        graph({ title: 'Mean time', description: 'Of successes, over a minute, all instances together; what the alert looks at.', unit: 's', queries: [['backline:command_duration:mean1m{command=~"$command"}', '{{command}}']], alert: 'CommandSlow' }),
      ],
    },
    {
      title: 'Outcome',
      panels: [
        graph({ title: 'Commands', description: 'How many, by command.', unit: 'reqps', queries: [rate('backline_command_duration_seconds_count', 'command', mine)] }),
        graph({ title: 'Outcomes', description: 'How they ended. user_error is a member who was told what to do differently.', unit: 'reqps', queries: [rate('backline_command_duration_seconds_count', 'outcome', mine)], alert: 'CommandsFailing' }),
        graph({ title: 'In flight', description: 'Neither answered nor given up.', unit: 'short', queries: [[`sum by (instance) (backline_commands_in_flight{${here}})`, '{{instance}}']], bad: 25, alert: 'CommandsPileUp' }),
        graph({ title: 'Turned away', description: 'Commands that the bot does not take.', unit: 'reqps', queries: [rate('backline_commands_rejected_total', 'reason')] }),
      ],
    },
    {
      title: 'One instance, or all?',
      panels: [
        graph({ title: 'Time to the answer, by instance', description: 'p95. One alone: its machine, its configuration, its version. All: Discord, a source, a deploy.', unit: 's', queries: [p95('backline_command_duration_seconds', 'instance', mine)], alert: 'CommandSlow' }),
        graph({ title: 'Time to the acknowledgement, by instance', description: 'p95. Discord shows an error after 3 s.', unit: 's', queries: [p95('backline_command_acknowledge_seconds', 'instance', mine)], bad: 3, alert: 'CommandsUnacknowledged' }),
        graph({ title: 'Failures, by instance', description: 'Share of commands that failed or timed out. Somebody is woken at 7.2 % of all instances together.', unit: 'percentunit', queries: [share('backline_command_duration_seconds_count', 'instance', 'outcome=~"failure|timeout"', mine)], bad: 0.072, alert: 'CommandsFailing' }),
        graph({ title: 'Outcomes, by instance', description: 'How they ended, and whether each instance has its part of them.', unit: 'reqps', queries: [rate('backline_command_duration_seconds_count', 'instance, outcome', mine)], alert: 'CommandsFailing' }),
      ],
    },
  ],
  [variable('command', 'label_values(backline_command_duration_seconds_count, command)')],
);

const queue = board('queue', 'Queues, look-ups and playback', 'From the search to the sound.', [
  {
    title: 'Look-ups',
    panels: [
      graph({ title: 'Time of look-ups', description: 'By source.', unit: 's', queries: quantiles('backline_lookup_duration_seconds', 'source') }),
      graph({ title: 'Outcomes of look-ups', description: 'unavailable and timeout are failures.', unit: 'reqps', queries: [rate('backline_lookup_duration_seconds_count', 'outcome')], alert: 'LookupsFailing' }),
      graph({ title: 'Look-ups in flight', description: 'Neither answered nor given up.', unit: 'short', queries: [[`sum by (instance) (backline_lookups_in_flight{${here}})`, '{{instance}}']], bad: 25, alert: 'LookupsPileUp', width: 24 }),
      graph({ title: 'Time of look-ups, by source and instance', description: 'p95.', unit: 's', queries: [p95('backline_lookup_duration_seconds', 'source, instance')], alert: 'LookupsPileUp' }),
      graph({ title: 'Failures of look-ups, by source and instance', description: 'Share that was unavailable or timed out. On one instance alone, the source does not like its address; on all, it is down.', unit: 'percentunit', queries: [share('backline_lookup_duration_seconds_count', 'source, instance', 'outcome=~"unavailable|timeout"')], bad: 0.2, alert: 'LookupsFailing' }),
    ],
  },
  {
    title: 'Queues',
    panels: [
      graph({ title: 'Tracks that wait', description: 'In all queues, and in the longest.', unit: 'short', queries: [[`sum(backline_queue_tracks{${here}})`, 'all'], [`max(backline_queue_longest_tracks{${here}})`, 'longest']] }),
      graph({ title: 'Changes', description: 'Of queues, by what was done.', unit: 'ops', queries: [rate('backline_queue_changes_total', 'change')] }),
      graph({ title: "Waiting for a guild's turn", description: 'Milliseconds are normal; more, and a guild is blocked or the machine is short of CPU.', unit: 's', queries: quantiles('backline_queue_event_wait_seconds', ''), bad: 1, alert: 'CommandsPileUp' }),
      graph({ title: 'Work of a turn', description: 'How long what concerns a guild takes.', unit: 's', queries: quantiles('backline_queue_event_work_seconds', '') }),
    ],
  },
  {
    title: 'Playback',
    panels: [
      graph({ title: 'Time to the first frame', description: 'Since the backend was told to play.', unit: 's', queries: quantiles('backline_playback_start_seconds', 'source'), bad: 2, alert: 'MusicStartsLate' }),
      graph({ title: 'Players', description: 'Open, and playing.', unit: 'short', queries: [[`sum(backline_players{${here}})`, 'open'], [`sum(backline_players_playing{${here}})`, 'playing']] }),
      graph({ title: 'Voice packets', description: '50 a second for each voice channel that this process sends to.', unit: 'pps', queries: [[`sum(rate(backline_voice_packets_sent_total{${here}}[$__rate_interval]))`, 'sent'], rate('backline_voice_packets_lost_total', 'cause')], alert: 'VoicePacketsLost' }),
      graph({ title: 'Jitter', description: 'How far packets are from being 20 ms apart.', unit: 's', queries: quantiles('backline_voice_send_jitter_seconds', ''), bad: 0.04, alert: 'VoicePacketsLost' }),
    ],
  },
]);

const nodes = `${here}, node=~"$node"`;

const lavalink = board(
  'lavalink',
  'Lavalink node health',
  'Which nodes play, how well, and what became of the players of one that failed.',
  [
    {
      title: 'Are they there',
      panels: [
        figure({ title: 'Nodes', description: 'That at least one instance is connected to.', unit: 'short', queries: [[`sum(max by (node) (backline_lavalink_node_up{${nodes}}))`, 'connected']], width: 6 }),
        figure({ title: 'Nodes missing', description: 'That no instance is connected to.', unit: 'short', queries: [[`count(max by (node) (backline_lavalink_node_up{${nodes}})) - sum(max by (node) (backline_lavalink_node_up{${nodes}}))`, 'missing']], bad: 1, alert: 'LavalinkNodeDown', width: 6 }),
        figure({ title: 'Connections missing', description: 'Of an instance to a node. While no node is missing, it is an instance that does not reach what others reach.', unit: 'short', queries: [[`count(backline_lavalink_node_up{${nodes}}) - sum(backline_lavalink_node_up{${nodes}})`, 'missing']], bad: 1, alert: 'LavalinkNodeDown', width: 6 }),
        figure({ title: 'Players', description: 'That the bots have on nodes.', unit: 'short', queries: [[`sum(backline_lavalink_node_assigned_players{${nodes}})`, 'players']], width: 6 }),
        graph({ title: 'States', description: 'Of nodes, as each instance sees them.', unit: 'short', queries: [[`sum by (state) (backline_lavalink_node_state{${nodes}})`, '{{state}}']], alert: 'LavalinkNodeDown' }),
        graph({ title: 'Connections', description: 'Made, by whether the session went on, and lost or not made, by why.', unit: 'short', queries: [[`sum by (kind) (increase(backline_lavalink_node_connections_total{${nodes}}[$__rate_interval]))`, 'made: {{kind}}'], [`sum by (reason) (increase(backline_lavalink_node_disconnections_total{${nodes}}[$__rate_interval]))`, 'not: {{reason}}']], alert: 'LavalinkNodeDown' }),
        graph({ title: 'Moves', description: 'Players that came to nodes and left them, by why. node_lost is a gap in the music of each of them.', unit: 'short', queries: [[`sum by (reason) (increase(backline_lavalink_node_assignments_total{${nodes}}[$__rate_interval]))`, 'came: {{reason}}'], [`sum by (reason) (increase(backline_lavalink_node_departures_total{${nodes}}[$__rate_interval])) or sum by (kind) (backline_lavalink_node_connections_total{${nodes}} * 0)`, 'left: {{reason}}']], width: 24 }),
      ],
    },
    {
      title: 'How well they play',
      panels: [
        graph({ title: 'Frames left out', description: 'Share of those that are due, on average over the players that an instance has on the node; the instance that has fewest counts. A hole in the music each.', unit: 'percentunit', queries: [['backline:lavalink_frames_missing:ratio{node=~"$node"}', '{{node}}']], bad: 0.05, alert: 'LavalinkFramesMissing' }),
        graph({ title: 'Players by node', description: 'That play, those of other clients included.', unit: 'short', queries: [[`max by (node) (backline_lavalink_node_playing_players{${nodes}})`, '{{node}}']] }),
        graph({ title: 'Time of requests', description: 'Of the REST API, until the answer is there. One that makes a node connect to a voice server takes longest.', unit: 's', queries: quantiles('backline_lavalink_node_request_seconds', 'node', nodes) }),
        graph({ title: 'Failed requests', description: 'Refused, or not answered in time.', unit: 'reqps', queries: [[`sum by (node) (rate(backline_lavalink_node_request_errors_total{${nodes}}[$__rate_interval])) or sum by (node) (rate(backline_lavalink_node_request_seconds_count{${nodes}}[$__rate_interval]) * 0)`, '{{node}}']] }),
        graph({ title: 'Ping', description: 'Of the WebSocket. A node that is silent for 1.2 s is given up.', unit: 's', queries: quantiles('backline_lavalink_node_ping_seconds', 'node', nodes), width: 24 }),
      ],
    },
    {
      title: 'What they use, as they say themselves',
      panels: [
        graph({ title: 'CPU of the machine', description: 'Near 1, players share what is left and frames are late.', unit: 'percentunit', queries: [['lavalink_cpu_system_load_percentage{node=~"$node"}', '{{node}}']], bad: 0.85, alert: 'LavalinkNodeSaturated' }),
        graph({ title: 'Memory', description: 'In use by the server.', unit: 'bytes', queries: [['lavalink_memory_used_bytes{node=~"$node"}', '{{node}}']] }),
        graph({ title: 'Players that no bot knows', description: 'On the node by its own account, and on none by the bots\'. They cost CPU, and nobody hears them.', unit: 'short', queries: [['backline:lavalink_players_unknown:count{node=~"$node"}', '{{node}}']], bad: 3, alert: 'LavalinkPlayersUnknown', width: 24 }),
      ],
    },
  ],
  [variable('node', 'label_values(backline_lavalink_node_up, node)')],
);

const resources = board('resources', 'Resource usage', 'What the process uses of its machine.', [
  {
    title: 'CPU and memory',
    panels: [
      graph({ title: 'CPU', description: 'Share of the CPUs that the process may use.', unit: 'percentunit', queries: [[`rate(backline_process_cpu_seconds_total{${here}}[$__rate_interval]) / backline_process_cpus`, '{{instance}}']], bad: 0.85, alert: 'CpuSaturated' }),
      graph({ title: 'Heap after collections', description: 'Share of the heap that stays in use; the least of two minutes.', unit: 'percentunit', queries: [[`min_over_time(backline_jvm_heap_after_gc_bytes{${here}}[2m]) / backline_jvm_heap_max_bytes`, '{{instance}}']], bad: 0.7, alert: 'HeapFull' }),
      graph({ title: 'Memory of the JVM', description: 'In use, by pool, all instances together.', unit: 'bytes', queries: [[`sum by (pool) (backline_jvm_memory_used_bytes{${here}})`, '{{pool}}']] }),
      graph({ title: 'Memory of the process', description: 'Share of the memory of its container or machine that it has taken, heap or not.', unit: 'percentunit', queries: [[`backline_process_resident_memory_bytes{${here}} / backline_process_memory_limit_bytes`, '{{instance}}']], bad: 0.9, alert: 'MemoryFull' }),
      graph({ title: 'Allocation', description: 'Bytes a second.', unit: 'Bps', queries: [rate('backline_jvm_allocated_bytes_total', 'instance')] }),
      graph({ title: 'Time in collection', description: 'Share of the time that the collector stopped the bot. More than 10 % is heard.', unit: 'percentunit', queries: [rate('backline_jvm_gc_pause_seconds_sum', 'instance')], bad: 0.1, alert: 'HeapFull' }),
    ],
  },
  {
    title: 'What leaks',
    panels: [
      graph({ title: 'File handles', description: 'Share of those that may be open.', unit: 'percentunit', queries: [[`backline_process_open_files{${here}} / backline_process_max_files`, '{{instance}}']], bad: 0.8, alert: 'FilesRunOut' }),
      graph({ title: 'Threads', description: 'Platform threads. They do not grow with load.', unit: 'short', queries: [[`backline_jvm_threads{${here}}`, '{{instance}}']] }),
      graph({ title: 'Class loaders', description: 'One that stays for each bundle that is replaced is a leak.', unit: 'short', queries: [[`backline_jvm_class_loaders{${here}}`, '{{instance}}']] }),
      graph({ title: 'Free disk', description: 'Share of the disk that has the home.', unit: 'percentunit', queries: [[`backline_process_disk_free_bytes{${here}} / backline_process_disk_size_bytes`, '{{instance}}']], low: 0.1, alert: 'DiskFull' }),
    ],
  },
]);

const discord = board('discord', 'Discord API use', 'The connection to Discord, and what it allows.', [
  {
    title: 'Gateway',
    panels: [
      graph({ title: 'Ping', description: 'Between a heartbeat and its answer, one each 41 s. Percentiles of fifteen minutes.', unit: 's', queries: [[`histogram_quantile(0.95, sum by (le, shard) (rate(backline_gateway_ping_seconds_bucket{${here}}[15m])))`, 'p95 of shard {{shard}}']], alert: 'GatewaySilent' }),
      graph({ title: 'Changes', description: 'Resumed connections have missed nothing.', unit: 'short', queries: [[`sum by (state) (increase(backline_gateway_changes_total{${here}}[$__rate_interval]))`, '{{state}}']], alert: 'GatewayFlapping' }),
      graph({ title: 'Events', description: 'What Discord tells of.', unit: 'ops', queries: [rate('backline_gateway_events_total', 'event')], width: 24 }),
    ],
  },
  {
    title: 'REST',
    panels: [
      graph({ title: 'Time of requests', description: 'Until the head of the answer, by route.', unit: 's', queries: [p95('backline_rest_request_duration_seconds', 'route')] }),
      graph({ title: 'Answers', description: 'By their kind.', unit: 'reqps', queries: [rate('backline_rest_requests_total', 'status')] }),
    ],
  },
  {
    title: 'What Discord refuses',
    panels: [
      graph({ title: 'Refusals within five minutes', description: 'Status 429, by instance. A bot that goes on asking is banned for a while.', unit: 'short', queries: [[`sum by (instance) (increase(backline_rest_rate_limited_total{${here}}[5m]))`, '{{instance}}']], bad: 20, alert: 'RateLimited' }),
      graph({ title: 'Refusals, by route and kind', description: 'bucket is that route alone, global the whole bot.', unit: 'reqps', queries: [rate('backline_rest_rate_limited_total', 'route, kind')], alert: 'RateLimited' }),
      graph({ title: 'What is left of buckets', description: 'Remaining requests against the limit, by route, as the last answer said; the instance that has least counts. At 0 the next request waits, or is refused.', unit: 'percentunit', queries: [[`min by (route) (backline_rest_bucket_remaining{${here}} / backline_rest_bucket_limit{${here}})`, '{{route}}']], alert: 'RateLimited' }),
      graph({ title: 'Wait after a refusal', description: 'Mean that Discord wanted, by instance; 0 while it refuses nothing.', unit: 's', queries: [[`sum by (instance) (rate(backline_rest_rate_limit_wait_seconds_sum{${here}}[$__rate_interval])) / (sum by (instance) (rate(backline_rest_rate_limit_wait_seconds_count{${here}}[$__rate_interval])) > 0) or sum by (instance) (rate(backline_rest_rate_limit_wait_seconds_count{${here}}[$__rate_interval])) * 0`, '{{instance}}']], alert: 'RateLimited' }),
    ],
  },
]);

const platform = board('platform', 'Platform', 'Bundles, features, and what watching costs.', [
  {
    title: 'Features',
    panels: [
      graph({ title: 'CPU of features', description: 'Of their observers and threads, as a share of one CPU; the instance where it is most. The line is the default budget of an optional one, featurePercent of dev.backline.guard: what is configured is in no metric, feature:guard says it.', unit: 'percentunit', queries: [[`max by (feature) (backline_feature_cpu_ratio{${here}})`, '{{feature}}']], bad: 0.03, alert: 'GuardTripped' }),
      graph({ title: 'CPU of optional features together', description: 'Of those that the guard may switch off, as a share of one CPU. The line is the default budget, totalPercent of dev.backline.guard.', unit: 'percentunit', queries: [[`sum by (instance) (backline_feature_cpu_ratio{${here}, feature!~"features|lavalink-backend|sandbox.*|deploy|guard|http|metrics|ssh"})`, '{{instance}}']], bad: 0.05, alert: 'GuardTripped' }),
      graph({ title: 'What the guard did', description: 'Switched off what cost too much, tried it again later; reported: would have, with dryRun.', unit: 'short', queries: [[`sum by (instance, change) (increase(backline_feature_changes_total{${here}, origin="guard", change=~"turned_off|turned_on|reported"}[$__rate_interval]))`, '{{change}} {{instance}}']], alert: 'GuardTripped' }),
      graph({ title: 'Features that are off', description: 'On how many instances.', unit: 'short', queries: [[`sum by (feature) (1 - backline_feature_on{${here}})`, '{{feature}}']], alert: 'GuardTripped' }),
      graph({ title: 'Features', description: 'By state.', unit: 'short', queries: [[`sum by (state) (backline_features{${here}})`, '{{state}}']] }),
      graph({ title: 'Bundles', description: 'By state.', unit: 'short', queries: [[`sum by (state) (backline_bundles{${here}})`, '{{state}}']] }),
      graph({ title: 'Observers that are called no more', description: 'They threw or blocked.', unit: 'short', queries: [[`sum by (feature) (backline_feature_disconnected{${here}})`, '{{feature}}']], bad: 1, alert: 'FeatureDisconnected' }),
    ],
  },
  {
    title: 'Events and metrics',
    panels: [
      graph({ title: 'CPU of events', description: 'The thread that calls all observers; near 1, events are lost.', unit: 'percentunit', queries: [rate('backline_events_cpu_seconds_total', 'instance')], bad: 0.8, alert: 'EventsLost' }),
      graph({ title: 'Lost events', description: 'Observers did not keep up.', unit: 'ops', queries: [rate('backline_events_lost_total', 'instance')], alert: 'EventsLost' }),
      graph({ title: 'Series', description: 'That an instance exports.', unit: 'short', queries: [[`backline_metrics_series{${here}}`, '{{instance}}']], bad: 20000, alert: 'SeriesFolded' }),
      graph({ title: 'Time of a scrape', description: 'To read all metrics.', unit: 's', queries: [[`sum by (instance) (rate(backline_metrics_scrape_duration_seconds_sum{${here}}[$__rate_interval])) / sum by (instance) (rate(backline_metrics_scrape_duration_seconds_count{${here}}[$__rate_interval]))`, '{{instance}}']], alert: 'MetricsUnreadable' }),
    ],
  },
]);

export const boards: Board[] = [overview, commands, queue, lavalink, resources, discord, platform];
