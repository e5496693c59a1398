import { expect, test } from 'vitest';
import { openRegistry } from './registry.ts';

test('the text is what Prometheus reads: counters, histograms that add up, figures asked for now', async () => {
  const registry = openRegistry();
  const asked = registry.counter('asked_total', 'Questions.');
  const took = registry.histogram('took_seconds', 'Time.', [0.1, 1]);
  registry.gauge('warm', 'Degrees.', () => [{ labels: { room: 'a "b" \\ c\nd' }, value: 21.5 }]);
  registry.gauge('gone', 'Not there today.', () => Promise.reject(new Error('no')));
  asked.add({ who: 'li' });
  asked.add({ who: 'li' });
  for (const value of [0.1, 0.5, 3]) took.observe({ operation: 'case.list' }, value);
  expect(await registry.text()).toBe(`# HELP asked_total Questions.
# TYPE asked_total counter
asked_total{who="li"} 2
# HELP took_seconds Time.
# TYPE took_seconds histogram
took_seconds_bucket{operation="case.list",le="0.1"} 1
took_seconds_bucket{operation="case.list",le="1"} 2
took_seconds_bucket{operation="case.list",le="+Inf"} 3
took_seconds_sum{operation="case.list"} 3.6
took_seconds_count{operation="case.list"} 3
# HELP warm Degrees.
# TYPE warm gauge
warm{room="a \\"b\\" \\\\ c\\nd"} 21.5
`);
});

test('one name measures one thing', () => {
  const registry = openRegistry();
  registry.counter('same', 'One.');
  expect(() => registry.counter('same', 'Two.')).toThrow('measured already');
});
