/** Going through the list by keyboard: the focus moves from case to case, so Enter opens and nothing is chosen out of sight. */

import { useOffered } from '../keys/offered.ts';
import { useSay } from '../words.ts';

function step(by: 1 | -1): void {
  const links = [...document.querySelectorAll<HTMLElement>('.case-table tbody th a')];
  const row = document.activeElement?.closest('tr');
  const at = links.findIndex((it) => row?.contains(it));
  const next = at < 0 ? (by === 1 ? 0 : links.length - 1) : Math.min(links.length - 1, Math.max(0, at + by));
  links[next]?.focus();
  links[next]?.closest('tr')?.scrollIntoView({ block: 'nearest' });
}

export function useListKeys(): void {
  const say = useSay();
  useOffered([
    { label: say('keys.next_case'), keys: ['j'], run: () => step(1), onlyKeys: true },
    { label: say('keys.last_case'), keys: ['k'], run: () => step(-1), onlyKeys: true },
    { label: say('keys.pick_case'), keys: ['x'], run: () => document.activeElement?.closest('tr')?.querySelector<HTMLElement>('input[type=checkbox]')?.click(), onlyKeys: true },
    { label: say('keys.search'), keys: ['/'], run: () => document.querySelector<HTMLElement>('.filters input[type=search], .filters .ant-input')?.focus() },
  ]);
}

/** Arrows do the same, but only from within the table: elsewhere they scroll the page. */
export function stepByArrow(event: React.KeyboardEvent): void {
  if (event.ctrlKey || event.altKey || event.metaKey || (event.key !== 'ArrowDown' && event.key !== 'ArrowUp')) return;
  event.preventDefault();
  step(event.key === 'ArrowDown' ? 1 : -1);
}
