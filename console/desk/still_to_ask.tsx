/** What the organisation wants to know of a report and nobody has said yet; shown, never forced (INT-17, INT-18). */

import type { CustomerView } from '../../wire/view/views.ts';
import { useChoices } from '../choices.ts';
import { useSay } from '../words.ts';
import type { Typed } from './report_form.tsx';

export function StillToAsk({ typed, phone, caller }: { typed: Partial<Typed>; phone: string; caller: CustomerView | null }) {
  const say = useSay();
  const choices = useChoices();
  const unit = caller?.units.find((it) => it.unit_id === typed.unit_id);
  const known: Record<string, unknown> = { ...typed, phone, model: typed.model || unit?.model, purchased_on: unit?.purchased_on };
  const missing = choices.of('report_asks').filter((it) => !known[it.value]);
  if (missing.length === 0) return null;
  return <p className="still-to-ask">{say('desk.still_to_ask', { what: missing.map((it) => it.label).join(say('list_comma')) })}</p>;
}
