/** Horizontal bars made of parts, told apart by pattern as well as by colour; the numbers stand beside each bar. */

import { useId } from 'react';

export type Pattern = 'solid' | 'dots' | 'lines' | 'hatch';
export type Part = { name: string; words: string; pattern: Pattern; colour: string };
export type Bar = { key: string; label: string; values: Record<string, number>; words: string };

const width = 400;

export function StackedBars({ title, parts, bars }: { title: string; parts: readonly Part[]; bars: readonly Bar[] }) {
  const scope = useId();
  return (
    <figure className="stacked-bars">
      <figcaption>{title}</figcaption>
      <svg width="0" height="0" aria-hidden="true" className="defs">
        <defs>{parts.map((part) => <Fill key={part.name} id={`${scope}${part.name}`} part={part} />)}</defs>
      </svg>
      <ul className="legend">
        {parts.map((part) => (
          <li key={part.name}>
            <svg width="18" height="14" aria-hidden="true">
              <rect width="18" height="14" rx="2" fill={`url(#${scope}${part.name})`} stroke={part.colour} />
            </svg>
            {part.words}
          </li>
        ))}
      </ul>
      <ul className="bars">
        {bars.map((bar) => (
          <li key={bar.key}>
            <span className="bar-label">{bar.label}</span>
            <OneBar bar={bar} parts={parts} scope={scope} />
            <span className="bar-words">{bar.words}</span>
          </li>
        ))}
      </ul>
    </figure>
  );
}

function OneBar({ bar, parts, scope }: { bar: Bar; parts: readonly Part[]; scope: string }) {
  const share = (part: Part) => bar.values[part.name] ?? 0;
  const sum = (some: readonly Part[]) => some.reduce((total, part) => total + share(part), 0);
  const scale = width / Math.max(sum(parts), 1);
  return (
    <svg viewBox={`0 0 ${width} 20`} preserveAspectRatio="none" aria-hidden="true">
      <rect width={width} height="20" className="bar-ground" />
      {parts.map(
        (part, index) =>
          share(part) > 0 && <rect key={part.name} x={sum(parts.slice(0, index)) * scale} width={share(part) * scale} height="20" fill={`url(#${scope}${part.name})`} stroke={part.colour} />,
      )}
    </svg>
  );
}

function Fill({ id, part }: { id: string; part: Part }) {
  return (
    <pattern id={id} width="8" height="8" patternUnits="userSpaceOnUse">
      <rect width="8" height="8" fill={part.colour} fillOpacity={part.pattern === 'solid' ? 1 : 0.18} />
      {part.pattern === 'dots' && <circle cx="4" cy="4" r="1.8" fill={part.colour} />}
      {part.pattern === 'lines' && <path d="M0 4h8" stroke={part.colour} strokeWidth="2" />}
      {part.pattern === 'hatch' && <path d="M-2 10 10-2M-2 2 2-2M6 10l4-4" stroke={part.colour} strokeWidth="2.4" />}
    </pattern>
  );
}
