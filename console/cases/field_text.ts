/** The fields of a fact in words: codes by the pack, people by name, moments in the organisation's time. */

import { useAsk } from '../ask.ts';
import { useChoices } from '../choices.ts';
import { useMay } from '../rights.ts';
import { useMe } from '../session.tsx';
import { useSay } from '../words.ts';
import { momentText } from '../../ui/moments.ts';

/** Which list of the pack words a field's codes. */
const groups: Record<string, string> = { zone: 'zones', matter: 'matters', category: 'categories', customer_class: 'customer_classes' };
/** Fixed codes of ours. */
const fixed: Record<string, string> = { channel: 'channel', priority: 'priority' };
/** Of use to the program only, or shown elsewhere on the page. */
const unsaid = new Set(['visit_id', 'approval_id', 'customer_id', 'unit_id', 'event_id', 'digest', 'image', 'number', 'place', 'id', 'revision', 'time_zone', 'source_ref']);

/** Fields of a milestone that the pack declares have words of their own, so the kind of the fact is said with them. */
export type FieldText = { name: (field: string, kind?: string) => string; value: (field: string, value: unknown, kind?: string) => string | null };

export function useFieldText(): FieldText {
  const say = useSay();
  const me = useMe();
  const choices = useChoices();
  const may = useMay();
  const people = useAsk('person.list', { query: { limit: 200 } }, { refresh: false, enabled: may('person.list') });
  const value = (field: string, raw: unknown, kind?: string): string | null => {
    // Told beside the file itself.
    if (kind === 'case.file_added' && field !== 'name' && field !== 'personal') return null;
    if (raw === undefined || raw === null || unsaid.has(field)) return null;
    if (typeof raw === 'boolean') return say(raw ? 'yes' : 'no');
    if (typeof raw === 'object') return Array.isArray(raw) ? raw.join(say('list_comma')) : Object.entries(raw).map(([name, it]) => `${name}: ${String(it)}`).join(say('list_comma'));
    const text = String(raw);
    const own = kind === undefined ? undefined : me.milestones.find((it) => it.kind === kind)?.fields.find((it) => it.name === field);
    if (own?.type === 'fen') return `¥${(Number(raw) / 100).toFixed(2)}`;
    if (own?.type === 'code') return say.code(`choice.${kind}.${field}`, text);
    if (own?.type === 'text') return text;
    if (field === 'engineer_id') return people.data?.items.find((it) => it.person_id === text)?.name ?? text;
    if (field.endsWith('_at')) return momentText(text, me.time_zone);
    if (groups[field] !== undefined) return choices.name(groups[field], text);
    if (fixed[field] !== undefined) return say.code(fixed[field], text);
    if (field === 'outcome') return outcomeText(say, text);
    if (field === 'reason') return reasonText(choices, text);
    return text;
  };
  return { name: (field, kind) => {
    const words = kind === undefined ? field : say.code(`field.${kind}`, field);
    return words === field ? say.code('field', field) : words;
  }, value };
}

function outcomeText(say: ReturnType<typeof useSay>, text: string): string {
  for (const group of ['contact', 'repair', 'call_back']) {
    const words = say.code(group, text);
    if (words !== text) return words;
  }
  return text;
}

function reasonText(choices: ReturnType<typeof useChoices>, text: string): string {
  for (const group of ['delay_reasons', 'no_access_reasons', 'waiting_reasons', 'reasons']) {
    const words = choices.name(group, text);
    if (words !== text) return words;
  }
  return text;
}
