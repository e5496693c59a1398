/** Counted things and how they are written for Prometheus (text format 0.0.4): counters, histograms, and figures read when asked. */

export type Labels = Readonly<Record<string, string>>;
export type Sample = { readonly labels?: Labels; readonly value: number };

export type Counter = { add(labels: Labels, by?: number): void };
export type Histogram = { observe(labels: Labels, value: number): void };

export type Registry = {
  counter(name: string, says: string): Counter;
  histogram(name: string, says: string, bounds: readonly number[]): Histogram;
  /** Asked at every reading. One that fails is left out, so that the others still arrive. */
  gauge(name: string, says: string, read: () => Sample[] | Promise<Sample[]>, kind?: 'gauge' | 'counter'): void;
  text(): Promise<string>;
};

type Family = {
  readonly name: string;
  readonly says: string;
  readonly kind: 'counter' | 'gauge' | 'histogram';
  readonly lines: () => string[] | Promise<string[]>;
};

export function openRegistry(): Registry {
  const families: Family[] = [];
  const add = (family: Family) => {
    if (families.some(({ name }) => name === family.name)) throw new Error(`${family.name} is measured already`);
    families.push(family);
  };
  return {
    counter(name, says) {
      const counts = new Map<string, number>();
      add({ name, says, kind: 'counter', lines: () => [...counts].map(([labels, value]) => `${name}${labels} ${value}`) });
      return {
        add(labels, by = 1) {
          const key = written(labels);
          counts.set(key, (counts.get(key) ?? 0) + by);
        },
      };
    },
    histogram(name, says, bounds) {
      const kept = new Map<string, Spread>();
      add({ name, says, kind: 'histogram', lines: () => [...kept.values()].flatMap((spread) => spreadLines(name, bounds, spread)) });
      return { observe: (labels, value) => put(kept, bounds, labels, value) };
    },
    gauge(name, says, read, kind = 'gauge') {
      const lines = async () => (await read()).map(({ labels = {}, value }) => `${name}${written(labels)} ${value}`);
      add({ name, says, kind, lines });
    },
    async text() {
      const parts = await Promise.all(families.map(textOf));
      return parts.join('');
    },
  };
}

type Spread = { readonly labels: Labels; readonly counts: number[]; sum: number };

function put(kept: Map<string, Spread>, bounds: readonly number[], labels: Labels, value: number): void {
  const key = written(labels);
  let spread = kept.get(key);
  if (!spread) kept.set(key, (spread = { labels, counts: Array.from({ length: bounds.length + 1 }, () => 0), sum: 0 }));
  const at = bounds.findIndex((bound) => value <= bound);
  spread.counts[at < 0 ? bounds.length : at]! += 1;
  spread.sum += value;
}

function spreadLines(name: string, bounds: readonly number[], { labels, counts, sum }: Spread): string[] {
  let below = 0;
  const buckets = counts.map(
    (count, at) => `${name}_bucket${written({ ...labels, le: at < bounds.length ? String(bounds[at]) : '+Inf' })} ${(below += count)}`,
  );
  return [...buckets, `${name}_sum${written(labels)} ${sum}`, `${name}_count${written(labels)} ${below}`];
}

async function textOf({ name, says, kind, lines }: Family): Promise<string> {
  try {
    const samples = await lines();
    return samples.length === 0 ? '' : `# HELP ${name} ${says}\n# TYPE ${name} ${kind}\n${samples.join('\n')}\n`;
  } catch {
    return '';
  }
}

function written(labels: Labels): string {
  const entries = Object.entries(labels);
  if (entries.length === 0) return '';
  const escaped = (value: string) => value.replaceAll('\\', '\\\\').replaceAll('\n', '\\n').replaceAll('"', '\\"');
  return `{${entries.map(([label, value]) => `${label}="${escaped(value)}"`).join(',')}}`;
}
